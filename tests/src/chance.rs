//! Chance with a seed: the same seed plays the same story.
//!
//! `PILLION_SEED` sets the seed, `PILLION_ROUNDS` how often a story with a random instant is played.

use rand_chacha::{
    ChaCha20Rng,
    rand_core::{Rng, SeedableRng},
};

/// A source of lots.
#[derive(Debug, Clone)]
pub struct Chance {
    seed: u64,
    source: ChaCha20Rng,
}

impl Chance {
    /// The lots of one seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        let source = ChaCha20Rng::seed_from_u64(seed);
        Self { seed, source }
    }

    /// The seed of `PILLION_SEED`, else `seed`. Printed, so that a failure can be played again.
    #[must_use]
    pub fn from_env(seed: u64) -> Self {
        let seed = number("PILLION_SEED").unwrap_or(seed);
        println!("play it again with PILLION_SEED={seed}");
        Self::new(seed)
    }

    /// What it was made from.
    #[must_use]
    pub const fn seed(&self) -> u64 {
        self.seed
    }

    /// A number from 0 to `end` - 1; 0 if `end` is 0.
    pub fn below(&mut self, end: u64) -> u64 {
        self.source.next_u64().checked_rem(end).unwrap_or(0)
    }

    /// True `in_hundred` times of a hundred.
    pub fn percent(&mut self, in_hundred: u64) -> bool {
        self.below(100) < in_hundred
    }

    /// Random bytes.
    pub fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        self.source.fill_bytes(&mut bytes);
        bytes
    }

    /// A source of its own for a machine.
    #[must_use]
    pub fn fork(&mut self) -> ChaCha20Rng {
        ChaCha20Rng::seed_from_u64(self.source.next_u64())
    }

    /// The source itself, for machines that take one.
    pub const fn source(&mut self) -> &mut ChaCha20Rng {
        &mut self.source
    }
}

/// How often a story with a random instant is played: `PILLION_ROUNDS`, else `usual`.
#[must_use]
pub fn rounds(usual: u64) -> u64 {
    number("PILLION_ROUNDS").unwrap_or(usual)
}

fn number(variable: &str) -> Option<u64> {
    let text = std::env::var(variable).ok()?;
    Some(
        text.parse()
            .unwrap_or_else(|_| panic!("{variable} is a number, not {text}")),
    )
}
