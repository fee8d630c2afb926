//! Ids for what a person wants done, so that a repeat is harmless.

use pillion_protocol::content::id::IntentId;

/// Makes intent ids: a random seed with a count mixed in, so that no screen and no run uses one twice.
#[derive(Debug, Clone)]
pub struct Intents {
    seed: u128,
    used: u128,
}

impl Intents {
    /// From 16 random bytes; the driver of a screen draws them.
    #[must_use]
    pub const fn seeded(seed: [u8; 16]) -> Self {
        Self {
            seed: u128::from_be_bytes(seed),
            used: 0,
        }
    }

    /// An id that was not used before.
    pub fn fresh(&mut self) -> IntentId {
        self.used = self.used.wrapping_add(1);
        IntentId((self.seed ^ self.used).to_be_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_id_comes_twice() {
        let mut intents = Intents::seeded([7; 16]);
        let (one, two) = (intents.fresh(), intents.fresh());
        assert_ne!(one, two);
        assert_ne!(one, Intents::seeded([8; 16]).fresh());
    }
}
