//! What each side says it is, so that a person can recognise it. None of it is proof of anything.

use alloc::string::String;
use core::fmt;

use minicbor::{Decode, Decoder, Encode, Encoder};

/// The longest line, in characters: enough for a browser's name, an origin on screen, or a person's name.
pub const LINE_CHARS: usize = 64;

/// One line of text from the other side, safe to show anywhere: at most [`LINE_CHARS`] characters, without control
/// characters, without those that change the direction of what stands around them, and without those that have no shape.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Line(String);

impl Line {
    /// What of `text` can be shown; the rest is dropped.
    #[must_use]
    pub fn clean(text: &str) -> Self {
        Self(shown(text, LINE_CHARS))
    }

    /// What somebody has typed as a line; `None` if it is more than one line, or too long. What has no shape and what turns
    /// the direction was hardly meant, and is dropped.
    #[must_use]
    pub fn typed(text: &str) -> Option<Self> {
        let text = text.trim();
        let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
        let shown = |c: &char| !turns(*c) && !is_shapeless(*c);
        if text.chars().any(breaks) || text.chars().filter(shown).count() > LINE_CHARS {
            return None;
        }
        Some(Self::clean(text))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What of a name can be shown: at most `most` characters of it, on one line, without what has no shape or turns the direction
/// of what stands around it, and without towers of accents.
#[must_use]
pub fn shown(text: &str, most: usize) -> String {
    let mut accents = 0;
    let kept = text.chars().filter(|c| {
        accents = if is_accent(*c) { accents + 1 } else { 0 };
        !c.is_control() && !turns(*c) && !is_shapeless(*c) && accents <= ACCENTS
    });
    let line: String = kept.take(most).collect();
    String::from(line.trim())
}

/// The most accents on one letter: no language writes more.
const ACCENTS: usize = 3;

/// Whether a character is put on the letter before it (the blocks "Combining Diacritical Marks" of Unicode). Scripts whose
/// vowels are such signs have them elsewhere.
const fn is_accent(c: char) -> bool {
    matches!(
        c,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
            | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}'
    )
}

/// Whether a character changes the direction of text or breaks a line (Unicode Bidi_Control, and the two separators).
const fn turns(c: char) -> bool {
    matches!(
        c,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    )
}

/// Whether a character has no shape of its own, so that two lines could look alike. The joiners U+200C and U+200D stay:
/// scripts and emoji need them.
const fn is_shapeless(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{200b}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{3164}' | '\u{ffa0}' | '\u{e0000}'..='\u{e007f}'
    )
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.0)
    }
}

impl<C> Encode<C> for Line {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        e.str(&self.0)?.ok()
    }
}

impl<'b, C> Decode<'b, C> for Line {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
        d.str().map(Self::clean)
    }
}

/// What a phone says it is.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct PhoneAbout {
    /// The name of its owner.
    #[n(0)]
    pub name: Line,
    /// The version of its program.
    #[n(1)]
    pub version: Line,
}

impl PhoneAbout {
    /// With the parts of both texts that can be shown.
    #[must_use]
    pub fn new(name: &str, version: &str) -> Self {
        Self {
            name: Line::clean(name),
            version: Line::clean(version),
        }
    }
}

/// What a page says it is.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct BrowserAbout {
    /// The browser, such as `Firefox 151`.
    #[n(0)]
    pub browser: Line,
    /// The system it runs on, such as `Linux`.
    #[n(1)]
    pub os: Line,
    /// Where the page was loaded from.
    #[n(2)]
    pub origin: Line,
}

impl BrowserAbout {
    /// With the parts of the three texts that can be shown.
    #[must_use]
    pub fn new(browser: &str, os: &str, origin: &str) -> Self {
        Self {
            browser: Line::clean(browser),
            os: Line::clean(os),
            origin: Line::clean(origin),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn what_could_fool_a_screen_is_dropped() {
        assert_eq!(Line::clean("Fire\u{1b}[2Jfox\n 151").as_str(), "Fire[2Jfox 151");
        assert_eq!(Line::clean("a\u{202e}b\u{2066}c\u{200f}d\u{2028}e").as_str(), "abcde");
        assert_eq!(Line::clean("  \u{0}  ").as_str(), "");
        assert_eq!(Line::clean("bo\u{200b}b\u{feff}").as_str(), "bob");
    }

    #[test]
    fn a_typed_line_is_one_line_that_fits() {
        assert_eq!(Line::typed(" Zoë\u{202e} \u{200b}").unwrap().as_str(), "Zoë");
        for refused in ["a\nb", "a\u{2028}b", "a\u{1b}[2Jb", &"é".repeat(LINE_CHARS + 1)] {
            assert_eq!(Line::typed(refused), None, "{refused:?}");
        }
        let longest = alloc::format!("{}\u{200b}", "é".repeat(LINE_CHARS));
        assert_eq!(Line::typed(&longest).unwrap().as_str().chars().count(), LINE_CHARS);
        assert_eq!(Line::typed(" \u{2060} ").unwrap().as_str(), "");
    }

    #[test]
    fn names_of_every_script_stay() {
        for name in ["Zoë", "李小龍", "مريم", "👩‍💻 Ada"] {
            assert_eq!(Line::clean(name).as_str(), name);
        }
    }

    #[test]
    fn a_long_text_is_cut_at_a_character() {
        assert_eq!(Line::clean(&"é".repeat(100)).as_str().chars().count(), LINE_CHARS);
    }

    #[test]
    fn a_tower_of_accents_is_no_higher_than_a_language_builds() {
        let tower: String = core::iter::once('e')
            .chain(core::iter::repeat_n('\u{301}', 500))
            .collect();
        assert_eq!(shown(&tower, 64).chars().count(), 1 + ACCENTS);
        for name in ["Việt", "Vie\u{302}\u{323}t", "हिन्दी", "ไทย"] {
            assert_eq!(shown(name, 64), name);
        }
    }

    #[test]
    fn what_comes_from_outside_is_cleaned_too() {
        let bytes = minicbor::to_vec("a\u{7}b").unwrap();
        assert_eq!(minicbor::decode::<Line>(&bytes).unwrap().as_str(), "ab");
    }
}
