//! Letters that this build cannot read.
//!
//! Source: docs/protocol.md, rule `R-LETTER-7`.

use pillion_protocol::content::id::MessageId;

/// Kinds from here on are no messages: what is over in a moment, and what one can do without. A phone that does not know one passes it
/// over. Kinds below are messages and what is done to them; each that makes a message begins with the message's id. Source: rule
/// `R-LETTER-7`.
pub const PASSING: u32 = 128;

/// Why bytes are no letter of this build.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// A message of a kind that a newer phone knows, with its id where it has one.
    #[error("a message of an unknown kind")]
    Newer(Option<MessageId>),
    /// Something else that a newer phone says.
    #[error("a letter of an unknown kind")]
    Passing,
    /// No letter at all.
    #[error("malformed letter")]
    Malformed,
}

impl Unreadable {
    /// What can be told of a letter that this build does not know, or of what is none.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        unknown(bytes).unwrap_or(Self::Malformed)
    }
}

/// What can be told of a letter of an unknown kind; `None` if it is no letter.
fn unknown(bytes: &[u8]) -> Option<Unreadable> {
    let mut decoder = minicbor::Decoder::new(bytes);
    if decoder.array().ok()? != Some(2) {
        return None;
    }
    let kind = decoder.u32().ok()?;
    let mut fields = decoder.clone();
    decoder.skip().ok()?;
    if decoder.position() != bytes.len() {
        return None;
    }
    if kind >= PASSING {
        return Some(Unreadable::Passing);
    }
    let has_id = fields.array().is_ok_and(|count| count.is_some_and(|count| count > 0));
    Some(Unreadable::Newer(has_id.then(|| fields.decode().ok()).flatten()))
}
