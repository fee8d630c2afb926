//! Chats: where the next message goes, and how far it was read.

use pillion_protocol::content::{
    chat::Chat,
    id::{ChatId, Place},
    picture::PictureId,
};
use pillion_wire::{id::AccountId, time::Timestamp};
use rusqlite::OptionalExtension;

use super::{
    database::Tx,
    error::StoreError,
    member,
    number::{column, from_sql, to_sql},
    preview, state,
};

/// Adds an empty chat.
///
/// # Errors
/// [`StoreError`].
pub fn add(tx: &Tx<'_>, chat: ChatId, at: Timestamp) -> Result<(), StoreError> {
    tx.prepare_cached("INSERT INTO chat (id, at) VALUES (?, ?)")?
        .execute((chat.0, to_sql(at.0)))?;
    Ok(())
}

/// Takes the next place of a chat, in which something happens at `at`; `None` if there is no such chat.
///
/// # Errors
/// [`StoreError`].
pub fn next_place(tx: &Tx<'_>, chat: ChatId, at: Timestamp) -> Result<Option<Place>, StoreError> {
    Ok(tx
        .prepare_cached(
            "UPDATE chat SET last_place = last_place + 1, at = max(at, ?) WHERE id = ? RETURNING last_place",
        )?
        .query_row((to_sql(at.0), chat.0), |row| column(row, 0).map(Place))
        .optional()?)
}

/// Moves the read mark forward, at most to the last message; `false` if it is there already.
///
/// # Errors
/// [`StoreError`].
pub fn read_through(tx: &Tx<'_>, chat: ChatId, place: Place) -> Result<bool, StoreError> {
    let moved = tx
        .prepare_cached(
            "UPDATE chat SET read_through = min(?2, last_place) WHERE id = ?1 AND read_through < min(?2, last_place)",
        )?
        .execute((chat.0, to_sql(place.0)))?;
    Ok(moved == 1)
}

/// Chats whose other side may know how far they were read and has not been told, with the place told last and the mark. A
/// request tells nothing before it is accepted, and a blocked contact is told nothing. Groups only if they are asked for.
///
/// # Errors
/// [`StoreError`].
pub fn untold(tx: &Tx<'_>, groups: bool) -> Result<Vec<(ChatId, Place, Place)>, StoreError> {
    let mut statement = tx.prepare_cached(
        "SELECT id, read_told, read_through FROM chat WHERE read_told < read_through AND request = 0 AND (? OR title IS NULL)
             AND NOT EXISTS (SELECT 1 FROM contact WHERE contact.chat = chat.id AND blocked = 1)",
    )?;
    let rows = statement.query_map([groups], |row| {
        Ok((
            ChatId(row.get(0)?),
            column(row, 1).map(Place)?,
            column(row, 2).map(Place)?,
        ))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The other side is told how far the chat was read.
///
/// # Errors
/// [`StoreError`].
pub fn told(tx: &Tx<'_>, chat: ChatId, place: Place) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE chat SET read_told = max(read_told, ?) WHERE id = ?")?
        .execute((to_sql(place.0), chat.0))?;
    Ok(())
}

/// Whether there is such a chat. A request that was deleted is none.
///
/// # Errors
/// [`StoreError`].
pub fn exists(tx: &Tx<'_>, chat: ChatId) -> Result<bool, StoreError> {
    Ok(tx
        .prepare_cached("SELECT 1 FROM chat WHERE id = ? AND (hidden = 0 OR hidden = 1 AND request = 0)")?
        .exists([chat.0])?)
}

/// Whether a chat was begun by somebody unknown and is not accepted yet.
///
/// # Errors
/// [`StoreError`].
pub fn is_request(tx: &Tx<'_>, chat: ChatId) -> Result<bool, StoreError> {
    Ok(tx
        .prepare_cached("SELECT 1 FROM chat WHERE id = ? AND request = 1")?
        .exists([chat.0])?)
}

/// Ids of chats, the newest first.
///
/// # Errors
/// [`StoreError`].
pub fn newest(tx: &Tx<'_>, skip: u64, limit: u32) -> Result<Vec<ChatId>, StoreError> {
    let mut statement =
        tx.prepare_cached("SELECT id FROM chat WHERE hidden < 2 ORDER BY at DESC, id LIMIT ? OFFSET ?")?;
    let rows = statement.query_map((limit, to_sql(skip)), |row| row.get(0).map(ChatId))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A chat as screens see it; `None` if it is not shown.
///
/// # Errors
/// [`StoreError`].
pub fn view(tx: &Tx<'_>, id: ChatId) -> Result<Option<Chat>, StoreError> {
    let found = tx
        .prepare_cached(
            "SELECT read_through, at, pinned, archived, muted_until, marked_unread, draft, request, timer,
                 last_place > read_through, title IS NOT NULL, contact.name, contact.account,
                 (SELECT id FROM picture WHERE id = coalesce(chat.picture, contact.picture) AND request = 0)
             FROM chat LEFT JOIN contact ON contact.chat = id WHERE id = ? AND hidden = 0",
        )?
        .query_row([id.0], |row| {
            let chat = Chat {
                read_through: column(row, 0).map(Place)?,
                pinned: row.get(2)?,
                archived: row.get(3)?,
                muted_until: row.get::<_, Option<i64>>(4)?.map(from_sql).map(Timestamp),
                marked_unread: row.get(5)?,
                draft: row.get(6)?,
                request: row.get(7)?,
                timer: row.get(8)?,
                picture: row.get::<_, Option<_>>(13)?.map(PictureId),
                ..Chat::new(
                    id,
                    row.get::<_, Option<_>>(11)?.unwrap_or_default(),
                    row.get::<_, Option<_>>(12)?.map(AccountId),
                    column(row, 1).map(Timestamp)?,
                )
            };
            Ok((chat, row.get(9)?, row.get(10)?))
        })
        .optional()?;
    let Some((mut chat, may_be_unread, is_group)) = found else {
        return Ok(None);
    };
    if is_group && let Some((title, group)) = member::group(tx, id)? {
        (chat.title, chat.peer, chat.group) = (title, None, Some(group));
    }
    chat.last = preview::of(tx, id, is_group)?;
    // Most chats of a long list are read: nothing is counted in them.
    if may_be_unread {
        chat.unread = state::unread(tx, id, chat.read_through)?;
        chat.mentioned = chat.unread > 0 && state::names_me(tx, id, chat.read_through)?;
    }
    Ok(Some(chat))
}
