//! How far messages of this account have come with each member of a group.
//!
//! A message is with all when every member that has it, and is still in the group, has said so.

use pillion_protocol::content::{
    group::Receipt,
    id::{ChatId, MessageId, Place},
    message::State,
};
use pillion_wire::{id::AccountId, time::Timestamp};

use super::{
    database::Tx,
    error::StoreError,
    number::{column, to_sql},
    state,
};

/// A member has a message; `false` if that was known.
///
/// # Errors
/// [`StoreError`].
pub fn delivered(tx: &Tx<'_>, message: i64, account: AccountId, at: Timestamp) -> Result<bool, StoreError> {
    let added = tx
        .prepare_cached("INSERT INTO receipt (message, account, state, at) VALUES (?, ?, 4, ?) ON CONFLICT DO NOTHING")?
        .execute((message, account.0, to_sql(at.0)))?;
    Ok(added == 1)
}

/// A member has read all that it had up to a place. Returns the messages.
///
/// # Errors
/// [`StoreError`].
pub fn read(
    tx: &Tx<'_>,
    chat: ChatId,
    account: AccountId,
    through: Place,
    at: Timestamp,
) -> Result<Vec<i64>, StoreError> {
    let mut statement = tx.prepare_cached(
        "UPDATE receipt SET state = 5, at = ?4 WHERE account = ?2 AND state = 4
             AND EXISTS (SELECT 1 FROM message m WHERE m.number = receipt.message AND m.chat = ?1 AND m.place <= ?3)
         RETURNING message",
    )?;
    let rows = statement.query_map((chat.0, account.0, to_sql(through.0), to_sql(at.0)), |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// How far a message has come with all members that have it: `None` if not all do.
///
/// # Errors
/// [`StoreError`].
pub fn with_all(tx: &Tx<'_>, message: i64) -> Result<Option<State>, StoreError> {
    let lacks = "SELECT 1 FROM message n JOIN member m ON m.chat = n.chat
         WHERE n.number = ?1 AND m.gone = 0 AND m.own = 0 AND m.since < n.place
             AND NOT EXISTS (SELECT 1 FROM receipt r WHERE r.message = ?1 AND r.account = m.account AND r.state >= ?2)";
    for state in [State::Read, State::Delivered] {
        if !tx.prepare_cached(lacks)?.exists((message, state::number_of(state)))? {
            return Ok(Some(state));
        }
    }
    Ok(None)
}

/// The newest messages of this account in a chat that are on their way to somebody, at most `limit`.
///
/// # Errors
/// [`StoreError`].
pub fn open(tx: &Tx<'_>, chat: ChatId, limit: u32) -> Result<Vec<i64>, StoreError> {
    let mut statement = tx.prepare_cached(
        "SELECT number FROM message WHERE chat = ? AND sender IS NULL AND state IN (3, 4) AND event IS NULL
         ORDER BY place DESC LIMIT ?",
    )?;
    let rows = statement.query_map((chat.0, limit), |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// How far a message has come with each member that has it: who has read it first, then to whom it was delivered.
///
/// # Errors
/// [`StoreError`].
pub fn page(tx: &Tx<'_>, message: i64, skip: u64, limit: u32) -> Result<Vec<Receipt>, StoreError> {
    let mut statement = tx.prepare_cached(
        "SELECT m.account, coalesce(c.name, '@' || m.handle) AS name, coalesce(r.state, 3) AS state, r.at
         FROM message n JOIN member m ON m.chat = n.chat
             LEFT JOIN contact c ON c.account = m.account
             LEFT JOIN receipt r ON r.message = n.number AND r.account = m.account
         WHERE n.number = ? AND m.gone = 0 AND m.own = 0 AND m.since < n.place
         ORDER BY state DESC, name COLLATE NOCASE, m.account LIMIT ? OFFSET ?",
    )?;
    let mut rows = statement.query((message, limit, to_sql(skip)))?;
    let mut receipts = Vec::new();
    while let Some(row) = rows.next()? {
        receipts.push(Receipt {
            account: AccountId(row.get(0)?),
            name: row.get(1)?,
            state: state::of_number(row.get(2)?).unwrap_or(State::Sent),
            at: match row.get::<_, Option<i64>>(3)? {
                Some(_) => Some(Timestamp(column(row, 3)?)),
                None => None,
            },
        });
    }
    Ok(receipts)
}

/// For each writer of messages in a chat, after one place and up to another: the last of them.
///
/// # Errors
/// [`StoreError`].
pub fn last_of_each(
    tx: &Tx<'_>,
    chat: ChatId,
    after: Place,
    through: Place,
) -> Result<Vec<(AccountId, MessageId)>, StoreError> {
    // With max() the other columns are those of the row that has it.
    let mut statement = tx.prepare_cached(
        "SELECT sender, id, max(place) FROM message
         WHERE chat = ? AND place > ? AND place <= ? AND sender IS NOT NULL AND event IS NULL GROUP BY sender",
    )?;
    let rows = statement.query_map((chat.0, to_sql(after.0), to_sql(through.0)), |row| {
        Ok((AccountId(row.get(0)?), MessageId(row.get(1)?)))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
