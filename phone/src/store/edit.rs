//! What messages said before they were edited.

use pillion_protocol::content::{edit::Edit, id::ChatId, text::Text};
use pillion_wire::time::Timestamp;
use rusqlite::OptionalExtension;

use super::{
    database::Tx,
    error::StoreError,
    mention,
    number::{column, to_sql},
};

/// Gives a text new words and keeps those before.
///
/// # Errors
/// [`StoreError`].
pub fn put(tx: &Tx<'_>, message: i64, text: &Text, at: Timestamp) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO edit (message, step, text, at)
         SELECT number, (SELECT coalesce(max(step), 0) + 1 FROM edit WHERE message = ?1), text, coalesce(edited, at)
         FROM message WHERE number = ?1",
    )?
    .execute([message])?;
    let chat: Option<[u8; 16]> = tx
        .prepare_cached("SELECT chat FROM message WHERE number = ?")?
        .query_row([message], |row| row.get(0))
        .optional()?;
    let names_me = match chat {
        Some(chat) => mention::of(tx, ChatId(chat), text.as_str())?.own,
        None => false,
    };
    tx.prepare_cached(
        "UPDATE message SET text = ?2, edited = ?3, names_me = ?4 AND sender IS NOT NULL WHERE number = ?1 AND kind = 0",
    )?
    .execute((message, text.as_str(), to_sql(at.0), names_me))?;
    Ok(())
}

/// The last `limit` earlier wordings of a message, the newest first.
///
/// # Errors
/// [`StoreError`].
pub fn newest(tx: &Tx<'_>, message: i64, limit: u32) -> Result<Vec<Edit>, StoreError> {
    let mut statement = tx.prepare_cached("SELECT text, at FROM edit WHERE message = ? ORDER BY step DESC LIMIT ?")?;
    let mut rows = statement.query((message, limit))?;
    let mut edits = Vec::new();
    while let Some(row) = rows.next()? {
        let text: String = row.get(0)?;
        edits.push(Edit {
            text: Text::parse(&text).map_err(|_| StoreError::Damaged("the text of a message".to_owned()))?,
            at: Timestamp(column(row, 1)?),
        });
    }
    Ok(edits)
}
