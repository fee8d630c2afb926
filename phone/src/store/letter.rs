//! Letters that wait for a group to be sealed in.

use pillion_protocol::content::id::ChatId;

use super::{database::Tx, error::StoreError};

/// Keeps a letter behind the others of its chat.
///
/// # Errors
/// [`StoreError`].
pub fn keep(tx: &Tx<'_>, chat: ChatId, body: &[u8]) -> Result<(), StoreError> {
    tx.prepare_cached("INSERT INTO letter (chat, body) VALUES (?, ?)")?
        .execute((chat.0, body))?;
    Ok(())
}

/// Takes all letters of a chat out, in their order.
///
/// # Errors
/// [`StoreError`].
pub fn take(tx: &Tx<'_>, chat: ChatId) -> Result<Vec<Vec<u8>>, StoreError> {
    let letters = tx
        .prepare_cached("SELECT body FROM letter WHERE chat = ? ORDER BY number")?
        .query_map([chat.0], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    tx.prepare_cached("DELETE FROM letter WHERE chat = ?")?
        .execute([chat.0])?;
    Ok(letters)
}

/// Chats with letters that wait.
///
/// # Errors
/// [`StoreError`].
pub fn chats(tx: &Tx<'_>) -> Result<Vec<ChatId>, StoreError> {
    let mut statement = tx.prepare_cached("SELECT DISTINCT chat FROM letter")?;
    let rows = statement.query_map([], |row| row.get(0).map(ChatId))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
