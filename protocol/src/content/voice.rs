//! Voice notes: files that are listened to where they stand.
//!
//! Their bytes travel like those of every file. The message says in advance how long one is and how loud it is where, so that it can be
//! drawn before it is fetched. Both are what the sender says: a length of nothing, or a wave that does not fit, harms nobody.
//!
//! Source: docs/protocol.md, rules `R-VOICE-*`.

use alloc::{format, string::String, vec::Vec};
use core::fmt;

use minicbor::{Decode, Decoder, Encode, Encoder};

/// The most steps of a wave: one for each three pixels of a bubble.
pub const WAVE_STEPS: usize = 64;

/// The longest voice note, in milliseconds: six hours.
pub const LONGEST_MS: u32 = 6 * 60 * 60 * 1_000;

/// What a voice note sounds like, before it is there.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Voice {
    /// How long it is, as its sender says.
    #[cbor(n(0), decode_with = "length")]
    pub ms: u32,
    /// How loud it is where.
    #[n(1)]
    pub wave: Wave,
}

impl Voice {
    /// A voice note in one line, as lists and quotes show it: a microphone, and minutes and seconds.
    #[must_use]
    pub fn line(&self) -> String {
        ["\u{1f3a4} ", &clock(self.ms)].concat()
    }
}

/// Minutes and seconds of a length, as `1:05`.
#[must_use]
pub fn clock(ms: u32) -> String {
    let seconds = ms / 1_000;
    let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    if hours > 0 {
        format!("{hours}:{minutes:02}:{seconds:02}")
    } else {
        format!("{minutes}:{seconds:02}")
    }
}

/// How loud a sound is, from its beginning to its end in equal steps: at most [`WAVE_STEPS`], each from 0 (silence) to 255.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Wave(Vec<u8>);

impl Wave {
    /// A wave of as many steps as fit; of more, each stands for the loudest of those that it takes the place of.
    #[must_use]
    pub fn of(levels: &[u8]) -> Self {
        let width = levels.len().div_ceil(WAVE_STEPS).max(1);
        let steps = levels.chunks(width).map(|some| some.iter().copied().max());
        Self(steps.map(Option::unwrap_or_default).collect())
    }

    /// Its steps.
    #[must_use]
    pub fn steps(&self) -> &[u8] {
        &self.0
    }
}

/// What somebody has said is private: `Debug` tells how many steps.
impl fmt::Debug for Wave {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Wave({} steps)", self.0.len())
    }
}

impl<C> Encode<C> for Wave {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        e.bytes(&self.0)?.ok()
    }
}

impl<'b, C> Decode<'b, C> for Wave {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
        d.bytes().map(Self::of)
    }
}

/// A length that is no longer than a voice note can be.
fn length<C>(d: &mut Decoder<'_>, _: &mut C) -> Result<u32, minicbor::decode::Error> {
    Ok(d.u32()?.min(LONGEST_MS))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use alloc::{vec, vec::Vec};

    use super::*;

    #[test]
    fn a_wave_has_a_step_for_each_level_and_never_too_many() {
        for (levels, steps) in [(0, 0), (1, 1), (64, 64), (65, 33), (128, 64), (1_000, 63)] {
            assert_eq!(Wave::of(&vec![9; levels]).steps(), vec![9; steps], "{levels}");
        }
        let mut levels = vec![0; 640];
        if let Some(level) = levels.get_mut(15) {
            *level = 200;
        }
        let loud: Vec<_> = Wave::of(&levels).steps().iter().map(|step| *step > 0).take(3).collect();
        assert_eq!(loud, [false, true, false], "the loudest level is not lost");
    }

    #[test]
    fn a_length_is_shown_in_minutes_and_hours() {
        for (ms, shown) in [
            (0, "0:00"),
            (999, "0:00"),
            (65_000, "1:05"),
            (600_000, "10:00"),
            (3_661_000, "1:01:01"),
        ] {
            assert_eq!(clock(ms), shown);
        }
    }

    #[test]
    fn what_a_sender_says_too_much_of_is_cut() {
        let mut bytes = Vec::new();
        let mut e = Encoder::new(&mut bytes);
        e.array(2).unwrap().u32(u32::MAX).unwrap().bytes(&[7; 5_000]).unwrap();
        let voice: Voice = minicbor::decode(&bytes).unwrap();
        assert_eq!(voice.ms, LONGEST_MS);
        assert!(voice.wave.steps().len() <= WAVE_STEPS);
        let back: Voice = minicbor::decode(&minicbor::to_vec(&voice).unwrap()).unwrap();
        assert_eq!(back, voice);
    }

    #[test]
    fn a_wave_is_not_shown_in_a_log() {
        let voice = Voice {
            ms: 1_000,
            wave: Wave::of(&[1, 2, 3]),
        };
        assert_eq!(format!("{voice:?}"), "Voice { ms: 1000, wave: Wave(3 steps) }");
        assert_eq!(voice.line(), "\u{1f3a4} 0:01");
    }
}
