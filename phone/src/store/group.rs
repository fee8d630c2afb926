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

/// The group in which this phone writes to a chat: never a stale one. There is one at most but for the first moment of a chat that both
/// sides have begun.
///
/// # Errors
/// [`StoreError`].
pub fn of_chat(tx: &Tx<'_>, chat: ChatId) -> Result<Option<GroupTag>, StoreError> {
    Ok(tx
        .prepare_cached("SELECT tag FROM mls_group WHERE chat = ? AND stale = 0 ORDER BY tag LIMIT 1")?
        .query_row([chat.0], |row| row.get(0).map(GroupTag))
        .optional()?)
}

/// From now on the chat of this group is written to in no other one.
///
/// # Errors
/// [`StoreError`].
pub fn prefer(tx: &Tx<'_>, tag: GroupTag, chat: ChatId) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE mls_group SET stale = 1 WHERE chat = ? AND tag <> ? AND stale = 0")?
        .execute((chat.0, tag.0))?;
    Ok(())
}

/// Whether a chat has groups, and all of them are stale.
///
/// # Errors
/// [`StoreError`].
pub fn is_stale(tx: &Tx<'_>, chat: ChatId) -> Result<bool, StoreError> {
    Ok(tx
        .prepare_cached("SELECT min(stale) FROM mls_group WHERE chat = ?")?
        .query_row([chat.0], |row| row.get::<_, Option<bool>>(0))?
        .unwrap_or_default())
}

/// Chats of two that have only stale groups. Whoever is blocked, or has made a request that is not accepted, is not written to.
///
/// # Errors
/// [`StoreError`].
pub fn stale_pairs(tx: &Tx<'_>) -> Result<Vec<ChatId>, StoreError> {
    let mut statement = tx.prepare_cached(
        "SELECT contact.chat FROM contact JOIN chat ON chat.id = contact.chat
             WHERE blocked = 0 AND request = 0
             AND (SELECT min(stale) FROM mls_group WHERE mls_group.chat = contact.chat) = 1",
    )?;
    let rows = statement.query_map([], |row| row.get(0).map(ChatId))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// All groups of a chat.
///
/// # Errors
/// [`StoreError`].
pub fn all_of(tx: &Tx<'_>, chat: ChatId) -> Result<Vec<GroupTag>, StoreError> {
    let mut statement = tx.prepare_cached("SELECT tag FROM mls_group WHERE chat = ?")?;
    let rows = statement.query_map([chat.0], |row| row.get(0).map(GroupTag))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A chat's group of many that came with a backup, whose keys this phone has not renewed yet.
///
/// # Errors
/// [`StoreError`].
pub fn to_renew(tx: &Tx<'_>, chat: ChatId) -> Result<Option<GroupTag>, StoreError> {
    Ok(tx
        .prepare_cached(
            "SELECT tag FROM mls_group JOIN chat ON chat.id = mls_group.chat
                 WHERE mls_group.chat = ? AND stale > 0 AND title IS NOT NULL AND outside = 0",
        )?
        .query_row([chat.0], |row| row.get(0).map(GroupTag))
        .optional()?)
}

/// The chats of all such groups.
///
/// # Errors
/// [`StoreError`].
pub fn chats_to_renew(tx: &Tx<'_>) -> Result<Vec<ChatId>, StoreError> {
    let mut statement = tx.prepare_cached(
        "SELECT chat.id FROM mls_group JOIN chat ON chat.id = mls_group.chat
             WHERE stale > 0 AND title IS NOT NULL AND outside = 0",
    )?;
    let rows = statement.query_map([], |row| row.get(0).map(ChatId))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The renewal of a group is under way, or no longer. `false` if that was so before.
///
/// # Errors
/// [`StoreError`].
pub fn renewing(tx: &Tx<'_>, tag: GroupTag, on: bool) -> Result<bool, StoreError> {
    let (from, to) = if on { (1, 2) } else { (2, 1) };
    let changed = tx
        .prepare_cached("UPDATE mls_group SET stale = ? WHERE tag = ? AND stale = ?")?
        .execute((to, tag.0, from))?;
    Ok(changed == 1)
}

/// The renewal of a group holds: it is sealed in from now on. `false` if none was under way.
///
/// # Errors
/// [`StoreError`].
pub fn renewed(tx: &Tx<'_>, tag: GroupTag) -> Result<bool, StoreError> {
    let changed = tx
        .prepare_cached("UPDATE mls_group SET stale = 0 WHERE tag = ? AND stale = 2")?
        .execute([tag.0])?;
    Ok(changed == 1)
}

/// The state of a group is a new one: this account was let in again.
///
/// # Errors
/// [`StoreError`].
pub fn anew(tx: &Tx<'_>, tag: GroupTag) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE mls_group SET stale = 0 WHERE tag = ?")?
        .execute([tag.0])?;
    Ok(())
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
