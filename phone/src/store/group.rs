//! Which encrypted group belongs to which chat. A chat of two can have two groups, when both sides began at once.

use pillion_protocol::content::id::ChatId;
use pillion_wire::{id::GroupTag, time::Timestamp};
use rusqlite::OptionalExtension;

use super::{database::Tx, error::StoreError, number::to_sql};

/// Notes the group of a chat.
///
/// # Errors
/// [`StoreError`].
pub fn add(tx: &Tx<'_>, tag: GroupTag, chat: ChatId, at: Timestamp) -> Result<(), StoreError> {
    tx.prepare_cached("INSERT INTO mls_group (tag, chat, made_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")?
        .execute((tag.0, chat.0, to_sql(at.0)))?;
    Ok(())
}

/// The chat of a group.
///
/// # Errors
/// [`StoreError`].
pub fn chat_of(tx: &Tx<'_>, tag: GroupTag) -> Result<Option<ChatId>, StoreError> {
    Ok(tx
        .prepare_cached("SELECT chat FROM mls_group WHERE tag = ?")?
        .query_row([tag.0], |row| row.get(0).map(ChatId))
        .optional()?)
}

/// The group in which this phone writes to a chat: the one with the lowest tag, so that both sides settle on the same.
///
/// # Errors
/// [`StoreError`].
pub fn of_chat(tx: &Tx<'_>, chat: ChatId) -> Result<Option<GroupTag>, StoreError> {
    Ok(tx
        .prepare_cached("SELECT tag FROM mls_group WHERE chat = ? ORDER BY tag LIMIT 1")?
        .query_row([chat.0], |row| row.get(0).map(GroupTag))
        .optional()?)
}

/// Forgets a group.
///
/// # Errors
/// [`StoreError`].
pub fn remove(tx: &Tx<'_>, tag: GroupTag) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM mls_group WHERE tag = ?")?
        .execute([tag.0])?;
    Ok(())
}
