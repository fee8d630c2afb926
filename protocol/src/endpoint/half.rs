//! The two halves of an [`Envelope`](super::envelope::Envelope) as a page needs them: what it says, and what it hears.
//!
//! The bytes are the same. A page neither reads requests nor writes replies, and code that does is a tenth of what a browser
//! would have to download: so it writes and reads these halves, and the phone the whole.

use alloc::vec::Vec;

use minicbor::{Decode, Encode};
use pillion_wire::id::Farewell;

use super::envelope::Unreadable;
use crate::content::{priority::Priority, reply::Reply, request::Request, update::Update};

/// What a page says.
#[derive(Debug, Encode)]
pub enum FromPage {
    /// Do this, tell me that.
    #[n(0)]
    Request(#[n(0)] Request),
    /// Are you there?
    #[n(3)]
    Ping {
        /// Comes back.
        #[n(0)]
        token: u32,
    },
    /// I am.
    #[n(4)]
    Pong {
        /// From the `Ping`.
        #[n(0)]
        token: u32,
    },
    /// The next link key is stored here.
    #[n(5)]
    Proved,
}

impl FromPage {
    /// As [`super::envelope::Envelope::priority`].
    #[must_use]
    pub const fn priority(&self) -> Priority {
        match self {
            Self::Request(request) => request.priority(),
            Self::Ping { .. } | Self::Pong { .. } | Self::Proved => Priority::Call,
        }
    }

    /// As [`super::envelope::Envelope::encode`].
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        // Writing to a `Vec` cannot fail.
        let written = minicbor::encode(self, &mut bytes);
        debug_assert!(written.is_ok(), "what a page says is always encodable");
        bytes
    }
}

/// What a phone says.
#[allow(
    clippy::large_enum_variant,
    reason = "it is moved once and then taken apart: a box would cost more than the move; small in a browser"
)]
#[derive(Debug, Decode)]
pub enum FromPhone {
    /// This came of it.
    #[n(1)]
    Reply(#[n(0)] Reply),
    /// This changed.
    #[n(2)]
    Update(#[n(0)] Update),
    /// Are you there?
    #[n(3)]
    Ping {
        /// Comes back.
        #[n(0)]
        token: u32,
    },
    /// I am.
    #[n(4)]
    Pong {
        /// From the `Ping`.
        #[n(0)]
        token: u32,
    },
    /// The next link key is stored here.
    #[n(6)]
    Kept,
    /// This link has ended; forget it.
    #[n(7)]
    Unlink {
        /// The same that the relay would hand over.
        #[n(0)]
        farewell: Farewell,
    },
}

impl FromPhone {
    /// Bytes as a message of a phone.
    ///
    /// # Errors
    /// [`Unreadable::Unknown`] for a kind of a newer phone, [`Unreadable::Malformed`] for everything else, what only pages say
    /// among it; never panics, whatever the bytes.
    pub fn decode(bytes: &[u8]) -> Result<Self, Unreadable> {
        let mut decoder = minicbor::Decoder::new(bytes);
        match decoder.decode() {
            Ok(said) if decoder.position() == bytes.len() => Ok(said),
            Err(error) if error.is_unknown_variant() && !is_of_page(bytes) => Err(Unreadable::Unknown),
            _ => Err(Unreadable::Malformed),
        }
    }
}

/// Whether the kind is one that only pages say: a request, or `Proved`.
fn is_of_page(bytes: &[u8]) -> bool {
    let mut decoder = minicbor::Decoder::new(bytes);
    decoder.array().is_ok() && matches!(decoder.u32(), Ok(0 | 5))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use alloc::vec;

    use super::*;
    use crate::{
        content::{id::Version, reply::Answer, request::Ask},
        endpoint::envelope::Envelope,
    };

    fn request() -> Request {
        Request {
            id: 7,
            ask: Ask::OwnCode,
        }
    }

    #[test]
    fn what_a_page_says_are_the_bytes_of_the_envelope() {
        for (half, whole) in [
            (FromPage::Request(request()), Envelope::Request(request())),
            (FromPage::Ping { token: 9 }, Envelope::Ping { token: 9 }),
            (FromPage::Pong { token: 9 }, Envelope::Pong { token: 9 }),
            (FromPage::Proved, Envelope::Proved),
        ] {
            assert_eq!(half.encode(), whole.encode());
            assert_eq!(half.priority(), whole.priority());
        }
    }

    #[test]
    fn what_a_phone_says_is_heard_as_the_envelope_has_it() {
        let reply = Reply {
            id: 7,
            answer: Answer::Done,
        };
        let update = Update {
            from: Version(1),
            to: Version(2),
            changes: Vec::new(),
        };
        let heard = |whole: Envelope| FromPhone::decode(&whole.encode()).unwrap();
        assert!(matches!(heard(reply.clone().into()), FromPhone::Reply(other) if other == reply));
        assert!(matches!(heard(update.clone().into()), FromPhone::Update(other) if other == update));
        assert!(matches!(
            heard(Envelope::Ping { token: 9 }),
            FromPhone::Ping { token: 9 }
        ));
        assert!(matches!(
            heard(Envelope::Pong { token: 9 }),
            FromPhone::Pong { token: 9 }
        ));
        assert!(matches!(heard(Envelope::Kept), FromPhone::Kept));
        let farewell = Farewell([3; 32]);
        let unlink = heard(Envelope::Unlink {
            farewell: Farewell([3; 32]),
        });
        assert!(matches!(unlink, FromPhone::Unlink { farewell: other } if other == farewell));
    }

    #[test]
    fn what_only_a_page_says_and_what_is_cut_short_is_refused() {
        for whole in [Envelope::Request(request()), Envelope::Proved] {
            assert_eq!(FromPhone::decode(&whole.encode()).unwrap_err(), Unreadable::Malformed);
        }
        let bytes = Envelope::Ping { token: 70_000 }.encode();
        for end in 0..bytes.len() {
            let cut = FromPhone::decode(bytes.get(..end).unwrap());
            assert_eq!(cut.unwrap_err(), Unreadable::Malformed, "{end}");
        }
        let longer = [bytes, vec![0]].concat();
        assert_eq!(FromPhone::decode(&longer).unwrap_err(), Unreadable::Malformed);
    }

    #[test]
    fn a_kind_of_a_newer_phone_is_passed_over() {
        // [99, []]
        assert_eq!(
            FromPhone::decode(&[0x82, 0x18, 99, 0x80]).unwrap_err(),
            Unreadable::Unknown
        );
    }
}
