//! Rate limits on the hub's own clock.
//!
//! A token bucket written as one time (the "generic cell rate algorithm"): each use moves the time at which the bucket is full
//! again; a use is refused when that time is too far ahead.

use std::collections::BTreeMap;

use pillion_wire::{id::AccountId, time::Timestamp};

use super::input::{ConnectionId, Network};

/// `burst` uses at once, and one more every `every_ms` milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowance {
    /// Uses at once.
    pub burst: u64,
    /// Milliseconds until one more is allowed.
    pub every_ms: u64,
}

impl Allowance {
    /// `burst` uses at once, and one more every `every_ms` milliseconds.
    #[must_use]
    pub const fn new(burst: u64, every_ms: u64) -> Self {
        Self { burst, every_ms }
    }
}

/// What is limited, and for whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Use {
    /// A failed hello.
    HelloFailure(Network),
    /// A look-up of a handle.
    LookUp(AccountId),
    /// A key package taken.
    Take(AccountId),
    /// A signal sent.
    Signal(AccountId),
    /// Room made for a file.
    File(AccountId),
    /// A meeting point opened or joined.
    Meeting(ConnectionId),
    /// A pairing message.
    Meet(ConnectionId),
}

/// All buckets that are not full.
#[derive(Debug, Default)]
pub struct Rates {
    full_at: BTreeMap<Use, Timestamp>,
}

impl Rates {
    /// Uses one token; `false` if there is none.
    pub fn spend(&mut self, now: Timestamp, what: Use, allowance: Allowance) -> bool {
        if !self.has(now, what, allowance) {
            return false;
        }
        let full_at = self.full_at.entry(what).or_insert(now);
        *full_at = (*full_at).max(now).after_ms(allowance.every_ms);
        true
    }

    /// Whether there is a token.
    #[must_use]
    pub fn has(&self, now: Timestamp, what: Use, allowance: Allowance) -> bool {
        let ahead = self.full_at.get(&what).map_or(0, |at| at.since_ms(now));
        let most = allowance.burst.saturating_sub(1).saturating_mul(allowance.every_ms);
        allowance.burst > 0 && ahead <= most
    }

    /// Forgets the buckets that are full again.
    pub fn prune(&mut self, now: Timestamp) {
        self.full_at.retain(|_, full_at| *full_at > now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALICE: Use = Use::LookUp(AccountId([1; 32]));
    const BOB: Use = Use::LookUp(AccountId([2; 32]));
    const THREE: Allowance = Allowance::new(3, 1_000);

    #[test]
    fn a_burst_is_allowed_and_then_one_each_interval() {
        let mut rates = Rates::default();
        let now = Timestamp(50);
        for _ in 0..3 {
            assert!(rates.spend(now, ALICE, THREE));
        }
        assert!(!rates.spend(now, ALICE, THREE));
        assert!(!rates.spend(now.after_ms(999), ALICE, THREE));
        assert!(rates.spend(now.after_ms(1_000), ALICE, THREE));
        assert!(!rates.spend(now.after_ms(1_000), ALICE, THREE));
    }

    #[test]
    fn a_refused_use_costs_nothing_and_others_are_not_concerned() {
        let mut rates = Rates::default();
        let now = Timestamp(0);
        while rates.spend(now, ALICE, THREE) {}
        for _ in 0..100 {
            assert!(!rates.spend(now, ALICE, THREE));
        }
        assert!(rates.spend(now, BOB, THREE));
        assert!(rates.spend(now.after_ms(1_000), ALICE, THREE));
    }

    #[test]
    fn nothing_is_kept_of_those_who_wait_long_enough() {
        let mut rates = Rates::default();
        rates.spend(Timestamp(0), ALICE, THREE);
        rates.prune(Timestamp(999));
        assert_eq!(rates.full_at.len(), 1);
        rates.prune(Timestamp(1_000));
        assert!(rates.full_at.is_empty());
    }

    #[test]
    fn an_allowance_of_nothing_allows_nothing() {
        assert!(!Rates::default().has(Timestamp(0), ALICE, Allowance::new(0, 1)));
    }
}
