//! Emoji under messages.

use alloc::string::{String, ToString};

use minicbor::{Decode, Decoder, Encode, Encoder};
use pillion_wire::{id::AccountId, time::Timestamp};

use super::problem::Problem;

/// The longest emoji, in bytes: a family of four with skin tones has 41.
pub const EMOJI_BYTES: usize = 48;

/// The most kinds of emoji that a screen is told of one message.
pub const TALLIES: usize = 20;

/// One emoji: at most [`EMOJI_BYTES`] of the signs that emoji are made of, and at least one of them to see.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Emoji(String);

impl Emoji {
    /// Checks an emoji.
    ///
    /// # Errors
    /// [`Problem::NotAnEmoji`].
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let fits = (1..=EMOJI_BYTES).contains(&text.len());
        if fits && text.chars().all(|c| is_sign(c) || is_joint(c)) && text.chars().any(is_sign) {
            Ok(Self(text.to_string()))
        } else {
            Err(Problem::NotAnEmoji)
        }
    }

    /// The emoji.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What can be seen: the blocks in which Unicode keeps emoji, and the key around a digit.
const fn is_sign(c: char) -> bool {
    matches!(c,
        '\u{a9}' | '\u{ae}' | '\u{203c}' | '\u{2049}' | '\u{2122}' | '\u{2139}' | '\u{20e3}'
        | '\u{2190}'..='\u{21ff}' | '\u{2300}'..='\u{23ff}' | '\u{2460}'..='\u{24ff}' | '\u{25a0}'..='\u{27bf}'
        | '\u{2900}'..='\u{297f}' | '\u{2b00}'..='\u{2bff}' | '\u{3030}' | '\u{303d}' | '\u{3297}' | '\u{3299}'
        | '\u{1f000}'..='\u{1faff}')
}

/// What joins and varies signs: joiner, variation, tags, and the digits of keys.
const fn is_joint(c: char) -> bool {
    matches!(c, '\u{200d}' | '\u{fe0f}' | '\u{e0020}'..='\u{e007f}' | '0'..='9' | '#' | '*')
}

impl<C> Encode<C> for Emoji {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        e.str(&self.0)?.ok()
    }
}

impl<'b, C> Decode<'b, C> for Emoji {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
        Self::parse(d.str()?).map_err(|_| minicbor::decode::Error::message("not an emoji"))
    }
}

/// How often one emoji stands under a message.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Tally {
    /// The emoji.
    #[n(0)]
    pub emoji: Emoji,
    /// How many people have put it there.
    #[n(1)]
    pub count: u32,
    /// Whether this account is one of them.
    #[n(2)]
    pub mine: bool,
}

/// One person's emoji under a message.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Reaction {
    /// Who; `None`: this account.
    #[n(0)]
    pub from: Option<AccountId>,
    /// The emoji.
    #[n(1)]
    pub emoji: Emoji,
    /// When, by the clock of that person's phone.
    #[n(2)]
    pub at: Timestamp,
    /// In a group: the name of `from`.
    #[n(3)]
    pub name: Option<String>,
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn emoji_of_every_kind_pass() {
        for emoji in ["👍", "❤️", "👩‍👩‍👧‍👦", "🇺🇳", "3️⃣", "#️⃣", "👍🏽", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"]
        {
            assert_eq!(Emoji::parse(emoji).unwrap().as_str(), emoji);
        }
    }

    #[test]
    fn words_marks_and_long_strings_are_none() {
        for text in [
            "",
            "a",
            "ok",
            "3",
            "!",
            " ",
            "👍 ",
            "👍a",
            "\u{1b}",
            "é",
            "ﷺ",
            "\u{200d}",
            "\u{202e}👍",
        ] {
            assert_eq!(Emoji::parse(text), Err(Problem::NotAnEmoji), "{text:?}");
        }
        assert_eq!(Emoji::parse(&"👍".repeat(13)), Err(Problem::NotAnEmoji));
    }
}
