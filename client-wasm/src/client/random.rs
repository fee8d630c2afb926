//! One random source for all parts of the machine.

use std::sync::{Arc, Mutex, PoisonError};

use pillion_protocol::crypto::random::Random;

/// A source that several parts draw from.
#[derive(Clone)]
pub struct Shared(Arc<Mutex<Box<dyn Random + Send>>>);

impl Shared {
    /// Shares `source`.
    #[must_use]
    pub fn new(source: Box<dyn Random + Send>) -> Self {
        Self(Arc::new(Mutex::new(source)))
    }
}

impl Random for Shared {
    fn fill(&mut self, bytes: &mut [u8]) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).fill(bytes);
    }
}

impl core::fmt::Debug for Shared {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Shared(random)")
    }
}
