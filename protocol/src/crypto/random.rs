//! Randomness as an argument.
//!
//! Programs implement [`Random`] over the system's source (`getrandom`); tests pass a seeded ChaCha20. This crate never
//! asks a system for random bytes, so everything that it does can be repeated.

/// A cryptographic random source.
///
/// It cannot fail: a program whose system has no randomness must stop, because every key would be guessable.
pub trait Random {
    /// Fills `bytes` with unpredictable bytes.
    fn fill(&mut self, bytes: &mut [u8]);
}

impl<R: rand_core::CryptoRng + ?Sized> Random for R {
    fn fill(&mut self, bytes: &mut [u8]) {
        self.fill_bytes(bytes);
    }
}

/// `N` fresh bytes.
pub fn bytes<const N: usize>(rng: &mut dyn Random) -> [u8; N] {
    let mut bytes = [0; N];
    rng.fill(&mut bytes);
    bytes
}
