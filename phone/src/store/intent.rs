//! Intents that were done, so that a repeat is answered and not done again.

use pillion_protocol::content::id::{ChatId, IntentId};
use pillion_wire::{id::AccountId, time::Timestamp};
use rusqlite::OptionalExtension;

use super::{database::Tx, error::StoreError, number::to_sql};

/// What an intent led to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// A message, by its number.
    Message(i64),
    /// A contact.
    Contact(AccountId),
    /// A group, by its chat.
    Chat(ChatId),
    /// Something that was deleted since, with its chat.
    Gone,
}

/// Remembers what an intent led to.
///
/// # Errors
/// [`StoreError`].
pub fn add(tx: &Tx<'_>, id: IntentId, outcome: Outcome, at: Timestamp) -> Result<(), StoreError> {
    let (message, contact, chat) = match outcome {
        Outcome::Message(number) => (Some(number), None, None),
        Outcome::Contact(account) => (None, Some(account.0), None),
        Outcome::Chat(chat) => (None, None, Some(chat.0)),
        Outcome::Gone => (None, None, None),
    };
    tx.prepare_cached("INSERT INTO intent (id, message, contact, chat, at) VALUES (?, ?, ?, ?, ?)")?
        .execute((id.0, message, contact, chat, to_sql(at.0)))?;
    Ok(())
}

/// What an intent led to, if it was done.
///
/// # Errors
/// [`StoreError`].
pub fn find(tx: &Tx<'_>, id: IntentId) -> Result<Option<Outcome>, StoreError> {
    let found = tx
        .prepare_cached("SELECT message, contact, chat FROM intent WHERE id = ?")?
        .query_row([id.0], |row| {
            Ok(match (row.get(0)?, row.get(1)?, row.get(2)?) {
                (Some(number), _, _) => Outcome::Message(number),
                (None, Some(account), _) => Outcome::Contact(AccountId(account)),
                (None, None, Some(chat)) => Outcome::Chat(ChatId(chat)),
                (None, None, None) => Outcome::Gone,
            })
        })
        .optional()?;
    Ok(found)
}

/// Forgets what was done before a time.
///
/// # Errors
/// [`StoreError`].
pub fn forget_before(tx: &Tx<'_>, at: Timestamp) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM intent WHERE at < ?")?
        .execute([to_sql(at.0)])?;
    Ok(())
}
