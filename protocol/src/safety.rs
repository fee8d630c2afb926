//! The safety number of two people: 60 digits that are the same on both phones if each has the other's true identity.
//!
//! 1. Each identity key gives 30 digits: BLAKE2s over it, 5,200 times in a row, then six groups of five digits from 30 of
//!    the bytes. The repetition makes it 12 bits more expensive to look for another key with the same digits.
//! 2. The smaller half stands first, so both people see the same number.
//! 3. As a code to scan, `pillion://safety/`: the bytes 1, own half's hash, the other's half's hash. The scanning phone
//!    compares all bytes with its own, the other way round.
//!
//! Source: docs/protocol.md, rule `R-ID-5`.

use alloc::{format, string::String, vec::Vec};
use core::fmt;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

use crate::{
    code::{CodeError, pasted, strip_prefix},
    crypto::kdf::{self, Label},
};

/// What every safety code begins with.
pub const PREFIX: &str = "pillion://safety/";

/// The version of the code.
const VERSION: u8 = 1;

/// How often an identity is hashed: 2^12.3; some milliseconds.
const ROUNDS: u32 = 5_200;

/// What two people compare.
#[derive(Clone, PartialEq, Eq)]
pub struct Safety {
    own: [u8; 32],
    theirs: [u8; 32],
}

impl Safety {
    /// Of one's own identity key and another one's.
    #[must_use]
    pub fn of(own: &[u8; 32], theirs: &[u8; 32]) -> Self {
        Self {
            own: half(own),
            theirs: half(theirs),
        }
    }

    /// The 60 digits.
    #[must_use]
    pub fn number(&self) -> String {
        let (own, theirs) = (digits(&self.own), digits(&self.theirs));
        let (first, second) = if own <= theirs { (own, theirs) } else { (theirs, own) };
        format!("{first}{second}")
    }

    /// The text of the code.
    #[must_use]
    pub fn to_url(&self) -> String {
        let mut bytes = Vec::with_capacity(65);
        bytes.push(VERSION);
        bytes.extend_from_slice(&self.own);
        bytes.extend_from_slice(&self.theirs);
        format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(bytes))
    }

    /// Whether a scanned code is the other phone's code for the same two people.
    ///
    /// # Errors
    /// [`CodeError`] if it is no whole safety code: `NotPillion`, `Damaged` or `Newer`.
    pub fn matches(&self, scanned: &str) -> Result<bool, CodeError> {
        let text = pasted(scanned).ok_or(CodeError::NotPillion)?;
        let coded = strip_prefix(&text, PREFIX).ok_or(CodeError::NotPillion)?;
        let bytes = URL_SAFE_NO_PAD.decode(coded).map_err(|_| CodeError::Damaged)?;
        match bytes.split_first() {
            Some((&VERSION, rest)) if rest.len() == 64 => {
                let (first, second) = rest.split_at(32);
                Ok(first == self.theirs && second == self.own)
            }
            Some((&version, _)) if version > VERSION => Err(CodeError::Newer { version }),
            _ => Err(CodeError::Damaged),
        }
    }
}

/// Public, but long.
impl fmt::Debug for Safety {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Safety")
    }
}

fn half(identity: &[u8; 32]) -> [u8; 32] {
    let first = kdf::hash(Label::Safety, &[identity]);
    (1..ROUNDS).fold(first, |hash, _| kdf::hash(Label::Safety, &[&hash, identity]))
}

/// Six groups of five digits; five bytes each, so that all digits are as good as equally likely.
fn digits(hash: &[u8; 32]) -> String {
    hash.chunks_exact(5)
        .take(6)
        .map(|group| {
            let number = group
                .iter()
                .fold(0_u64, |number, byte| (number << 8) | u64::from(*byte));
            format!("{:05}", number % 100_000)
        })
        .collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use super::*;

    const ALICE: [u8; 32] = [1; 32];
    const BOB: [u8; 32] = [2; 32];

    #[test]
    fn both_see_the_same_sixty_digits_and_others_see_others() {
        let (alice, bob) = (Safety::of(&ALICE, &BOB), Safety::of(&BOB, &ALICE));
        assert_eq!(alice.number(), bob.number());
        assert!(alice.number().len() == 60 && alice.number().bytes().all(|b| b.is_ascii_digit()));
        for other in [Safety::of(&ALICE, &[3; 32]), Safety::of(&[3; 32], &BOB)] {
            assert_ne!(other.number(), alice.number());
        }
    }

    #[test]
    fn the_digits_stay_what_they_are() {
        // Computed by another program from the rule.
        insta::assert_snapshot!(Safety::of(&ALICE, &BOB).number(), @"325498689042676933038645752665642453326806304425869113332585");
    }

    #[test]
    fn the_others_code_matches_and_no_other_does() {
        let (alice, bob) = (Safety::of(&ALICE, &BOB), Safety::of(&BOB, &ALICE));
        assert_eq!(alice.matches(&bob.to_url()), Ok(true));
        assert_eq!(
            alice.matches(&alice.to_url()),
            Ok(false),
            "one's own, held up to a mirror"
        );
        let mallory = Safety::of(&BOB, &[9; 32]);
        assert_eq!(alice.matches(&mallory.to_url()), Ok(false));
    }

    #[test]
    fn what_is_no_whole_safety_code_is_named() {
        let alice = Safety::of(&ALICE, &BOB);
        let url = alice.to_url();
        assert_eq!(alice.matches("pillion://link/AQ"), Err(CodeError::NotPillion));
        for length in PREFIX.len()..url.len() {
            assert!(alice.matches(&url[..length]).is_err(), "cut at {length}");
        }
        let newer = format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode([2]));
        assert_eq!(alice.matches(&newer), Err(CodeError::Newer { version: 2 }));
    }
}
