//! Ordered tables of bytes: the little that the ops need from a database.

use std::ops::RangeInclusive;

use super::failure::Failure;

/// The tables of a relay. Keys and rows are described in [`super::row`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Table {
    /// Facts about the database itself: its version.
    Meta,
    /// Account -> last visit, mailbox counters, handle.
    Accounts,
    /// Account and sequence number -> which blob.
    Mail,
    /// Sender's put -> when, and how many mailboxes still hold it.
    Puts,
    /// Sender's put -> the blob.
    Blobs,
    /// Group and epoch -> which put took it.
    Slots,
    /// Link -> account, token hash, last visit; or the farewell.
    Links,
    /// Account and link -> nothing: the links of an account.
    AccountLinks,
    /// Handle -> account and record.
    Handles,
    /// Account and digest -> a one-time key package.
    KeyPackages,
    /// Account -> the key package of last resort.
    LastResorts,
    /// File -> account, size, token hashes, how far it is.
    Files,
    /// When, what and which -> nothing: what to forget.
    Expiry,
}

/// A key and its row.
pub type Entry = (Vec<u8>, Vec<u8>);

/// One transaction over the tables: its own writes are visible to it.
pub trait Tables {
    /// The row under `key`.
    ///
    /// # Errors
    /// [`Failure`] of the storage.
    fn row(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>, Failure>;

    /// Up to `limit` entries with keys in `keys`, in order.
    ///
    /// # Errors
    /// [`Failure`] of the storage.
    fn rows(&self, table: Table, keys: RangeInclusive<&[u8]>, limit: usize) -> Result<Vec<Entry>, Failure>;

    /// Writes a row, over the one before.
    ///
    /// # Errors
    /// [`Failure`] of the storage.
    fn write(&mut self, table: Table, key: &[u8], row: &[u8]) -> Result<(), Failure>;

    /// Removes a row if it is there.
    ///
    /// # Errors
    /// [`Failure`] of the storage.
    fn remove(&mut self, table: Table, key: &[u8]) -> Result<(), Failure>;
}
