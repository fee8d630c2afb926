//! What a person has done to a chat: where it stands in the list, what it may notify of, what was typed in it.
//!
//! Every function says whether something has changed.

use pillion_protocol::content::id::ChatId;
use pillion_wire::time::Timestamp;
use rusqlite::ToSql;

use super::{database::Tx, error::StoreError, number::to_sql};

/// Keeps a chat at the top of the list, or does not.
///
/// # Errors
/// [`StoreError`].
pub fn pin(tx: &Tx<'_>, chat: ChatId, on: bool) -> Result<bool, StoreError> {
    set(tx, "pinned", chat, &on)
}

/// Puts a chat out of the way, or back.
///
/// # Errors
/// [`StoreError`].
pub fn archive(tx: &Tx<'_>, chat: ChatId, on: bool) -> Result<bool, StoreError> {
    set(tx, "archived", chat, &on)
}

/// Takes a chat out of the archive because something has come, unless it is muted at this time.
///
/// # Errors
/// [`StoreError`].
pub fn wake(tx: &Tx<'_>, chat: ChatId, now: Timestamp) -> Result<bool, StoreError> {
    let woken = tx
        .prepare_cached("UPDATE chat SET archived = 0 WHERE id = ? AND archived = 1 AND coalesce(muted_until, 0) <= ?")?
        .execute((chat.0, to_sql(now.0)))?;
    Ok(woken == 1)
}

/// Mutes a chat until a time, or lets it notify.
///
/// # Errors
/// [`StoreError`].
pub fn mute(tx: &Tx<'_>, chat: ChatId, until: Option<Timestamp>) -> Result<bool, StoreError> {
    set(tx, "muted_until", chat, &until.map(|until| to_sql(until.0)))
}

/// Marks a chat as one to be looked at again, or takes the mark away.
///
/// # Errors
/// [`StoreError`].
pub fn mark_unread(tx: &Tx<'_>, chat: ChatId, on: bool) -> Result<bool, StoreError> {
    set(tx, "marked_unread", chat, &on)
}

/// Keeps what was typed.
///
/// # Errors
/// [`StoreError`].
pub fn draft(tx: &Tx<'_>, chat: ChatId, text: &str) -> Result<bool, StoreError> {
    set(tx, "draft", chat, &text)
}

/// Makes a chat one that somebody unknown has begun, or accepts it.
///
/// # Errors
/// [`StoreError`].
pub fn request(tx: &Tx<'_>, chat: ChatId, on: bool) -> Result<bool, StoreError> {
    set(tx, "request", chat, &on)
}

/// Lets a chat stand ready without being shown, or shows it.
///
/// # Errors
/// [`StoreError`].
pub fn hide(tx: &Tx<'_>, chat: ChatId, on: bool) -> Result<bool, StoreError> {
    set(tx, "hidden", chat, &on)
}

fn set(tx: &Tx<'_>, column: &str, chat: ChatId, value: &dyn ToSql) -> Result<bool, StoreError> {
    let changed = tx
        .prepare_cached(&format!(
            "UPDATE chat SET {column} = ?2 WHERE id = ?1 AND {column} IS NOT ?2"
        ))?
        .execute(rusqlite::params![chat.0, value])?;
    Ok(changed == 1)
}
