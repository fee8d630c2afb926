//! Backups, moves and restorations as objects.

use serde::Serialize;

/// How far it is: `{"step","percent"}`.
#[derive(Debug, Serialize)]
pub struct ProgressObject {
    /// `copying`, `sealing` or `opening`.
    pub step: &'static str,
    /// 0 to 100.
    pub percent: u64,
}

/// A file that was made.
#[derive(Debug, Serialize)]
pub struct MadeObject {
    /// Where it is.
    pub file: String,
    /// `backup` or `move`.
    pub kind: &'static str,
    /// Its length.
    pub bytes: u64,
}

/// A phone that was made of a file.
#[derive(Debug, Serialize)]
pub struct RestoredObject {
    /// The handle of the account.
    pub handle: String,
    /// Its relay.
    pub relay: String,
    /// The folder of the phone.
    pub home: String,
    /// When the file was made.
    pub made_at: u64,
    /// Whether it goes on as it was, with its links and keys.
    pub goes_on: bool,
}
