//! Sealed blobs on their way to the relay, each with the id under which it is put until the relay has it.
//!
//! Blobs of one recipient leave in the order of their numbers.

use pillion_wire::id::{AccountId, GroupTag, PutId};
use rusqlite::{OptionalExtension, Row};

use super::{database::Tx, error::StoreError};

/// A blob to be added.
#[derive(Debug)]
pub struct NewPut<'a> {
    /// Its id; a repeat is the same blob.
    pub put: PutId,
    /// Whose mailbox.
    pub recipient: AccountId,
    /// The blob.
    pub payload: &'a [u8],
    /// The message that it carries, by number.
    pub message: Option<i64>,
    /// The group that it invites to.
    pub welcome: Option<GroupTag>,
}

/// A blob that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Put {
    /// Its id.
    pub put: PutId,
    /// Whose mailbox.
    pub recipient: AccountId,
    /// The blob.
    pub payload: Vec<u8>,
    /// The message that it carries, by number.
    pub message: Option<i64>,
    /// The group that it invites to.
    pub welcome: Option<GroupTag>,
}

const COLUMNS: &str = "put, recipient, payload, message, welcome";

/// Adds a blob behind all others of its recipient.
///
/// # Errors
/// [`StoreError`].
pub fn add(tx: &Tx<'_>, new: &NewPut<'_>) -> Result<(), StoreError> {
    tx.prepare_cached("INSERT INTO outbox (put, recipient, payload, message, welcome) VALUES (?, ?, ?, ?, ?)")?
        .execute((
            new.put.0,
            new.recipient.0,
            new.payload,
            new.message,
            new.welcome.map(|tag| tag.0),
        ))?;
    Ok(())
}

/// Everyone for whom something waits.
///
/// # Errors
/// [`StoreError`].
pub fn recipients(tx: &Tx<'_>) -> Result<Vec<AccountId>, StoreError> {
    let mut statement = tx.prepare_cached("SELECT DISTINCT recipient FROM outbox")?;
    let rows = statement.query_map([], |row| row.get(0).map(AccountId))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The first blob for a recipient.
///
/// # Errors
/// [`StoreError`].
pub fn first(tx: &Tx<'_>, recipient: AccountId) -> Result<Option<Put>, StoreError> {
    Ok(tx
        .prepare_cached(&format!(
            "SELECT {COLUMNS} FROM outbox WHERE recipient = ? ORDER BY number LIMIT 1"
        ))?
        .query_row([recipient.0], read)
        .optional()?)
}

/// The blob that carries a message, while the relay does not have it.
///
/// # Errors
/// [`StoreError`].
pub fn of_message(tx: &Tx<'_>, number: i64) -> Result<Option<PutId>, StoreError> {
    Ok(tx
        .prepare_cached("SELECT put FROM outbox WHERE message = ? LIMIT 1")?
        .query_row([number], |row| row.get(0).map(PutId))
        .optional()?)
}

/// Takes a blob out; `None` if it is not there any more.
///
/// # Errors
/// [`StoreError`].
pub fn take(tx: &Tx<'_>, put: PutId) -> Result<Option<Put>, StoreError> {
    Ok(tx
        .prepare_cached(&format!("DELETE FROM outbox WHERE put = ? RETURNING {COLUMNS}"))?
        .query_row([put.0], read)
        .optional()?)
}

/// Takes out everything for a recipient.
///
/// # Errors
/// [`StoreError`].
pub fn take_all(tx: &Tx<'_>, recipient: AccountId) -> Result<Vec<Put>, StoreError> {
    let mut statement = tx.prepare_cached(&format!("DELETE FROM outbox WHERE recipient = ? RETURNING {COLUMNS}"))?;
    let rows = statement.query_map([recipient.0], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Put> {
    Ok(Put {
        put: PutId(row.get(0)?),
        recipient: AccountId(row.get(1)?),
        payload: row.get(2)?,
        message: row.get(3)?,
        welcome: row.get::<_, Option<_>>(4)?.map(GroupTag),
    })
}
