//! What phones say to one another in signals: over in a moment, stored nowhere, lost without harm.
//!
//! CBOR, `[kind, [fields]]`. A phone passes over kinds that it does not know.
//!
//! Source: docs/protocol.md, rule `R-SIG-3`.

use minicbor::{Decode, Encode};
use pillion_protocol::content::presence::Presence;

/// One hint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub enum Hint {
    /// Something is being typed in the chat, or no longer.
    #[n(0)]
    Typing {
        /// Whether.
        #[n(0)]
        on: bool,
    },
    /// Somebody looks at the chat of two, and would like to know whether the other one is there.
    #[n(1)]
    Watch,
    /// Whether the sender is there; to who watches.
    #[n(2)]
    Presence {
        /// What it shares.
        #[n(0)]
        presence: Presence,
    },
}

impl Hint {
    /// The hint as bytes.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        // Encoding into memory cannot fail.
        minicbor::to_vec(self).unwrap_or_default()
    }

    /// Bytes as a hint; `None` for what is none, or a newer phone's.
    #[must_use]
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        let mut decoder = minicbor::Decoder::new(bytes);
        let hint = decoder.decode().ok()?;
        (decoder.position() == bytes.len()).then_some(hint)
    }
}

#[cfg(test)]
mod tests {
    use pillion_wire::time::Timestamp;

    use super::*;

    #[test]
    fn the_bytes_of_each_kind_stay_what_they_are() {
        let presence = |presence| Hint::Presence { presence };
        for (hint, bytes) in [
            (Hint::Typing { on: true }, &[0x82, 0, 0x81, 0xf5][..]),
            (Hint::Typing { on: false }, &[0x82, 0, 0x81, 0xf4]),
            (Hint::Watch, &[0x82, 1, 0x80]),
            (presence(Presence::Unknown), &[0x82, 2, 0x81, 0x82, 0, 0x80]),
            (presence(Presence::Online), &[0x82, 2, 0x81, 0x82, 1, 0x80]),
            (
                presence(Presence::LastSeen(Timestamp(1_000))),
                &[0x82, 2, 0x81, 0x82, 2, 0x81, 0x19, 0x03, 0xe8],
            ),
        ] {
            assert_eq!(hint.encode(), bytes);
            assert_eq!(Hint::decode(bytes), Some(hint));
            assert_eq!(Hint::decode(&[bytes, &[0]].concat()), None, "bytes after it");
            assert_eq!(
                Hint::decode(bytes.split_last().map_or(&[], |(_, cut)| cut)),
                None,
                "cut"
            );
        }
        assert_eq!(Hint::decode(&[0x82, 3, 0x80]), None, "a newer phone's");
    }
}
