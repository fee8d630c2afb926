//! One random source for all parts of the phone.

use core::{convert::Infallible, fmt};
use std::sync::{Arc, Mutex, PoisonError};

use rand_core::{CryptoRng, Rng as _, TryCryptoRng, TryRng};

/// A shared handle to the source that the driver gave: the system's, or a seeded one in tests.
#[derive(Clone)]
pub struct SharedRng(Arc<Mutex<Box<dyn CryptoRng + Send>>>);

impl SharedRng {
    /// Shares a source.
    #[must_use]
    pub fn new(source: Box<dyn CryptoRng + Send>) -> Self {
        Self(Arc::new(Mutex::new(source)))
    }

    /// `N` fresh bytes.
    #[must_use]
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.fill(&mut bytes);
        bytes
    }

    fn fill(&self, bytes: &mut [u8]) {
        // A panic elsewhere does not make the source less random.
        self.0.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(bytes);
    }
}

impl TryRng for SharedRng {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(u32::from_le_bytes(self.bytes()))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(u64::from_le_bytes(self.bytes()))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        self.fill(bytes);
        Ok(())
    }
}

impl TryCryptoRng for SharedRng {}

impl fmt::Debug for SharedRng {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SharedRng")
    }
}
