//! The one frame that is the same in both directions, so that the relay passes it on as it came.
//!
//! `Forward` is variant 0 of both frame enums with the same fields. The relay reads where it goes and hands the very
//! bytes to the other end: no copy of the payload, no second encoding.
//!
//! | offset | bytes | meaning |
//! |---|---|---|
//! | 0 | 82 | array of two: variant and fields |
//! | 1 | 00 | variant 0 |
//! | 2 | 82 | array of two fields |
//! | 3 | 50 | byte string of 16 |
//! | 4 | 16 bytes | link id |
//! | 20 | 40.. / 58 nn / 59 nnnn | byte string: the payload |
//!
//! Source: docs/protocol.md, rule `R-WIRE-5`.

use crate::id::LinkId;

const HEAD: [u8; 4] = [0x82, 0x00, 0x82, 0x50];

/// The link of a `Forward` frame; `None` if `frame` is another frame or damaged in its head.
#[must_use]
pub fn link_of(frame: &[u8]) -> Option<LinkId> {
    let rest = frame.strip_prefix(&HEAD)?;
    let (link, payload) = rest.split_first_chunk::<16>()?;
    let mut decoder = minicbor::Decoder::new(payload);
    decoder.bytes().ok()?;
    (decoder.position() == payload.len()).then_some(LinkId(*link))
}

#[cfg(test)]
mod tests {
    use alloc::vec;

    use super::*;
    use crate::{client_frame::ClientFrame, codec, relay_frame::RelayFrame};

    #[test]
    fn both_directions_have_the_same_bytes_and_the_head_names_the_link() {
        for len in [0, 1, 23, 24, 255, 256, 60_000] {
            let (link, payload) = (LinkId([7; 16]), vec![9; len]);
            let up = codec::encode(&ClientFrame::Forward {
                link,
                payload: payload.clone(),
            });
            let down = codec::encode(&RelayFrame::Forward { link, payload });
            assert_eq!(up, down);
            assert_eq!(link_of(&up), Some(link));
        }
    }

    #[test]
    fn a_cut_or_lengthened_forward_is_not_one() {
        let whole = codec::encode(&ClientFrame::Forward {
            link: LinkId([7; 16]),
            payload: vec![9; 40],
        });
        for end in 0..whole.len() {
            assert_eq!(whole.get(..end).and_then(link_of), None, "cut at {end}");
        }
        let mut longer = whole;
        longer.push(0);
        assert_eq!(link_of(&longer), None);
    }
}
