//! Messages, in the order of their places.
//!
//! The row of a message that was deleted here stays, with its id and nothing else: a repeat of it is known again. It is
//! gone for everybody who looks, and stands in no stretch.

use pillion_protocol::content::{
    body::Body,
    chat::PREVIEW_CHARS,
    id::{ChatId, IntentId, MessageId, Place},
    message::Message,
    problem::Problem,
    quote::{Quote, Quoted},
    request::From,
    text::Text,
};
use pillion_wire::{id::AccountId, time::Timestamp};
use rusqlite::{OptionalExtension, Params, Row};

use super::{
    database::Tx,
    error::StoreError,
    number::{column, to_sql},
    reaction, state,
};

/// What is read of a message and of the one that it quotes; `q` is there only if it has words to quote.
pub(super) const COLUMNS: &str = "m.number, m.id, m.chat, m.place, m.sender, m.text, m.at, m.state, m.problem, \
     m.intent, m.kind, m.quote, m.edited, m.starred, m.forwarded, q.place, q.sender, substr(q.text, 1, 1000)";

/// Adds the quoted message to the tables that are read.
pub(super) const QUOTED: &str = "LEFT JOIN message q ON q.chat = m.chat AND q.id = m.quote AND q.kind = 0";

/// A message with its number, by which other tables name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numbered {
    /// Its number on this phone.
    pub number: i64,
    /// The message.
    pub message: Message,
    /// Whether it was deleted here: only its name and place are left.
    pub is_gone: bool,
}

/// What kind of row it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Newer,
    Deleted,
    Gone,
}

/// Adds a message; `raw` is what a newer phone has written, for [`Body::Newer`]. Returns its number; `None` if its chat has a
/// message of that id already.
///
/// # Errors
/// [`StoreError`].
pub fn add(tx: &Tx<'_>, message: &Message, raw: Option<&[u8]>) -> Result<Option<i64>, StoreError> {
    let kind = match message.body {
        Body::Text(_) => Kind::Text,
        Body::Newer => Kind::Newer,
        Body::Deleted => Kind::Deleted,
    };
    Ok(tx
        .prepare_cached(
            "INSERT INTO message (id, chat, place, sender, text, at, state, problem, intent, receipt_due, kind, raw, quote,
                 forwarded)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (chat, id) DO NOTHING RETURNING number",
        )?
        .query_row(
            (
                message.id.0,
                message.chat.0,
                to_sql(message.place.0),
                message.from.map(|account| account.0),
                message.words(),
                to_sql(message.at.0),
                state::number_of(message.state),
                message.problem.map(Problem::number),
                message.intent.map(|intent| intent.0),
                message.from.is_some(),
                number_of(kind),
                raw,
                message.quote.as_ref().map(|quote| quote.message.0),
                message.forwarded,
            ),
            |row| row.get(0),
        )
        .optional()?)
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

/// The last message of a chat.
///
/// # Errors
/// [`StoreError`].
pub fn last(tx: &Tx<'_>, chat: ChatId) -> Result<Option<Message>, StoreError> {
    let found = one(tx, "m.chat = ? AND m.kind < 3 ORDER BY m.place DESC LIMIT 1", [chat.0])?;
    Ok(found.map(|found| found.message))
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

/// Messages of a chat that quote another one, by number: what they show of it has changed with it.
///
/// # Errors
/// [`StoreError`].
pub fn quoting(tx: &Tx<'_>, chat: ChatId, quoted: MessageId) -> Result<Vec<i64>, StoreError> {
    let mut statement = tx.prepare_cached("SELECT number FROM message WHERE chat = ? AND quote = ?")?;
    let rows = statement.query_map((chat.0, quoted.0), |row| row.get(0))?;
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

/// The beginning of a text on one line.
pub(super) fn line(text: &str) -> String {
    let words = text.split_whitespace().flat_map(|word| [" ", word]).skip(1);
    words.flat_map(str::chars).take(PREVIEW_CHARS).collect()
}

pub(super) fn one(tx: &Tx<'_>, which: &str, key: impl Params) -> Result<Option<Numbered>, StoreError> {
    Ok(all(tx, which, key)?.pop())
}

pub(super) fn all(tx: &Tx<'_>, which: &str, key: impl Params) -> Result<Vec<Numbered>, StoreError> {
    let mut statement = tx.prepare_cached(&format!("SELECT {COLUMNS} FROM message m {QUOTED} WHERE {which}"))?;
    let mut rows = statement.query(key)?;
    let mut messages = Vec::new();
    while let Some(row) = rows.next()? {
        messages.push(read(tx, row)?);
    }
    Ok(messages)
}

/// Reads [`COLUMNS`].
pub(super) fn read(tx: &Tx<'_>, row: &Row<'_>) -> Result<Numbered, StoreError> {
    let number = row.get(0)?;
    let kind = kind_of(row.get(10)?).ok_or_else(|| damaged("the kind of a message"))?;
    let text: String = row.get(5)?;
    let message = Message {
        id: MessageId(row.get(1)?),
        chat: ChatId(row.get(2)?),
        place: Place(column(row, 3)?),
        from: row.get::<_, Option<_>>(4)?.map(AccountId),
        body: match kind {
            Kind::Text => Text::parse(&text).map_err(|_| damaged("the text of a message"))?.into(),
            Kind::Newer => Body::Newer,
            Kind::Deleted | Kind::Gone => Body::Deleted,
        },
        at: Timestamp(column(row, 6)?),
        state: state::of_number(row.get(7)?).ok_or_else(|| damaged("the state of a message"))?,
        problem: row.get::<_, Option<u32>>(8)?.map(Problem::from_number),
        intent: row.get::<_, Option<_>>(9)?.map(IntentId),
        quote: quote(row)?,
        edited: optional(row, 12)?.map(Timestamp),
        reactions: reaction::tallies(tx, number)?,
        starred: row.get(13)?,
        forwarded: row.get(14)?,
    };
    Ok(Numbered {
        number,
        message,
        is_gone: kind == Kind::Gone,
    })
}

fn quote(row: &Row<'_>) -> Result<Option<Quote>, StoreError> {
    let Some(id) = row.get::<_, Option<_>>(11)?.map(MessageId) else {
        return Ok(None);
    };
    let found = match optional(row, 15)?.map(Place) {
        Some(place) => Some(Quoted {
            place,
            from: row.get::<_, Option<_>>(16)?.map(AccountId),
            text: line(&row.get::<_, String>(17)?),
        }),
        None => None,
    };
    Ok(Some(Quote { message: id, found }))
}

fn optional(row: &Row<'_>, index: usize) -> Result<Option<u64>, StoreError> {
    Ok(row.get::<_, Option<i64>>(index)?.map(super::number::from_sql))
}

fn damaged(what: &str) -> StoreError {
    StoreError::Damaged(what.to_owned())
}

const fn number_of(kind: Kind) -> u8 {
    match kind {
        Kind::Text => 0,
        Kind::Newer => 1,
        Kind::Deleted => 2,
        Kind::Gone => 3,
    }
}

const fn kind_of(number: u8) -> Option<Kind> {
    Some(match number {
        0 => Kind::Text,
        1 => Kind::Newer,
        2 => Kind::Deleted,
        3 => Kind::Gone,
        _ => return None,
    })
}

/// A message as another one would quote it, which the database fills in when it is read.
#[must_use]
pub const fn quoted(id: MessageId) -> Quote {
    Quote {
        message: id,
        found: None,
    }
}
