//! The bytes of one `Forward`: what kind of message it is, then the message.
//!
//! | offset | bytes | meaning |
//! |---|---|---|
//! | 0 | 1 | kind: 1 `hello1`, 2 `hello2`, 3 sealed, 4 cannot open |
//! | 1 | n | the message |
//!
//! `cannot open` is a hint of the phone that nobody has signed: it may come from the relay. A page answers it by
//! trying another of its keys or shaking hands again, and never by forgetting anything. Its message is the tag of what
//! could not be opened: 8 bytes of BLAKE2s.
//!
//! Source: docs/protocol.md, rule `R-SESS-2`.

use alloc::vec::Vec;

use crate::crypto::kdf::{self, Label};

/// Names a payload in a hint.
pub type Tag = [u8; 8];

/// What a payload is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Payload<'a> {
    /// The page's first message of a handshake.
    Hello1(&'a [u8]),
    /// The phone's answer.
    Hello2(&'a [u8]),
    /// A message of a session.
    Sealed(&'a [u8]),
    /// The phone could not open the payload with this tag.
    CannotOpen(Tag),
}

impl<'a> Payload<'a> {
    /// Reads a payload; `None` if it is none.
    #[must_use]
    pub fn parse(bytes: &'a [u8]) -> Option<Self> {
        let (kind, message) = bytes.split_first()?;
        match kind {
            1 => Some(Self::Hello1(message)),
            2 => Some(Self::Hello2(message)),
            3 => Some(Self::Sealed(message)),
            4 => message.try_into().ok().map(Self::CannotOpen),
            _ => None,
        }
    }

    /// The payload as bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let (kind, message): (u8, &[u8]) = match self {
            Self::Hello1(message) => (1, message),
            Self::Hello2(message) => (2, message),
            Self::Sealed(message) => (3, message),
            Self::CannotOpen(tag) => (4, tag),
        };
        let mut bytes = Vec::with_capacity(message.len().saturating_add(1));
        bytes.push(kind);
        bytes.extend_from_slice(message);
        bytes
    }
}

/// The tag of a whole payload.
#[must_use]
pub fn tag_of(payload: &[u8]) -> Tag {
    let [a, b, c, d, e, f, g, h, ..] = kdf::hash(Label::HintTag, &[payload]);
    [a, b, c, d, e, f, g, h]
}
