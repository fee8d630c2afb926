//! How a page knows that it was truly unlinked, when it hears so from the relay.
//!
//! 1. The phone makes a random [`Farewell`] with each link; the page gets its [`FarewellHash`] in the grant.
//! 2. When the phone unlinks a page that is away, it leaves the farewell with the relay.
//! 3. The relay hands it over at the page's next visit. Only if the hash matches does the page wipe itself.
//!
//! A relay alone can therefore keep a page out, which it always can, but never make it lose what it keeps.
//!
//! Source: docs/protocol.md, rule `R-PAIR-9`.

use core::fmt;

use minicbor::{Decode, Encode};
use pillion_wire::id::Farewell;
use subtle::ConstantTimeEq;

use crate::crypto::{
    kdf::{self, Label},
    random::{self, Random},
};

/// What a page keeps, to recognise its farewell.
#[derive(Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(transparent)]
pub struct FarewellHash(#[cbor(n(0), with = "minicbor::bytes")] [u8; 32]);

impl FarewellHash {
    /// The hash of a farewell.
    #[must_use]
    pub fn of(farewell: &Farewell) -> Self {
        Self(kdf::hash(Label::Farewell, &[&farewell.0]))
    }

    /// Whether `farewell` is the one that the phone made for this link.
    #[must_use]
    pub fn matches(&self, farewell: &Farewell) -> bool {
        Self::of(farewell).0.ct_eq(&self.0).into()
    }
}

impl fmt::Debug for FarewellHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FarewellHash(…)")
    }
}

/// A fresh farewell, for a new link.
pub fn fresh(rng: &mut dyn Random) -> Farewell {
    Farewell(random::bytes(rng))
}

#[cfg(test)]
#[allow(clippy::indexing_slicing, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn only_the_phones_own_farewell_matches() {
        let farewell = Farewell([5; 32]);
        let hash = FarewellHash::of(&farewell);
        assert!(hash.matches(&farewell));
        for at in 0..32 {
            let mut wrong = farewell.clone();
            wrong.0[at] ^= 1;
            assert!(!hash.matches(&wrong), "byte {at}");
        }
        assert!(!hash.matches(&Farewell(hash.0)), "the hash itself is no farewell");
    }

    #[test]
    fn debug_shows_nothing_of_it() {
        insta::assert_debug_snapshot!(FarewellHash([5; 32]), @"FarewellHash(…)");
    }
}
