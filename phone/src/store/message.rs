//! Messages, in the order of their places.

use pillion_protocol::content::{
    id::{ChatId, IntentId, MessageId, Place},
    message::{Message, State},
    problem::Problem,
    request::From,
    text::Text,
};
use pillion_wire::{id::AccountId, time::Timestamp};
use rusqlite::{OptionalExtension, Params, Row};

use super::{
    database::Tx,
    error::StoreError,
    number::{column, to_sql},
};

const COLUMNS: &str = "number, id, chat, place, sender, text, at, state, problem, intent";

/// A message with its number, by which other tables name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numbered {
    /// Its number on this phone.
    pub number: i64,
    /// The message.
    pub message: Message,
}

/// Adds a message. Returns its number; `None` if its chat has a message of that id already.
///
/// # Errors
/// [`StoreError`].
pub fn add(tx: &Tx<'_>, message: &Message) -> Result<Option<i64>, StoreError> {
    Ok(tx
        .prepare_cached(
            "INSERT INTO message (id, chat, place, sender, text, at, state, problem, intent, receipt_due)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (chat, id) DO NOTHING RETURNING number",
        )?
        .query_row(
            (
                message.id.0,
                message.chat.0,
                to_sql(message.place.0),
                message.from.map(|account| account.0),
                message.words(),
                to_sql(message.at.0),
                number_of(message.state),
                message.problem.map(Problem::number),
                message.intent.map(|intent| intent.0),
                message.from.is_some(),
            ),
            |row| row.get(0),
        )
        .optional()?)
}

/// The message of a number.
///
/// # Errors
/// [`StoreError`].
pub fn find(tx: &Tx<'_>, number: i64) -> Result<Option<Message>, StoreError> {
    Ok(one(tx, "number = ?", [number])?.map(|found| found.message))
}

/// The message of this account with an id.
///
/// # Errors
/// [`StoreError`].
pub fn own(tx: &Tx<'_>, id: MessageId) -> Result<Option<Numbered>, StoreError> {
    one(tx, "sender IS NULL AND id = ?", [id.0])
}

/// The message of a chat with an id.
///
/// # Errors
/// [`StoreError`].
pub fn in_chat(tx: &Tx<'_>, chat: ChatId, id: MessageId) -> Result<Option<Numbered>, StoreError> {
    one(tx, "chat = ? AND id = ?", (chat.0, id.0))
}

/// The last message of a chat.
///
/// # Errors
/// [`StoreError`].
pub fn last(tx: &Tx<'_>, chat: ChatId) -> Result<Option<Message>, StoreError> {
    Ok(one(tx, "chat = ? ORDER BY place DESC LIMIT 1", [chat.0])?.map(|found| found.message))
}

/// The last message from others in a chat, after one place and up to another.
///
/// # Errors
/// [`StoreError`].
pub fn last_incoming(tx: &Tx<'_>, chat: ChatId, after: Place, through: Place) -> Result<Option<Message>, StoreError> {
    let found = one(
        tx,
        "chat = ? AND sender IS NOT NULL AND place > ? AND place <= ? ORDER BY place DESC LIMIT 1",
        (chat.0, to_sql(after.0), to_sql(through.0)),
    )?;
    Ok(found.map(|found| found.message))
}

/// How many messages from others stand after a place.
///
/// # Errors
/// [`StoreError`].
pub fn unread(tx: &Tx<'_>, chat: ChatId, after: Place) -> Result<u32, StoreError> {
    Ok(tx
        .prepare_cached("SELECT count(*) FROM message WHERE chat = ? AND place > ? AND sender IS NOT NULL")?
        .query_row((chat.0, to_sql(after.0)), |row| row.get(0))?)
}

/// How many messages of this account the relay does not have yet.
///
/// # Errors
/// [`StoreError`].
pub fn waiting(tx: &Tx<'_>) -> Result<u32, StoreError> {
    Ok(tx
        .prepare_cached("SELECT count(*) FROM message WHERE sender IS NULL AND state = 1")?
        .query_row([], |row| row.get(0))?)
}

/// A stretch of a chat, oldest first, of at most `limit` messages.
///
/// # Errors
/// [`StoreError`].
pub fn stretch(tx: &Tx<'_>, chat: ChatId, from: From, limit: u16) -> Result<Vec<Message>, StoreError> {
    let (which, place, order) = match from {
        From::End => ("place <= ?", Place(u64::MAX), "DESC"),
        From::Before(place) => ("place < ?", place, "DESC"),
        From::After(place) => ("place > ?", place, "ASC"),
    };
    let mut statement = tx.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM message WHERE chat = ? AND {which} ORDER BY place {order} LIMIT ?"
    ))?;
    let mut rows = statement.query((chat.0, to_sql(place.0), limit))?;
    let mut messages = Vec::new();
    while let Some(row) = rows.next()? {
        messages.push(read(row)?.message);
    }
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
        .prepare_cached("SELECT 1 FROM message WHERE chat = ? AND place < ?")?
        .exists(key)?;
    let later = tx
        .prepare_cached("SELECT 1 FROM message WHERE chat = ? AND place > ?")?
        .exists(key)?;
    Ok((earlier, later))
}

/// Moves a message of this account forward; `false` if it was there or further.
///
/// # Errors
/// [`StoreError`].
pub fn advance(tx: &Tx<'_>, number: i64, state: State) -> Result<bool, StoreError> {
    let moved = tx
        .prepare_cached(
            "UPDATE message SET state = ?2, problem = NULL WHERE number = ?1 AND state < ?2 AND sender IS NULL",
        )?
        .execute((number, number_of(state)))?;
    Ok(moved == 1)
}

