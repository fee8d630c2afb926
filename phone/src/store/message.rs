//! Messages, in the order of their places.
//!
//! The row of a message that was deleted here stays, with its id and nothing else: a repeat of it is known again. It is
//! gone for everybody who looks, and stands in no stretch.

use pillion_protocol::content::{
    id::{ChatId, MessageId, Place},
    message::Message,
    problem::Problem,
    quote::Quote,
    request::From,
};
use rusqlite::OptionalExtension;

use super::{
    database::Tx,
    error::StoreError,
    event, file, mention,
    number::to_sql,
    row::{Numbered, all, kind_of, one},
    state,
};

/// Adds a message; `raw` is what a newer phone has written, for one that this phone cannot read. Returns its number; `None` if
/// its chat has a message of that id already.
///
/// # Errors
/// [`StoreError`].
pub fn add(tx: &Tx<'_>, message: &Message, raw: Option<&[u8]>) -> Result<Option<i64>, StoreError> {
    let event = event::write(&message.body)?;
    let shared = message.body.file();
    let file = shared.map(|shared| file::write(&shared.file)).transpose()?;
    let names_me = message.from.is_some() && mention::of(tx, message.chat, message.words())?.own;
    let number = tx
        .prepare_cached(
            "INSERT INTO message (id, chat, place, sender, text, at, state, problem, intent, receipt_due, kind, raw, quote,
                 forwarded, event, expires, names_me, file)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (chat, id) DO NOTHING RETURNING number",
        )?
        .query_row(
            rusqlite::params![
                message.id.0,
                message.chat.0,
                to_sql(message.place.0),
                message.from.map(|account| account.0),
                message.words(),
                to_sql(message.at.0),
                state::number_of(message.state),
                message.problem.map(Problem::number),
                message.intent.map(|intent| intent.0),
                message.from.is_some() && event.is_none(),
                kind_of(&message.body),
                raw,
                message.quote.as_ref().map(|quote| quote.message.0),
                message.forwarded,
                event,
                message.expires.map(|expires| to_sql(expires.0)),
                names_me,
                file,
            ],
            |row| row.get(0),
        )
        .optional()?;
    if let (Some(number), Some(shared)) = (number, shared) {
        file::add(tx, number, &shared.file, shared.held)?;
    }
    Ok(number)
}

/// The message of a number.
///
/// # Errors
/// [`StoreError`].
pub fn find(tx: &Tx<'_>, number: i64) -> Result<Option<Numbered>, StoreError> {
    one(tx, "m.number = ?", [number])
}

/// The message of this account with an id.
///
/// # Errors
/// [`StoreError`].
pub fn own(tx: &Tx<'_>, id: MessageId) -> Result<Option<Numbered>, StoreError> {
    one(tx, "m.sender IS NULL AND m.id = ?", [id.0])
}

/// The message of a chat with an id.
///
/// # Errors
/// [`StoreError`].
pub fn in_chat(tx: &Tx<'_>, chat: ChatId, id: MessageId) -> Result<Option<Numbered>, StoreError> {
    one(tx, "m.chat = ? AND m.id = ?", (chat.0, id.0))
}

/// A stretch of a chat, oldest first, of at most `limit` messages.
///
/// # Errors
/// [`StoreError`].
pub fn stretch(tx: &Tx<'_>, chat: ChatId, from: From, limit: u16) -> Result<Vec<Message>, StoreError> {
    let (which, place, order) = match from {
        From::End => ("m.place <= ?", Place(u64::MAX), "DESC"),
        From::Before(place) => ("m.place < ?", place, "DESC"),
        From::After(place) => ("m.place > ?", place, "ASC"),
    };
    let which = format!("m.chat = ? AND m.kind < 3 AND {which} ORDER BY m.place {order} LIMIT ?");
    let found = all(tx, &which, (chat.0, to_sql(place.0), limit))?;
    let mut messages: Vec<_> = found.into_iter().map(|found| found.message).collect();
    if order == "DESC" {
        messages.reverse();
    }
    Ok(messages)
}

/// Whether a chat has messages before, and after, a place.
///
/// # Errors
/// [`StoreError`].
pub fn around(tx: &Tx<'_>, chat: ChatId, place: Place) -> Result<(bool, bool), StoreError> {
    let key = (chat.0, to_sql(place.0));
    let earlier = tx
        .prepare_cached("SELECT 1 FROM message WHERE chat = ? AND kind < 3 AND place < ?")?
        .exists(key)?;
    let later = tx
        .prepare_cached("SELECT 1 FROM message WHERE chat = ? AND kind < 3 AND place > ?")?
        .exists(key)?;
    Ok((earlier, later))
}

/// The newest messages of a chat that quote another one, at most `limit`, by number: what they show of it has changed with it.
///
/// # Errors
/// [`StoreError`].
pub fn quoting(tx: &Tx<'_>, chat: ChatId, quoted: MessageId, limit: u32) -> Result<Vec<i64>, StoreError> {
    let mut statement =
        tx.prepare_cached("SELECT number FROM message WHERE chat = ? AND quote = ? ORDER BY number DESC LIMIT ?")?;
    let rows = statement.query_map((chat.0, quoted.0, limit), |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Chats with messages that wait for a group.
///
/// # Errors
/// [`StoreError`].
pub fn unsealed_chats(tx: &Tx<'_>) -> Result<Vec<ChatId>, StoreError> {
    let mut statement = tx.prepare_cached(
        "SELECT DISTINCT chat FROM message WHERE sender IS NULL AND state = 1 AND kind = 0 AND sealed = 0",
    )?;
    let rows = statement.query_map([], |row| row.get(0).map(ChatId))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Puts a star on a message, or takes it away; `false` if it is so already.
///
/// # Errors
/// [`StoreError`].
pub fn star(tx: &Tx<'_>, number: i64, on: bool) -> Result<bool, StoreError> {
    let changed = tx
        .prepare_cached("UPDATE message SET starred = ?2 WHERE number = ?1 AND starred <> ?2")?
        .execute((number, on))?;
    Ok(changed == 1)
}

/// A message as another one would quote it, which the database fills in when it is read.
#[must_use]
pub const fn quoted(id: MessageId) -> Quote {
    Quote {
        message: id,
        found: None,
    }
}
