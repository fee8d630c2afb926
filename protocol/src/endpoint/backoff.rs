//! How long a page waits before it tries again: 1, 2, 4 … 30 s, each shortened by up to a quarter at random, so that
//! the pages of a relay that came back do not all call at once.

use crate::crypto::random::{self, Random};

/// The first wait, in milliseconds.
pub const FIRST_MS: u64 = 1_000;

/// The longest wait, in milliseconds.
pub const LONGEST_MS: u64 = 30_000;

/// Counts the attempts since the last success.
#[derive(Debug, Default)]
pub struct Backoff {
    attempts: u32,
}

impl Backoff {
    /// The wait before the next attempt, in milliseconds.
    pub fn next_ms(&mut self, rng: &mut dyn Random) -> u64 {
        let doubled = 1_u64.checked_shl(self.attempts).unwrap_or(u64::MAX);
        let whole = FIRST_MS.saturating_mul(doubled).min(LONGEST_MS);
        self.attempts = self.attempts.saturating_add(1).min(16);
        let [jitter] = random::bytes(rng);
        // A quarter of the wait, times jitter / 256.
        whole.saturating_sub(whole.saturating_mul(u64::from(jitter)) / 1_024)
    }

    /// After a success, the next wait is the first one again.
    pub fn reset(&mut self) {
        self.attempts = 0;
    }
}
