//! Intents that were done, so that a repeat is answered and not done again.

use pillion_protocol::content::id::IntentId;
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
    /// Something that was deleted since, with its chat.
    Gone,
}

/// Remembers what an intent led to.
///
/// # Errors
/// [`StoreError`].
pub fn add(tx: &Tx<'_>, id: IntentId, outcome: Outcome, at: Timestamp) -> Result<(), StoreError> {
    let (message, contact) = match outcome {
        Outcome::Message(number) => (Some(number), None),
        Outcome::Contact(account) => (None, Some(account.0)),
        Outcome::Gone => (None, None),
    };
    tx.prepare_cached("INSERT INTO intent (id, message, contact, at) VALUES (?, ?, ?, ?)")?
        .execute((id.0, message, contact, to_sql(at.0)))?;
    Ok(())
}

/// What an intent led to, if it was done.
///
/// # Errors
/// [`StoreError`].
pub fn find(tx: &Tx<'_>, id: IntentId) -> Result<Option<Outcome>, StoreError> {
    let found = tx
        .prepare_cached("SELECT message, contact FROM intent WHERE id = ?")?
        .query_row([id.0], |row| {
            Ok((row.get::<_, Option<i64>>(0)?, row.get::<_, Option<[u8; 32]>>(1)?))
        })
        .optional()?;
    Ok(found.map(|(message, contact)| match (message, contact) {
        (Some(number), _) => Outcome::Message(number),
        (None, Some(account)) => Outcome::Contact(AccountId(account)),
        (None, None) => Outcome::Gone,
    }))
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
