//! A handle: the public name under which an account is found on its relay.
//!
//! Source: docs/protocol.md, rule `R-DIR-1`.

use alloc::string::String;
use core::fmt;

use minicbor::{Decode, Decoder, Encode, Encoder};

/// The shortest handle, in characters.
pub const SHORTEST: usize = 3;

/// The longest handle, in characters.
pub const LONGEST: usize = 32;

/// A checked handle: 3 to 32 characters of `a-z`, `0-9` and `_`, the first one a letter.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Handle(String);

/// Why a text is not a handle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HandleError {
    /// Too short or too long.
    #[error("A handle has {SHORTEST} to {LONGEST} characters; this one has {0}. Choose another.")]
    Length(usize),
    /// A character that a handle cannot hold.
    #[error("A handle holds only the letters a-z, digits and _; {0:?} is none of them. Leave it out.")]
    Character(char),
    /// It starts with a digit or an underscore.
    #[error("A handle starts with a letter. Put one in front.")]
    Start,
}

impl Handle {
    /// Reads a handle as people type it: around it white space and a leading `@` are dropped, capitals made small.
    ///
    /// # Errors
    /// [`HandleError`], a sentence for the person who typed it.
    pub fn parse(text: &str) -> Result<Self, HandleError> {
        let text = text.trim();
        let text = text.strip_prefix('@').unwrap_or(text).to_ascii_lowercase();
        if let Some(other) = text.chars().find(|c| !matches!(c, 'a'..='z' | '0'..='9' | '_')) {
            return Err(HandleError::Character(other));
        }
        if !(SHORTEST..=LONGEST).contains(&text.len()) {
            return Err(HandleError::Length(text.len()));
        }
        if !text.starts_with(|c: char| c.is_ascii_lowercase()) {
            return Err(HandleError::Start);
        }
        Ok(Self(text))
    }

    /// The handle without `@`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "@{}", self.0)
    }
}

impl fmt::Debug for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "@{}", self.0)
    }
}

impl<C> Encode<C> for Handle {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        e.str(&self.0)?.ok()
    }
}

impl<'b, C> Decode<'b, C> for Handle {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
        let text = d.str()?;
        match Self::parse(text) {
            // Only the exact form travels: two spellings of one handle would be two directory entries.
            Ok(handle) if handle.0 == text => Ok(handle),
            _ => Err(minicbor::decode::Error::message("not a handle")),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn a_handle_is_read_as_people_type_it() {
        for text in ["alice", " @Alice ", "ALICE", "@alice"] {
            assert_eq!(Handle::parse(text).unwrap().as_str(), "alice");
        }
    }

    #[test]
    fn malformed_handles_are_refused_by_name() {
        assert_eq!(Handle::parse("al"), Err(HandleError::Length(2)));
        assert_eq!(Handle::parse(&"a".repeat(33)), Err(HandleError::Length(33)));
        assert_eq!(Handle::parse("1abc"), Err(HandleError::Start));
        assert_eq!(Handle::parse("_abc"), Err(HandleError::Start));
        assert_eq!(Handle::parse("al ice"), Err(HandleError::Character(' ')));
        assert_eq!(Handle::parse("al\u{202e}ice"), Err(HandleError::Character('\u{202e}')));
        assert_eq!(Handle::parse("älice"), Err(HandleError::Character('ä')));
    }

    #[test]
    fn another_spelling_does_not_decode() {
        let bytes = minicbor::to_vec("Alice").unwrap();
        assert!(minicbor::decode::<Handle>(&bytes).is_err());
    }
}
