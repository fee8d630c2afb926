//! Why the database cannot be used, as sentences.

use rusqlite::ErrorCode;

/// What is wrong with the database.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// An empty passphrase would leave the database open to all.
    #[error("The passphrase is empty. Choose one; it encrypts everything that this phone stores.")]
    EmptyPassphrase,
    /// The first page does not open with it.
    #[error(
        "The passphrase does not open this phone. Try again; if you are sure of it, the database is damaged and a backup is needed."
    )]
    WrongPassphrase,
    /// Its bytes have changed, or it is cut short.
    #[error(
        "The phone's database is damaged: {0}. Restore it from a backup, or start anew in another folder with --home."
    )]
    Damaged(String),
    /// A later build has written it.
    #[error(
        "The phone's database was written by a newer version of this program (format {found}, this one knows {known}). Update the program."
    )]
    Newer {
        /// Its format.
        found: i64,
        /// The newest that this build knows.
        known: i64,
    },
    /// No right to write, or a file system that is read only.
    #[error("The phone's database cannot be written: {0}. Make its folder writable, or choose another with --home.")]
    NotWritable(String),
    /// No space left.
    #[error("The disk is full, so nothing was stored. Free some space, then try again.")]
    Full,
    /// The disk fails in another way.
    #[error("The disk refused: {0}. Nothing was stored. Check the disk, then try again.")]
    Disk(String),
    /// Two programs on one database.
    #[error("Another program has the phone's database open. Close it first.")]
    Busy,
    /// The tables of the encrypted groups could not be made.
    #[error(
        "The phone's database could not be brought up to date: {0}. Free some space or update the program, then try again."
    )]
    Migration(String),
    /// Ours to mend: a statement that does not fit the schema.
    #[error("The phone's database did not understand this program: {0}. Report this.")]
    Statement(String),
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        // SQLite's own words name tables and files, never what is in them.
        let Some(cause) = error.sqlite_error() else {
            return Self::Statement(error.to_string());
        };
        let words = error.to_string();
        match cause.code {
            ErrorCode::DiskFull => Self::Full,
            ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt => Self::Damaged(words),
            ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied => Self::NotWritable(words),
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::Busy,
            ErrorCode::SystemIoFailure | ErrorCode::OutOfMemory => Self::Disk(words),
            _ => Self::Statement(words),
        }
    }
}
