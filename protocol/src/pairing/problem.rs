//! What can go wrong in a pairing.

use crate::{
    code::CodeError,
    crypto::{noise::CannotOpen, padding::TooLarge},
};

/// Why a pairing did not go on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PairingError {
    /// The code cannot be used.
    #[error(transparent)]
    Code(#[from] CodeError),
    /// A message that the right other side would not have sent: wrong key, wrong secret, changed, cut, repeated or out
    /// of turn. Which of these is not said.
    #[error("The other side did not answer as it should. Reload the page and scan the code that it shows now.")]
    CannotOpen,
    /// The code is older than [`super::page::VALID_MS`].
    #[error("This code is no longer valid. Scan the code that the page shows now.")]
    Expired,
}

impl From<CannotOpen> for PairingError {
    fn from(_: CannotOpen) -> Self {
        Self::CannotOpen
    }
}

impl From<TooLarge> for PairingError {
    fn from(_: TooLarge) -> Self {
        Self::CannotOpen
    }
}
