//! Why a phone was not backed up, moved or restored, as sentences.

use std::{io, path::PathBuf};

use super::{file::FileError, header::HeadError};
use crate::{home::HomeError, store::error::StoreError};

/// The reason. Nothing is left behind, and what was there before is as it was.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The folder of the phone.
    #[error(transparent)]
    Home(#[from] HomeError),
    /// Its database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The file that was to be written.
    #[error(transparent)]
    File(#[from] FileError),
    /// There is nothing to back up.
    #[error("There is no account in {} yet, so there is nothing to back up. Choose another folder with --home.", .0.display())]
    NoAccount(PathBuf),
    /// There is something to be overwritten.
    #[error("There is already an account in {}, which a backup must not replace. Restore into an empty folder: --home DIR", .0.display())]
    HasAccount(PathBuf),
    /// It was moved away.
    #[error(
        "The phone of {} was moved already and must not be moved twice. If the file is lost, use `backup`: a phone that is \
         restored from a backup begins its encrypted chats anew.",
        .0.display()
    )]
    Moved(PathBuf),
    /// An empty passphrase would leave the file open to all.
    #[error("The passphrase is empty. Choose one; it encrypts everything in the backup.")]
    EmptyPassphrase,
    /// Another program is at it.
    #[error("Another backup of the phone in {} is being made. Wait until it has finished.", .0.display())]
    Busy(PathBuf),
    /// The backup cannot be read.
    #[error("The backup {} cannot be read: {reason}. Check that it is there and yours to read.", path.display())]
    Unreadable {
        /// Which file.
        path: PathBuf,
        /// What the system says.
        reason: io::Error,
    },
    /// It is something else.
    #[error("{} is no backup of a Pillion phone. Give the file that `backup` or `move` has written.", .0.display())]
    NotABackup(PathBuf),
    /// It is of a later build.
    #[error("The backup {} was made by a newer version of this program. Update the program, then try again.", .0.display())]
    Newer(PathBuf),
    /// Another passphrase.
    #[error(
        "The passphrase does not open this backup. It is the one that was given when the backup was made; try again."
    )]
    WrongPassphrase,
    /// Some of it is missing or altered.
    #[error(
        "The backup {} is damaged or cut short, so nothing was restored. Use another copy of it.",
        .0.display()
    )]
    Damaged(PathBuf),
    /// The system gives no randomness, or the disk fails.
    #[error("The system does not give this program what it needs: {0}. Nothing was done.")]
    System(io::Error),
}

impl BackupError {
    /// What a head that cannot be used means for the file at `path`.
    #[must_use]
    pub fn of_head(error: HeadError, path: PathBuf) -> Self {
        match error {
            HeadError::NotABackup => Self::NotABackup(path),
            HeadError::Cut | HeadError::Cost(_) => Self::Damaged(path),
            HeadError::Newer(_) => Self::Newer(path),
            HeadError::WrongPassphrase => Self::WrongPassphrase,
            HeadError::Read(reason) => Self::Unreadable { path, reason },
        }
    }
}
