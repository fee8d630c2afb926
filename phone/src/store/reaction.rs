//! Emoji under messages: one of each person.
//!
//! Whoever takes an emoji away leaves a row without one, so that an older emoji that comes late does not stand there again.

use pillion_protocol::content::{
    id::ChatId,
    reaction::{Emoji, Reaction, TALLIES, Tally},
};
use pillion_wire::{id::AccountId, time::Timestamp};
use rusqlite::OptionalExtension;

use super::{
    database::Tx,
    error::StoreError,
    member,
    number::{column, to_sql},
};

/// Puts a person's emoji under a message, or takes it away; `false` if a later word of that person is known, or nothing
/// changes.
///
/// # Errors
/// [`StoreError`].
pub fn put(
    tx: &Tx<'_>,
    message: i64,
    from: Option<AccountId>,
    emoji: Option<&Emoji>,
    at: Timestamp,
) -> Result<bool, StoreError> {
    let (sender, emoji) = (key(from), emoji.map_or("", Emoji::as_str));
    let before = last(tx, message, from)?;
    if before.as_ref().is_some_and(|(_, last)| *last > at) {
        return Ok(false);
    }
    tx.prepare_cached(
        "INSERT INTO reaction (message, sender, emoji, at) VALUES (?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET emoji = excluded.emoji, at = excluded.at",
    )?
    .execute((message, sender, emoji, to_sql(at.0)))?;
    Ok(before.map(|(emoji, _)| emoji).unwrap_or_default() != emoji)
}

/// When a person last said something about emoji under a message.
///
/// # Errors
/// [`StoreError`].
pub fn last_at(tx: &Tx<'_>, message: i64, from: Option<AccountId>) -> Result<Option<Timestamp>, StoreError> {
    Ok(last(tx, message, from)?.map(|(_, at)| at))
}

fn last(tx: &Tx<'_>, message: i64, from: Option<AccountId>) -> Result<Option<(String, Timestamp)>, StoreError> {
    Ok(tx
        .prepare_cached("SELECT emoji, at FROM reaction WHERE message = ? AND sender = ?")?
        .query_row((message, key(from)), |row| {
            Ok((row.get(0)?, column(row, 1).map(Timestamp)?))
        })
        .optional()?)
}

/// How often each emoji stands under a message, the most frequent first, at most [`TALLIES`].
///
/// # Errors
/// [`StoreError`].
pub fn tallies(tx: &Tx<'_>, message: i64) -> Result<Vec<Tally>, StoreError> {
    let mut statement = tx.prepare_cached(
        "SELECT emoji, count(*), max(sender = x'') FROM reaction WHERE message = ? AND emoji <> ''
         GROUP BY emoji ORDER BY count(*) DESC, min(at), emoji LIMIT ?",
    )?;
    let mut rows = statement.query((message, TALLIES))?;
    let mut tallies = Vec::new();
    while let Some(row) = rows.next()? {
        tallies.push(Tally {
            emoji: parse(&row.get::<_, String>(0)?)?,
            count: row.get(1)?,
            mine: row.get(2)?,
        });
    }
    Ok(tallies)
}

/// The last `limit` emoji that were put under a message of a chat, the newest first.
///
/// # Errors
/// [`StoreError`].
pub fn newest(tx: &Tx<'_>, chat: ChatId, message: i64, limit: u32) -> Result<Vec<Reaction>, StoreError> {
    let mut statement = tx.prepare_cached(
        "SELECT sender, emoji, at FROM reaction WHERE message = ? AND emoji <> '' ORDER BY at DESC, sender LIMIT ?",
    )?;
    let mut rows = statement.query((message, limit))?;
    let mut reactions = Vec::new();
    while let Some(row) = rows.next()? {
        let sender: Vec<u8> = row.get(0)?;
        let from = sender.try_into().ok().map(AccountId);
        reactions.push(Reaction {
            from,
            emoji: parse(&row.get::<_, String>(1)?)?,
            at: Timestamp(column(row, 2)?),
            name: match from {
                Some(account) => member::name(tx, chat, account)?,
                None => None,
            },
        });
    }
    Ok(reactions)
}

/// This account stands under no account's key, which has 32 bytes.
fn key(from: Option<AccountId>) -> Vec<u8> {
    from.map(|account| account.0.to_vec()).unwrap_or_default()
}

fn parse(emoji: &str) -> Result<Emoji, StoreError> {
    Emoji::parse(emoji).map_err(|_| StoreError::Damaged("an emoji under a message".to_owned()))
}
