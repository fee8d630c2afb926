//! Why the command line could not do what was asked: each a sentence for standard error.

use std::{io, path::PathBuf};

use pillion_protocol::content::problem::Problem;
use pillion_wire::{handle::HandleError, origin::OriginError};

use crate::{
    backup::{error::BackupError, file::FileError},
    desk::Stopped,
    picture::{file::PictureError, portrait::PortraitError},
    run::RunError,
    screen::{server::ServerError, words},
};

/// The reason, as a sentence.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CliError {
    /// The phone refused.
    #[error("{0}")]
    Problem(Problem),
    /// The phone did not follow an invitation.
    #[error("{}", words::not_asked(*.0))]
    NotAsked(Problem),
    /// The account could not be made, or the phone not be started.
    #[error(transparent)]
    Run(#[from] RunError),
    /// The phone went away.
    #[error(transparent)]
    Stopped(#[from] Stopped),
    /// The local socket.
    #[error(transparent)]
    Server(#[from] ServerError),
    /// The picture.
    #[error(transparent)]
    Picture(#[from] PictureError),
    /// A picture to show.
    #[error(transparent)]
    Portrait(#[from] PortraitError),
    /// The phone was not backed up, moved or restored.
    #[error(transparent)]
    Backup(#[from] BackupError),
    /// A file that was to be written.
    #[error(transparent)]
    File(#[from] FileError),
    /// The handle.
    #[error(transparent)]
    Handle(#[from] HandleError),
    /// The relay's address.
    #[error(transparent)]
    Origin(#[from] OriginError),
    /// No data folder.
    #[error("This system names no folder for data. Choose one with --home DIR.")]
    NoHome,
    /// A phone has the home, but its socket does not answer.
    #[error("Another program has the phone in {} open and does not answer. Close it first.", .0.display())]
    HomeInUse(PathBuf),
    /// The passphrase file.
    #[error("The passphrase file {} cannot be read: {reason}.", path.display())]
    PassphraseFile {
        /// Which file.
        path: PathBuf,
        /// What the system says.
        reason: io::Error,
    },
    /// Nowhere to ask.
    #[error(
        "A passphrase is needed and there is no terminal to ask for it. Set PILLION_PASSPHRASE or use --passphrase-file FILE."
    )]
    NoPassphrase,
    /// Nothing was typed.
    #[error("The passphrase is empty. It protects your messages on this disk: choose one.")]
    EmptyPassphrase,
    /// Typed differently the second time.
    #[error("The two passphrases differ. Try again.")]
    PassphrasesDiffer,
    /// A blank, long or unprintable name.
    #[error("A name has 1 to {limit} characters and no line breaks or control characters. Choose another.", limit = super::verb::init::NAME_CHARS)]
    Name,
    /// No chat under that word.
    #[error(
        "There is no chat {0}. Give a handle, a group's name or a chat id, or add the contact first: pillion-phone contact add HANDLE"
    )]
    NoSuchChat(String),
    /// Several groups have the same name.
    #[error("Several groups are called {0}. Give the chat id instead; see it: pillion-phone group list --json")]
    GroupNotUnique(String),
    /// No message under that word.
    #[error("There is no message {0} in this chat. Give an id as --json prints it, or `last`.")]
    NoSuchMessage(String),
    /// No contact under that word.
    #[error("You have no contact {0}. See them all: pillion-phone contacts")]
    NoSuchContact(String),
    /// No other key to accept.
    #[error("The key of {0} has not changed. There is nothing to accept.")]
    SameKey(String),
    /// No second try for what did not fail.
    #[error("This message has not failed, so it is not sent again. See it: pillion-phone history")]
    NotFailed,
    /// A word that is no time, or one that has passed.
    #[error("This word is no time that is still to come: {0}. Write one as `8h`, `7d` or `2026-01-05 14:00`.")]
    NoTime(String),
    /// No link under that word.
    #[error("No linked browser has an id that begins with {0}. See them all: pillion-phone links")]
    NoSuchLink(String),
    /// Several links under that word.
    #[error("Several linked browsers have an id that begins with {0}. Give more of it.")]
    LinkNotUnique(String),
    /// The signs were not confirmed.
    #[error("The browser was not linked. If the signs differed, somebody may have put another code in your way.")]
    NotConfirmed,
    /// The relay did not get it in time.
    #[error(
        "The message is stored on this phone, but the relay does not have it yet. It is sent as soon as the phone is online."
    )]
    NotSentYet,
    /// The answer took too long.
    #[error("The phone did not answer in time. Try again; if it happens again, restart the phone.")]
    NoAnswer,
    /// An answer that does not fit the question.
    #[error("The running phone answers in a way that this program does not know. Use the same version of both.")]
    OddAnswer,
    /// The terminal UI without a terminal.
    #[error("The terminal UI needs a terminal. Here a verb is needed: see pillion-phone --help")]
    NoTerminal,
    /// The terminal failed.
    #[error("The terminal cannot be used: {0}.")]
    Terminal(io::Error),
    /// The system gave no threads, signals or randomness.
    #[error("The system does not give this program what it needs: {0}.")]
    System(io::Error),
    /// Standard output failed.
    #[error("The output cannot be written: {0}.")]
    Output(io::Error),
}

impl CliError {
    /// The exit status.
    #[must_use]
    pub fn status(&self) -> u8 {
        match self {
            Self::NoTerminal => 2,
            // Whoever reads the output has seen enough.
            Self::Output(reason) if reason.kind() == io::ErrorKind::BrokenPipe => 0,
            _ => 1,
        }
    }
}