/// The other side has read all that was delivered up to a place. Returns the messages that moved.
///
/// # Errors
/// [`StoreError`].
pub fn read_by_peer(tx: &Tx<'_>, chat: ChatId, through: Place) -> Result<Vec<i64>, StoreError> {
    let mut statement = tx.prepare_cached(
        "UPDATE message SET state = 5 WHERE chat = ? AND place <= ? AND sender IS NULL AND state = 4 RETURNING number",
    )?;
    let rows = statement.query_map((chat.0, to_sql(through.0)), |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A message will not arrive, unless it is tried again.
///
/// # Errors
/// [`StoreError`].
pub fn fail(tx: &Tx<'_>, number: i64, problem: Problem) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE message SET state = 2, problem = ?, sealed = 0 WHERE number = ? AND state = 1")?
        .execute((problem.number(), number))?;
    Ok(())
}

/// A failed message is tried again; `false` if it has not failed.
///
/// # Errors
/// [`StoreError`].
pub fn revive(tx: &Tx<'_>, number: i64) -> Result<bool, StoreError> {
    let revived = tx
        .prepare_cached("UPDATE message SET state = 1, problem = NULL, sealed = 0 WHERE number = ? AND state = 2")?
        .execute([number])?;
    Ok(revived == 1)
}

/// The message is sealed and in the outbox.
///
/// # Errors
/// [`StoreError`].
pub fn sealed(tx: &Tx<'_>, number: i64) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE message SET sealed = 1 WHERE number = ?")?
        .execute([number])?;
    Ok(())
}

/// Messages of a chat that wait for a group to be sealed in, in their order.
///
/// # Errors
/// [`StoreError`].
pub fn unsealed(tx: &Tx<'_>, chat: ChatId) -> Result<Vec<Numbered>, StoreError> {
    let mut statement = tx.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM message WHERE chat = ? AND sender IS NULL AND state = 1 AND sealed = 0 ORDER BY place"
    ))?;
    let mut rows = statement.query([chat.0])?;
    let mut messages = Vec::new();
    while let Some(row) = rows.next()? {
        messages.push(read(row)?);
    }
    Ok(messages)
}

/// Chats with messages that wait for a group.
///
/// # Errors
/// [`StoreError`].
pub fn unsealed_chats(tx: &Tx<'_>) -> Result<Vec<ChatId>, StoreError> {
    let mut statement =
        tx.prepare_cached("SELECT DISTINCT chat FROM message WHERE sender IS NULL AND state = 1 AND sealed = 0")?;
    let rows = statement.query_map([], |row| row.get(0).map(ChatId))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Incoming messages whose sender does not know yet that they came, by chat and place.
///
/// # Errors
/// [`StoreError`].
pub fn receipts_due(tx: &Tx<'_>, limit: u32) -> Result<Vec<(ChatId, MessageId)>, StoreError> {
    let mut statement =
        tx.prepare_cached("SELECT chat, id FROM message WHERE receipt_due = 1 ORDER BY chat, place LIMIT ?")?;
    let rows = statement.query_map([limit], |row| Ok((ChatId(row.get(0)?), MessageId(row.get(1)?))))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The receipt of an incoming message is in the outbox, or is due again.
///
/// # Errors
/// [`StoreError`].
pub fn set_receipt_due(tx: &Tx<'_>, chat: ChatId, id: MessageId, due: bool) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE message SET receipt_due = ? WHERE chat = ? AND id = ? AND sender IS NOT NULL")?
        .execute((due, chat.0, id.0))?;
    Ok(())
}

fn one(tx: &Tx<'_>, which: &str, key: impl Params) -> Result<Option<Numbered>, StoreError> {
    let mut statement = tx.prepare_cached(&format!("SELECT {COLUMNS} FROM message WHERE {which}"))?;
    let mut rows = statement.query(key)?;
    rows.next()?.map(read).transpose()
}

fn read(row: &Row<'_>) -> Result<Numbered, StoreError> {
    let text: String = row.get(5)?;
    let damaged = |what: &str| StoreError::Damaged(what.to_owned());
    Ok(Numbered {
        number: row.get(0)?,
        message: Message {
            id: MessageId(row.get(1)?),
            chat: ChatId(row.get(2)?),
            place: Place(column(row, 3)?),
            from: row.get::<_, Option<_>>(4)?.map(AccountId),
            body: Text::parse(&text).map_err(|_| damaged("the text of a message"))?.into(),
            at: Timestamp(column(row, 6)?),
            state: state_of(row.get(7)?).ok_or_else(|| damaged("the state of a message"))?,
            problem: row.get::<_, Option<u32>>(8)?.map(Problem::from_number),
            intent: row.get::<_, Option<_>>(9)?.map(IntentId),
            quote: None,
            edited: None,
            reactions: Vec::new(),
            starred: false,
            forwarded: false,
        },
    })
}

const fn number_of(state: State) -> u8 {
    match state {
        State::Queued | State::Stored => 1,
        State::Failed => 2,
        State::Sent => 3,
        State::Delivered => 4,
        State::Read => 5,
    }
}

const fn state_of(number: u8) -> Option<State> {
    Some(match number {
        1 => State::Stored,
        2 => State::Failed,
        3 => State::Sent,
        4 => State::Delivered,
        5 => State::Read,
        _ => return None,
    })
}
