//! A sealed channel whose messages have few sizes: [`super::noise::Channel`] with [`super::padding`] inside the seal.

use alloc::vec::Vec;

use super::{
    noise::{CannotOpen, Channel},
    padding::{self, TooLarge},
};

/// Seals and opens padded messages, in order, each once.
#[derive(Debug)]
pub struct PaddedChannel {
    channel: Channel,
}

impl PaddedChannel {
    /// Over a channel that a handshake led to.
    #[must_use]
    pub const fn new(channel: Channel) -> Self {
        Self { channel }
    }

    /// Pads and seals one message.
    ///
    /// # Errors
    /// [`TooLarge`] if it is longer than [`padding::CONTENT_BYTES`].
    pub fn seal(&mut self, content: &[u8]) -> Result<Vec<u8>, TooLarge> {
        let padded = padding::pad(content)?;
        // The largest class fits a Noise message, and no session comes near 2^64 messages.
        self.channel
            .seal(&padded)
            .map_err(|CannotOpen| TooLarge { got: content.len() })
    }

    /// Opens one message and checks its padding.
    ///
    /// # Errors
    /// [`CannotOpen`], whatever is wrong with it.
    pub fn open(&mut self, sealed: &[u8]) -> Result<Vec<u8>, CannotOpen> {
        let padded = self.channel.open(sealed)?;
        padding::unpad(&padded).map(<[u8]>::to_vec).map_err(|_| CannotOpen)
    }
}
