//! The text of a message, checked.
//!
//! Right-to-left text, emoji and every script pass as they are; screens isolate them when they show them
//! (`dir="auto"`). Control characters other than line break and tab do not: a terminal would obey them.

use alloc::string::{String, ToString};
use core::fmt;

use minicbor::{Decode, Decoder, Encode, Encoder};

use super::problem::Problem;

/// The longest text, in bytes of UTF-8: half a link message, so that it fits with all that goes around it.
pub const TEXT_BYTES: usize = 32 * 1024;

/// A text that may be sent: not blank, at most [`TEXT_BYTES`], no control characters but line break and tab.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Text(String);

impl Text {
    /// Checks a text as a person wrote it: line ends become `\n`, blank lines around it go.
    ///
    /// # Errors
    /// [`Problem::TextEmpty`], [`Problem::TextTooLong`] or [`Problem::TextControl`].
    pub fn parse(written: &str) -> Result<Self, Problem> {
        let text = written.replace("\r\n", "\n").replace('\r', "\n");
        let text = text.trim_matches('\n').trim_end();
        if text.trim().is_empty() {
            return Err(Problem::TextEmpty);
        }
        if text.len() > TEXT_BYTES {
            return Err(Problem::TextTooLong);
        }
        if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\t')) {
            return Err(Problem::TextControl);
        }
        Ok(Self(text.to_string()))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Message text is private: `Debug` tells its length only.
impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Text({} bytes)", self.0.len())
    }
}

impl<C> Encode<C> for Text {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        e.str(&self.0)?.ok()
    }
}

impl<'b, C> Decode<'b, C> for Text {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
        Self::parse(d.str()?).map_err(|_| minicbor::decode::Error::message("not a text"))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use alloc::format;

    use super::*;

    #[test]
    fn every_script_and_line_break_passes() {
        for text in ["hi", "مرحبا", "a\nb\tc", "👩‍👩‍👧", "a \u{202e}b"] {
            assert_eq!(Text::parse(text).unwrap().as_str(), text);
        }
        assert_eq!(Text::parse("\r\na\r\nb \n\n").unwrap().as_str(), "a\nb");
    }

    #[test]
    fn empty_too_long_and_control_characters_are_refused_by_name() {
        for text in ["", " ", "\n\n\t"] {
            assert_eq!(Text::parse(text), Err(Problem::TextEmpty));
        }
        assert!(Text::parse(&"a".repeat(TEXT_BYTES)).is_ok());
        assert_eq!(Text::parse(&"a".repeat(TEXT_BYTES + 1)), Err(Problem::TextTooLong));
        for text in ["a\u{1b}[2Jb", "a\0b", "a\u{7f}b", "a\u{9b}b"] {
            assert_eq!(Text::parse(text), Err(Problem::TextControl));
        }
    }

    #[test]
    fn debug_shows_no_word_of_it() {
        assert_eq!(format!("{:?}", Text::parse("secret").unwrap()), "Text(6 bytes)");
    }
}
