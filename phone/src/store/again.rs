//! Who has asked for the file of a message of this account again, and how far that is.

use pillion_protocol::content::id::{ChatId, MessageId};
use pillion_wire::{id::AccountId, time::Timestamp};

use super::{database::Tx, error::StoreError, number::to_sql};

/// An answer that is still to be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// The message, by its number.
    pub message: i64,
    /// The message.
    pub id: MessageId,
    /// Its chat.
    pub chat: ChatId,
    /// Who has asked.
    pub account: AccountId,
    /// Whether the relay has the file.
    pub there: bool,
}

/// Notes that somebody has asked. `false`, and nothing is noted, if he has asked for this one after `since`, or for `most` files after
/// `lately`.
///
/// # Errors
/// [`StoreError`].
pub fn ask(
    tx: &Tx<'_>,
    message: i64,
    account: AccountId,
    now: Timestamp,
    since: Timestamp,
    (most, lately): (u32, Timestamp),
) -> Result<bool, StoreError> {
    let asked: u32 = tx
        .prepare_cached("SELECT count(*) FROM file_again WHERE account = ? AND at > ?")?
        .query_row((account.0, to_sql(lately.0)), |row| row.get(0))?;
    let noted = tx
        .prepare_cached(
            "INSERT INTO file_again (message, account, at, stage) SELECT ?1, ?2, ?3, 0 WHERE ?5 ON CONFLICT DO UPDATE
             SET at = excluded.at, stage = 0 WHERE at <= ?4 AND stage = 3",
        )?
        .execute((message, account.0, to_sql(now.0), to_sql(since.0), asked < most))?;
    Ok(noted == 1)
}

/// Messages whose files are to be brought to the relay again, in the order in which they were asked for.
///
/// # Errors
/// [`StoreError`].
pub fn wanted(tx: &Tx<'_>) -> Result<Vec<i64>, StoreError> {
    let mut statement = tx.prepare_cached(
        "SELECT message FROM file_again WHERE stage = 0 GROUP BY message ORDER BY min(at), message LIMIT 100",
    )?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The relay has the file of a message, or will not: whoever has asked is to be told.
///
/// # Errors
/// [`StoreError`].
pub fn settle(tx: &Tx<'_>, message: i64, there: bool) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE file_again SET stage = ?2 WHERE message = ?1 AND stage = 0")?
        .execute((message, if there { 1 } else { 2 }))?;
    Ok(())
}

/// Answers that are still to be given; those in groups only if they are asked for.
///
/// # Errors
/// [`StoreError`].
pub fn due(tx: &Tx<'_>, groups: bool) -> Result<Vec<Due>, StoreError> {
    let mut statement = tx.prepare_cached(
        "SELECT m.number, m.id, m.chat, a.account, a.stage = 1 FROM file_again a JOIN message m ON m.number = a.message
         WHERE a.stage IN (1, 2) AND (?1 OR EXISTS (SELECT 1 FROM chat c WHERE c.id = m.chat AND c.title IS NULL))
         ORDER BY a.at LIMIT 100",
    )?;
    let rows = statement.query_map([groups], |row| {
        Ok(Due {
            message: row.get(0)?,
            id: MessageId(row.get(1)?),
            chat: ChatId(row.get(2)?),
            account: AccountId(row.get(3)?),
            there: row.get(4)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// An answer is given.
///
/// # Errors
/// [`StoreError`].
pub fn told(tx: &Tx<'_>, message: i64, account: AccountId) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE file_again SET stage = 3 WHERE message = ? AND account = ?")?
        .execute((message, account.0))?;
    Ok(())
}

/// Forgets what was answered and asked before a time.
///
/// # Errors
/// [`StoreError`].
pub fn forget_before(tx: &Tx<'_>, before: Timestamp) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM file_again WHERE stage = 3 AND at < ?")?
        .execute([to_sql(before.0)])?;
    Ok(())
}
