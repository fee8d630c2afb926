//! Deleting: one message, for all or here, and all of a chat.
//!
//! What was said goes with all that hangs on it: earlier wordings, emoji, star, and its words in the search, which triggers
//! take out. The row of one message stays, so that a repeat of it is known; those of a whole chat go, some at a time: a long chat
//! takes seconds, and nobody waits for that.

use pillion_protocol::content::id::ChatId;
use rusqlite::OptionalExtension;

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
            "UPDATE message SET kind = ?2, text = '', raw = NULL, quote = NULL, edited = NULL, starred = 0, forwarded = 0,
                 names_me = 0, event = NULL
             WHERE number = ?1 AND kind < ?2",
        )?
        .execute((number, kind))?;
    if extent == Extent::Here {
        tx.prepare_cached("UPDATE message SET event = NULL, expires = NULL WHERE number = ?")?
            .execute([number])?;
    }
    tx.prepare_cached("DELETE FROM edit WHERE message = ?")?
        .execute([number])?;
    tx.prepare_cached("DELETE FROM reaction WHERE message = ?")?
        .execute([number])?;
    Ok(deleted == 1)
}

/// Deletes a chat, whose deletion must stand in the change log by now. From here on nobody finds it or what was said in it;
/// [`sweep`] takes that out. What is sealed already goes its way.
///
/// # Errors
/// [`StoreError`].
pub fn chat(tx: &Tx<'_>, chat: ChatId) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE chat SET hidden = 2 WHERE id = ?")?
        .execute([chat.0])?;
    tx.prepare_cached("UPDATE outbox SET message = NULL WHERE message IN (SELECT number FROM message WHERE chat = ?)")?
        .execute([chat.0])?;
    Ok(())
}

/// Takes out some of what was said in deleted chats; `false` once nothing is left. Intents stay, so that a repeat is not done
/// again.
///
/// # Errors
/// [`StoreError`].
pub fn sweep(tx: &Tx<'_>, limit: u32) -> Result<bool, StoreError> {
    let chat: Option<[u8; 16]> = tx
        .prepare_cached("SELECT id FROM chat WHERE hidden = 2 LIMIT 1")?
        .query_row([], |row| row.get(0))
        .optional()?;
    let Some(chat) = chat else { return Ok(false) };
    let numbers: Vec<i64> = tx
        .prepare_cached("SELECT number FROM message WHERE chat = ? LIMIT ?")?
        .query_map((chat, limit), |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    if numbers.is_empty() {
        tx.prepare_cached("UPDATE intent SET chat = NULL WHERE chat = ?")?
            .execute([chat])?;
        tx.prepare_cached("DELETE FROM chat WHERE id = ?")?.execute([chat])?;
        return Ok(true);
    }
    for number in numbers {
        for statement in [
            "UPDATE intent SET message = NULL WHERE message = ?",
            "DELETE FROM edit WHERE message = ?",
            "DELETE FROM reaction WHERE message = ?",
            "DELETE FROM receipt WHERE message = ?",
            "DELETE FROM message WHERE number = ?",
        ] {
            tx.prepare_cached(statement)?.execute([number])?;
        }
        change::forget(tx, change::Object::Message(number))?;
    }
    Ok(true)
}
