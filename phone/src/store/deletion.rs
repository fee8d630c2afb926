//! Deleting: one message, for all or here, and all of a chat.
//!
//! What was said goes with all that hangs on it: earlier wordings, emoji, star, and its words in the search, which triggers
//! take out. The row of one message stays, so that a repeat of it is known; those of a whole chat go.

use pillion_protocol::content::id::ChatId;

use super::{change, database::Tx, error::StoreError};

/// How far a deletion goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// A mark stays in the message's place.
    ForAll,
    /// Nothing is shown of it any more.
    Here,
}

/// Deletes what a message says, and what hangs on it; `false` if it was deleted as far before.
///
/// # Errors
/// [`StoreError`].
pub fn message(tx: &Tx<'_>, number: i64, extent: Extent) -> Result<bool, StoreError> {
    let kind = match extent {
        Extent::ForAll => 2_u8,
        Extent::Here => 3,
    };
    let deleted = tx
        .prepare_cached(
            "UPDATE message SET kind = ?2, text = '', raw = NULL, quote = NULL, edited = NULL, starred = 0, forwarded = 0
             WHERE number = ?1 AND kind < ?2",
        )?
        .execute((number, kind))?;
    tx.prepare_cached("DELETE FROM edit WHERE message = ?")?
        .execute([number])?;
    tx.prepare_cached("DELETE FROM reaction WHERE message = ?")?
        .execute([number])?;
    Ok(deleted == 1)
}

/// Deletes all messages of a chat, and the chat, whose deletion must stand in the change log by now. What is sealed already
/// goes its way; intents stay, so that a repeat is not done again.
///
/// # Errors
/// [`StoreError`].
pub fn chat(tx: &Tx<'_>, chat: ChatId) -> Result<(), StoreError> {
    let numbers: Vec<i64> = tx
        .prepare_cached("SELECT number FROM message WHERE chat = ?")?
        .query_map([chat.0], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for statement in [
        "UPDATE outbox SET message = NULL WHERE message = ?",
        "UPDATE intent SET message = NULL WHERE message = ?",
        "DELETE FROM edit WHERE message = ?",
        "DELETE FROM reaction WHERE message = ?",
        "DELETE FROM message WHERE number = ?",
    ] {
        let mut statement = tx.prepare_cached(statement)?;
        for number in &numbers {
            statement.execute([number])?;
        }
    }
    for number in numbers {
        change::forget(tx, change::Object::Message(number))?;
    }
    tx.prepare_cached("DELETE FROM chat WHERE id = ?")?.execute([chat.0])?;
    Ok(())
}
