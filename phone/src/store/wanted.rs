//! Changes of groups that somebody wants and that have no place at the relay yet.

use pillion_protocol::content::{group::GroupChange, id::ChatId};
use rusqlite::OptionalExtension;

use super::{database::Tx, error::StoreError};

/// A change that is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Its number.
    pub number: i64,
    /// What; `None` if this build cannot read it.
    pub change: Option<GroupChange>,
}

/// Notes a change behind all others of its chat. Returns its number.
///
/// # Errors
/// [`StoreError`].
pub fn add(tx: &Tx<'_>, chat: ChatId, change: &GroupChange) -> Result<i64, StoreError> {
    let bytes = minicbor::to_vec(change).map_err(|error| StoreError::Damaged(error.to_string()))?;
    Ok(tx
        .prepare_cached("INSERT INTO wanted (chat, change) VALUES (?, ?) RETURNING number")?
        .query_row((chat.0, bytes), |row| row.get(0))?)
}

/// Notes a change if it is not wanted already.
///
/// # Errors
/// [`StoreError`].
pub fn add_once(tx: &Tx<'_>, chat: ChatId, change: &GroupChange) -> Result<(), StoreError> {
    let bytes = minicbor::to_vec(change).map_err(|error| StoreError::Damaged(error.to_string()))?;
    let known = tx
        .prepare_cached("SELECT 1 FROM wanted WHERE chat = ? AND change = ?")?
        .exists((chat.0, bytes))?;
    if !known {
        add(tx, chat, change)?;
    }
    Ok(())
}

/// The first change of a chat.
///
/// # Errors
/// [`StoreError`].
pub fn first(tx: &Tx<'_>, chat: ChatId) -> Result<Option<Wanted>, StoreError> {
    Ok(tx
        .prepare_cached("SELECT number, change FROM wanted WHERE chat = ? ORDER BY number LIMIT 1")?
        .query_row([chat.0], |row| {
            let bytes: Vec<u8> = row.get(1)?;
            Ok(Wanted {
                number: row.get(0)?,
                change: minicbor::decode(&bytes).ok(),
            })
        })
        .optional()?)
}

/// Chats with changes that are wanted.
///
/// # Errors
/// [`StoreError`].
pub fn chats(tx: &Tx<'_>) -> Result<Vec<ChatId>, StoreError> {
    let mut statement = tx.prepare_cached("SELECT DISTINCT chat FROM wanted")?;
    let rows = statement.query_map([], |row| row.get(0).map(ChatId))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// It is done, or will not be.
///
/// # Errors
/// [`StoreError`].
pub fn remove(tx: &Tx<'_>, number: i64) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM wanted WHERE number = ?")?
        .execute([number])?;
    Ok(())
}

/// None of a chat will be done: this account is not in the group any more.
///
/// # Errors
/// [`StoreError`].
pub fn remove_all(tx: &Tx<'_>, chat: ChatId) -> Result<Vec<i64>, StoreError> {
    let mut statement = tx.prepare_cached("DELETE FROM wanted WHERE chat = ? RETURNING number")?;
    let rows = statement.query_map([chat.0], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
