//! How far messages have come: those of this account on their way out, and what is still to be told of others'.

use pillion_protocol::content::{
    id::{ChatId, MessageId, Place},
    message::State,
    problem::Problem,
};
use pillion_wire::id::AccountId;

use super::{
    database::Tx,
    error::StoreError,
    number::to_sql,
    outbox::Lane,
    row::{self, Numbered},
};

/// How many messages of this account the relay does not have yet.
///
/// # Errors
/// [`StoreError`].
pub fn waiting(tx: &Tx<'_>) -> Result<u32, StoreError> {
    Ok(tx
        .prepare_cached("SELECT count(*) FROM message WHERE sender IS NULL AND state = 1 AND kind = 0")?
        .query_row([], |row| row.get(0))?)
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

/// Notes why what waits in a lane does not leave yet, on each message that does not know it. Returns those messages.
///
/// # Errors
/// [`StoreError`].
pub fn hold_up(tx: &Tx<'_>, lane: Lane, problem: Problem) -> Result<Vec<i64>, StoreError> {
    let mut statement = tx.prepare_cached(
        "UPDATE message SET problem = ?1 WHERE state = 1 AND problem IS NULL
         AND number IN (SELECT message FROM outbox WHERE lane = ?2) RETURNING number",
    )?;
    let rows = statement.query_map((problem.number(), lane.key()), |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Notes why a message does not leave yet; `false` if that is noted, or it is not to leave.
///
/// # Errors
/// [`StoreError`].
pub fn wait(tx: &Tx<'_>, number: i64, problem: Problem) -> Result<bool, StoreError> {
    let noted = tx
        .prepare_cached(
            "UPDATE message SET problem = ?2 WHERE number = ?1 AND state = 1 AND problem IS NOT ?2 AND sender IS NULL
                 AND file IS NOT NULL",
        )?
        .execute((number, problem.number()))?;
    Ok(noted == 1)
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

/// Whether the other side of a message of this account has it, or will have it: it was sealed, and has not failed.
///
/// # Errors
/// [`StoreError`].
pub fn is_sealed(tx: &Tx<'_>, number: i64) -> Result<bool, StoreError> {
    Ok(tx
        .prepare_cached("SELECT 1 FROM message WHERE number = ? AND sealed = 1")?
        .exists([number])?)
}

/// Whether the relay has a message of this account, for one of its readers at least.
///
/// # Errors
/// [`StoreError`].
pub fn is_sent(tx: &Tx<'_>, number: i64) -> Result<bool, StoreError> {
    Ok(tx
        .prepare_cached("SELECT 1 FROM message WHERE number = ? AND state >= 3")?
        .exists([number])?)
}

/// Messages of a chat that wait for a group to be sealed in, in their order.
///
/// # Errors
/// [`StoreError`].
pub fn unsealed(tx: &Tx<'_>, chat: ChatId) -> Result<Vec<Numbered>, StoreError> {
    row::all(
        tx,
        "m.chat = ? AND m.sender IS NULL AND m.state = 1 AND m.kind = 0 AND m.sealed = 0 ORDER BY m.place",
        [chat.0],
    )
}

/// How many messages from others stand after a place; what was deleted does not count.
///
/// # Errors
/// [`StoreError`].
pub fn unread(tx: &Tx<'_>, chat: ChatId, after: Place) -> Result<u32, StoreError> {
    Ok(tx
        .prepare_cached(
            "SELECT count(*) FROM message WHERE chat = ? AND place > ? AND sender IS NOT NULL AND kind < 2",
        )?
        .query_row((chat.0, to_sql(after.0)), |row| row.get(0))?)
}

/// Whether a message from others after a place names this account.
///
/// # Errors
/// [`StoreError`].
pub fn names_me(tx: &Tx<'_>, chat: ChatId, after: Place) -> Result<bool, StoreError> {
    Ok(tx
        .prepare_cached("SELECT 1 FROM message WHERE chat = ? AND place > ? AND names_me = 1")?
        .exists((chat.0, to_sql(after.0)))?)
}

/// Incoming messages whose sender does not know yet that they came, by chat and place, with the sender; those of
/// groups only if they are asked for.
///
/// # Errors
/// [`StoreError`].
pub fn receipts_due(tx: &Tx<'_>, groups: bool, limit: u32) -> Result<Vec<(ChatId, AccountId, MessageId)>, StoreError> {
    let mut statement = tx.prepare_cached(
        "SELECT chat, sender, id FROM message WHERE receipt_due = 1 AND sender IS NOT NULL
             AND (?1 OR EXISTS (SELECT 1 FROM chat WHERE chat.id = message.chat AND title IS NULL))
         ORDER BY chat, place LIMIT ?2",
    )?;
    let rows = statement.query_map((groups, limit), |row| {
        Ok((ChatId(row.get(0)?), AccountId(row.get(1)?), MessageId(row.get(2)?)))
    })?;
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

pub(super) const fn number_of(state: State) -> u8 {
    match state {
        State::Queued | State::Stored => 1,
        State::Failed => 2,
        State::Sent => 3,
        State::Delivered => 4,
        State::Read => 5,
    }
}

pub(super) const fn of_number(number: u8) -> Option<State> {
    Some(match number {
        1 => State::Stored,
        2 => State::Failed,
        3 => State::Sent,
        4 => State::Delivered,
        5 => State::Read,
        _ => return None,
    })
}
