//! The four signs that page and phone both show, for people to compare.
//!
//! They are drawn from the hash of the pairing's handshake: 4 signs of 6 bits each, 24 bits in all. Whoever stands
//! between page and phone without knowing the code has one guess in 16 million, and a wrong one ends the pairing.
//! The signs are things that people name alike; none is a flag, a face or a hand, which differ between fonts.
//!
//! Source: docs/protocol.md, rule `R-PAIR-5`.

use core::fmt;

use crate::crypto::kdf::{self, Label};

/// One sign.
#[derive(Debug, PartialEq, Eq)]
pub struct Emoji {
    /// The character to draw.
    pub sign: &'static str,
    /// Its name in English, to say it aloud and for screen readers.
    pub name: &'static str,
}

/// The four signs of one pairing.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Check([&'static Emoji; 4]);

impl Check {
    /// The signs of a handshake.
    #[must_use]
    pub fn of(handshake_hash: &[u8; 32]) -> Self {
        let [a, b, c, ..] = kdf::hash(Label::Check, &[handshake_hash]);
        let bits = u32::from_be_bytes([0, a, b, c]);
        Self([18, 12, 6, 0].map(|shift| sign_of(bits >> shift)))
    }

    /// The signs, in the order in which they are shown.
    #[must_use]
    pub const fn signs(&self) -> &[&'static Emoji; 4] {
        &self.0
    }
}

impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, emoji) in self.0.iter().enumerate() {
            let gap = if at == 0 { "" } else { "  " };
            write!(f, "{gap}{} {}", emoji.sign, emoji.name)?;
        }
        Ok(())
    }
}

impl fmt::Debug for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Check({self})")
    }
}

/// The sign of the lowest six bits.
#[expect(
    clippy::indexing_slicing,
    reason = "six bits are at most 63, and the table has 64 places"
)]
fn sign_of(bits: u32) -> &'static Emoji {
    &TABLE[(bits & 63) as usize]
}

const fn emoji(sign: &'static str, name: &'static str) -> Emoji {
    Emoji { sign, name }
}

/// The place in this table is what six bits mean: both ends must hold the same table, so it never changes.
static TABLE: [Emoji; 64] = [
    emoji("🐶", "dog"),
    emoji("🐱", "cat"),
    emoji("🐴", "horse"),
    emoji("🐘", "elephant"),
    emoji("🐰", "rabbit"),
    emoji("🐼", "panda"),
    emoji("🐸", "frog"),
    emoji("🐧", "penguin"),
    emoji("🦉", "owl"),
    emoji("🐢", "turtle"),
    emoji("🐟", "fish"),
    emoji("🐙", "octopus"),
    emoji("🐝", "bee"),
    emoji("🦋", "butterfly"),
    emoji("🐌", "snail"),
    emoji("🦀", "crab"),
    emoji("🌵", "cactus"),
    emoji("🌲", "tree"),
    emoji("🌻", "sunflower"),
    emoji("🍄", "mushroom"),
    emoji("🍀", "clover"),
    emoji("🌙", "moon"),
    emoji("⭐", "star"),
    emoji("🔥", "fire"),
    emoji("🌈", "rainbow"),
    emoji("⚡", "lightning"),
    emoji("⛄", "snowman"),
    emoji("🍎", "apple"),
    emoji("🍌", "banana"),
    emoji("🍇", "grapes"),
    emoji("🍓", "strawberry"),
    emoji("🍋", "lemon"),
    emoji("🍒", "cherries"),
    emoji("🥕", "carrot"),
    emoji("🌽", "corn"),
    emoji("🧀", "cheese"),
    emoji("🍕", "pizza"),
    emoji("🥚", "egg"),
    emoji("🎂", "cake"),
    emoji("🍩", "doughnut"),
    emoji("⚽", "football"),
    emoji("🎸", "guitar"),
    emoji("🎺", "trumpet"),
    emoji("🥁", "drum"),
    emoji("🎈", "balloon"),
    emoji("🎁", "gift"),
    emoji("🎲", "dice"),
    emoji("🔔", "bell"),
    emoji("🔑", "key"),
    emoji("🔨", "hammer"),
    emoji("📎", "paper clip"),
    emoji("💡", "light bulb"),
    emoji("📖", "book"),
    emoji("☂️", "umbrella"),
    emoji("👑", "crown"),
    emoji("👓", "glasses"),
    emoji("👟", "shoe"),
    emoji("⚓", "anchor"),
    emoji("🚀", "rocket"),
    emoji("🚲", "bicycle"),
    emoji("🚂", "train"),
    emoji("🚗", "car"),
    emoji("⛺", "tent"),
    emoji("🏰", "castle"),
];

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use alloc::{collections::BTreeSet, format};

    use super::*;

    #[test]
    fn sixty_four_signs_with_distinct_pictures_and_names() {
        let signs: BTreeSet<_> = TABLE.iter().map(|emoji| emoji.sign).collect();
        let names: BTreeSet<_> = TABLE.iter().map(|emoji| emoji.name).collect();
        assert_eq!((signs.len(), names.len()), (64, 64));
        for emoji in &TABLE {
            assert!(
                emoji.name.chars().all(|c| c.is_ascii_lowercase() || c == ' '),
                "{emoji:?}"
            );
            assert!(!emoji.sign.is_ascii() && emoji.sign.chars().count() <= 2, "{emoji:?}");
        }
    }

    #[test]
    fn the_signs_of_a_hash_stay_what_they_are() {
        insta::assert_snapshot!(Check::of(&[1; 32]), @"🚀 rocket  🐝 bee  👟 shoe  🍩 doughnut");
        insta::assert_snapshot!(format!("{:?}", Check::of(&[2; 32])), @"Check(🌽 corn  🚲 bicycle  🦋 butterfly  💡 light bulb)");
    }

    #[test]
    fn every_bit_of_the_hash_counts() {
        let check = Check::of(&[0; 32]);
        let mut same = 0;
        for bit in 0..256 {
            let mut hash = [0; 32];
            *hash.get_mut(bit / 8).unwrap() ^= 1 << (bit % 8);
            same += usize::from(Check::of(&hash) == check);
        }
        assert_eq!(same, 0, "{check}");
    }
}
