//! Invitations into groups: those that this account has given out, who follows them, and those that it follows itself.

use pillion_protocol::{content::id::ChatId, invitation::InvitationId};
use pillion_wire::{id::AccountId, time::Timestamp};
use rusqlite::OptionalExtension;

use super::{database::Tx, error::StoreError, number::to_sql};

/// People who may ask to be let into one group at a time.
const ASKING: u32 = 1_024;

/// The invitation into a group.
///
/// # Errors
/// [`StoreError`].
pub fn of_chat(tx: &Tx<'_>, chat: ChatId) -> Result<Option<InvitationId>, StoreError> {
    Ok(tx
        .prepare_cached("SELECT id FROM invitation WHERE chat = ?")?
        .query_row([chat.0], |row| row.get(0).map(InvitationId))
        .optional()?)
}

/// The group that an invitation leads into.
///
/// # Errors
/// [`StoreError`].
pub fn chat_of(tx: &Tx<'_>, invitation: InvitationId) -> Result<Option<ChatId>, StoreError> {
    Ok(tx
        .prepare_cached("SELECT chat FROM invitation WHERE id = ?")?
        .query_row([invitation.0], |row| row.get(0).map(ChatId))
        .optional()?)
}

/// Gives out an invitation, in place of the one before.
///
/// # Errors
/// [`StoreError`].
pub fn put(tx: &Tx<'_>, chat: ChatId, invitation: InvitationId) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO invitation (chat, id) VALUES (?, ?) ON CONFLICT (chat) DO UPDATE SET id = excluded.id",
    )?
    .execute((chat.0, invitation.0))?;
    Ok(())
}

/// Somebody asks to be let into a group; `false` if that is known, or too many ask.
///
/// # Errors
/// [`StoreError`].
pub fn ask(tx: &Tx<'_>, chat: ChatId, account: AccountId, at: Timestamp) -> Result<bool, StoreError> {
    let added = tx
        .prepare_cached(
            "INSERT INTO asking (chat, account, at) SELECT ?1, ?2, ?3
             WHERE (SELECT count(*) FROM asking WHERE chat = ?1) < ?4 ON CONFLICT DO NOTHING",
        )?
        .execute((chat.0, account.0, to_sql(at.0), ASKING))?;
    Ok(added == 1)
}

/// Whether somebody asks to be let into a group.
///
/// # Errors
/// [`StoreError`].
pub fn asks(tx: &Tx<'_>, chat: ChatId, account: AccountId) -> Result<bool, StoreError> {
    Ok(tx
        .prepare_cached("SELECT 1 FROM asking WHERE chat = ? AND account = ?")?
        .exists((chat.0, account.0))?)
}

/// Somebody asks no more; `false` if he did not.
///
/// # Errors
/// [`StoreError`].
pub fn answered(tx: &Tx<'_>, chat: ChatId, account: AccountId) -> Result<bool, StoreError> {
    let removed = tx
        .prepare_cached("DELETE FROM asking WHERE chat = ? AND account = ?")?
        .execute((chat.0, account.0))?;
    Ok(removed == 1)
}

/// This account follows an invitation of the other side of a chat of two, who is to be told.
///
/// # Errors
/// [`StoreError`].
pub fn knock(tx: &Tx<'_>, chat: ChatId, invitation: InvitationId) -> Result<(), StoreError> {
    tx.prepare_cached("INSERT INTO knock (chat, invitation) VALUES (?, ?) ON CONFLICT DO NOTHING")?
        .execute((chat.0, invitation.0))?;
    Ok(())
}

/// Takes out the invitations that the other side of a chat is to be told of.
///
/// # Errors
/// [`StoreError`].
pub fn take_knocks(tx: &Tx<'_>, chat: ChatId) -> Result<Vec<InvitationId>, StoreError> {
    let mut statement = tx.prepare_cached("DELETE FROM knock WHERE chat = ? RETURNING invitation")?;
    let rows = statement.query_map([chat.0], |row| row.get(0).map(InvitationId))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Chats whose other side is to be told of an invitation.
///
/// # Errors
/// [`StoreError`].
pub fn knocking(tx: &Tx<'_>) -> Result<Vec<ChatId>, StoreError> {
    let mut statement = tx.prepare_cached("SELECT DISTINCT chat FROM knock")?;
    let rows = statement.query_map([], |row| row.get(0).map(ChatId))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
