//! The operating system's randomness.

use core::convert::Infallible;

use rand_core::{TryCryptoRng, TryRng};

/// Every call asks the system.
#[derive(Debug, Clone, Copy)]
pub struct SystemRng;

impl TryRng for SystemRng {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        if let Err(error) = getrandom::fill(bytes) {
            // Every key would be guessable; nothing may go on.
            tracing::error!(%error, "the system gives no randomness");
            std::process::abort();
        }
        Ok(())
    }
}

impl TryCryptoRng for SystemRng {}
