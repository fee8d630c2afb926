//! After what time messages of a chat go away, and which are to go now.
//!
//! A message of this account that waits to be sealed goes nowhere before that: it would never have been said.

use pillion_protocol::content::id::ChatId;
use pillion_wire::time::Timestamp;
use rusqlite::OptionalExtension;

use super::{
    database::Tx,
    error::StoreError,
    number::{column, from_sql, to_sql},
};

/// What was last said of when messages of a chat go away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Set {
    /// After so many seconds; `None`: never.
    pub seconds: Option<u32>,
    /// When it was said, by the clock of who said it.
    pub at: Timestamp,
}

/// What holds in a chat; nothing for one that is not there.
///
/// # Errors
/// [`StoreError`].
pub fn of(tx: &Tx<'_>, chat: ChatId) -> Result<Set, StoreError> {
    let found = tx
        .prepare_cached("SELECT timer, timer_at FROM chat WHERE id = ?")?
        .query_row([chat.0], |row| {
            Ok(Set {
                seconds: row.get(0)?,
                at: Timestamp(column(row, 1)?),
            })
        })
        .optional()?;
    Ok(found.unwrap_or_default())
}

/// Lets something else hold in a chat.
///
/// # Errors
/// [`StoreError`].
pub fn set(tx: &Tx<'_>, chat: ChatId, set: Set) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE chat SET timer = ?, timer_at = ? WHERE id = ?")?
        .execute((set.seconds, to_sql(set.at.0), chat.0))?;
    Ok(())
}

/// Messages whose time is over, by number, the oldest first.
///
/// # Errors
/// [`StoreError`].
pub fn over(tx: &Tx<'_>, now: Timestamp, limit: u32) -> Result<Vec<i64>, StoreError> {
    // The same words as in the index, or it would not be used.
    let mut statement = tx.prepare_cached(
        "SELECT number FROM message WHERE expires <= ? AND (sender IS NOT NULL OR sealed = 1 OR state = 2)
         ORDER BY expires LIMIT ?",
    )?;
    let rows = statement.query_map((to_sql(now.0), limit), |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// When the next message goes away.
///
/// # Errors
/// [`StoreError`].
pub fn next(tx: &Tx<'_>) -> Result<Option<Timestamp>, StoreError> {
    let next: Option<i64> = tx
        .prepare_cached(
            "SELECT min(expires) FROM message
             WHERE expires IS NOT NULL AND (sender IS NOT NULL OR sealed = 1 OR state = 2)",
        )?
        .query_row([], |row| row.get(0))?;
    Ok(next.map(from_sql).map(Timestamp))
}
