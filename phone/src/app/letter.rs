//! What phones say to one another inside a group.
//!
//! CBOR, numbered like the wire's frames: `[kind, [fields]]`. A letter of a kind that this build does not know is passed
//! over: a newer phone may say more.
//!
//! Source: docs/protocol.md, rules `R-LETTER-*`.

use minicbor::{Decode, Encode};
use pillion_protocol::{
    content::{id::MessageId, text::Text},
    pairing::about::Line,
};
use pillion_wire::time::Timestamp;

/// Receipts in one letter: 1,000 ids of 17 bytes stay below a third of the largest letter.
pub const RECEIPTS: u32 = 1_000;

/// One letter.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum Letter {
    /// A message.
    #[n(0)]
    Text {
        /// Its name; a repeat is the same message.
        #[n(0)]
        id: MessageId,
        /// What it says.
        #[n(1)]
        text: Text,
        /// When it was written, by the writer's clock.
        #[n(2)]
        at: Timestamp,
    },
    /// These messages are on the reader's phone.
    #[n(1)]
    Delivered {
        /// Which.
        #[n(0)]
        ids: Vec<MessageId>,
    },
    /// Everything up to this message was seen.
    #[n(2)]
    Read {
        /// The last one.
        #[n(0)]
        through: MessageId,
    },
    /// How the writer wants to be called.
    #[n(3)]
    Profile {
        /// The name.
        #[n(0)]
        name: Line,
    },
}

/// Why bytes are no letter of this build.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// Of a kind that a newer phone knows.
    #[error("a letter of an unknown kind")]
    Unknown,
    /// No letter at all.
    #[error("malformed letter")]
    Malformed,
}

impl Letter {
    /// The letter as bytes.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        // Writing to a `Vec` cannot fail.
        let written = minicbor::encode(self, &mut bytes);
        debug_assert!(written.is_ok(), "a letter is always encodable");
        bytes
    }

    /// Bytes as a letter.
    ///
    /// # Errors
    /// [`Unreadable`].
    pub fn decode(bytes: &[u8]) -> Result<Self, Unreadable> {
        let mut decoder = minicbor::Decoder::new(bytes);
        match decoder.decode() {
            Ok(letter) if decoder.position() == bytes.len() => Ok(letter),
            Err(error) if error.is_unknown_variant() => Err(Unreadable::Unknown),
            _ => Err(Unreadable::Malformed),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use super::*;
    use crate::mls::suite::PLAINTEXT_BYTES;

    fn text(words: &str) -> Letter {
        Letter::Text {
            id: MessageId([7; 16]),
            text: Text::parse(words).unwrap(),
            at: Timestamp(1_000),
        }
    }

    #[test]
    fn the_bytes_of_each_kind_stay_what_they_are() {
        let bytes = text("hi").encode();
        // [0, [id, text, at]]
        assert_eq!(bytes[..4], [0x82, 0x00, 0x83, 0x50]);
        assert_eq!(bytes[4..20], [7; 16]);
        assert_eq!(bytes[20..], [0x62, b'h', b'i', 0x19, 0x03, 0xe8]);
        let ids = vec![MessageId([1; 16])];
        assert_eq!(Letter::Delivered { ids }.encode()[..5], [0x82, 0x01, 0x81, 0x81, 0x50]);
        let read = Letter::Read {
            through: MessageId([1; 16]),
        };
        assert_eq!(read.encode()[..4], [0x82, 0x02, 0x81, 0x50]);
        let name = Line::clean("A");
        assert_eq!(Letter::Profile { name }.encode(), [0x82, 0x03, 0x81, 0x61, b'A']);
    }

    #[test]
    fn the_longest_of_each_fits_a_letter() {
        let longest = "a".repeat(pillion_protocol::content::text::TEXT_BYTES);
        assert!(text(&longest).encode().len() <= PLAINTEXT_BYTES);
        let ids = vec![MessageId([1; 16]); usize::try_from(RECEIPTS).unwrap()];
        assert!(Letter::Delivered { ids }.encode().len() <= PLAINTEXT_BYTES);
    }

    #[test]
    fn an_unknown_kind_is_not_a_damaged_letter() {
        assert_eq!(Letter::decode(&[0x82, 0x18, 0x63, 0x80]), Err(Unreadable::Unknown));
        assert_eq!(Letter::decode(&[]), Err(Unreadable::Malformed));
        let mut cut = text("hi").encode();
        cut.pop();
        assert_eq!(Letter::decode(&cut), Err(Unreadable::Malformed));
        let mut longer = text("hi").encode();
        longer.push(0);
        assert_eq!(Letter::decode(&longer), Err(Unreadable::Malformed));
    }

    #[test]
    fn a_text_that_may_not_be_sent_is_no_letter() {
        let mut bytes = text("hi").encode();
        bytes[21] = 0x1b;
        assert_eq!(Letter::decode(&bytes), Err(Unreadable::Malformed));
    }
}
