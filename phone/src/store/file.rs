//! Files of messages: what is said of them, and how far their sealed bytes are.
//!
//! The bytes lie beside the database, each under its digest: messages that say the same of a file share them, and what a message says cannot
//! put other bytes in the place of a file that is here. Triggers note which bytes no message has any more.

use pillion_protocol::{
    content::{
        body::Body,
        file::{File, Held, Shared},
        file_ask::Sort,
        id::{ChatId, Place},
        message::Message,
        text::Text,
    },
    crypto::digest::Digest,
};
use pillion_wire::{id::FileId, time::Timestamp};
use rusqlite::OptionalExtension;

use super::{
    database::Tx,
    error::StoreError,
    number::{from_sql, to_sql},
    row::{self, Numbered, damaged},
};

/// What a message says of its file, as it lies in its row.
pub(super) fn write(file: &File) -> Result<Vec<u8>, StoreError> {
    minicbor::to_vec(file).map_err(|_| damaged("a file"))
}

/// The body of a message with a file.
pub(super) fn read(
    bytes: &[u8],
    caption: Option<Text>,
    held: Option<u8>,
    played: Option<bool>,
) -> Result<Body, StoreError> {
    let file = minicbor::decode(bytes).map_err(|_| damaged("a file"))?;
    let held = held.and_then(held_of).ok_or_else(|| damaged("how far a file is"))?;
    Ok(Body::File(Box::new(Shared {
        file,
        caption,
        held,
        played: played.unwrap_or_default(),
    })))
}

/// What lists and quotes show of a message: its words, or a sign for its file and what is said with it.
pub(super) fn line(file: Option<Vec<u8>>, text: String) -> Result<String, StoreError> {
    let Some(bytes) = file else { return Ok(text) };
    let file: File = minicbor::decode(&bytes).map_err(|_| damaged("a file"))?;
    Ok(file.line(&text))
}

/// Notes how far the bytes of a message's file are at first.
pub(super) fn add(tx: &Tx<'_>, message: i64, file: &File, held: Held) -> Result<(), StoreError> {
    let look = file.look.map(|look| look.picture.0);
    tx.prepare_cached("INSERT INTO file (message, digest, held, look, voice) VALUES (?, ?, ?, ?, ?)")?
        .execute((message, file.digest.0, number_of(held), look, file.voice.is_some()))?;
    tx.prepare_cached("DELETE FROM file_left WHERE digest = ?")?
        .execute([file.digest.0])?;
    Ok(())
}

/// Notes how far they are now; `false` if they were so far, or the message has no file any more.
///
/// # Errors
/// [`StoreError`].
pub fn set(tx: &Tx<'_>, message: i64, held: Held) -> Result<bool, StoreError> {
    let changed = tx
        .prepare_cached("UPDATE file SET held = ?2 WHERE message = ?1 AND held <> ?2")?
        .execute((message, number_of(held)))?;
    Ok(changed == 1)
}

/// The sender of a message is asked for its bytes.
///
/// # Errors
/// [`StoreError`].
pub fn ask(tx: &Tx<'_>, message: i64, now: Timestamp) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE file SET held = 6, asked = ? WHERE message = ?")?
        .execute((to_sql(now.0), message))?;
    Ok(())
}

/// When the sender of a message was last asked for its bytes.
///
/// # Errors
/// [`StoreError`].
pub fn asked(tx: &Tx<'_>, message: i64) -> Result<Option<Timestamp>, StoreError> {
    let asked: Option<Option<i64>> = tx
        .prepare_cached("SELECT asked FROM file WHERE message = ?")?
        .query_row([message], |row| row.get(0))
        .optional()?;
    Ok(asked.flatten().map(|at| Timestamp(from_sql(at))))
}

/// The bytes are here: for all messages that wait for them, or did in vain. Returns these.
///
/// # Errors
/// [`StoreError`].
pub fn arrived(tx: &Tx<'_>, digest: Digest) -> Result<Vec<i64>, StoreError> {
    let mut statement =
        tx.prepare_cached("UPDATE file SET held = 1 WHERE digest = ? AND held >= 2 RETURNING message")?;
    let rows = statement.query_map([digest.0], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Whether the bytes are here.
///
/// # Errors
/// [`StoreError`].
pub fn is_here(tx: &Tx<'_>, digest: Digest) -> Result<bool, StoreError> {
    Ok(tx
        .prepare_cached("SELECT 1 FROM file WHERE digest = ? AND held IN (0, 1)")?
        .exists([digest.0])?)
}

/// Messages whose files are to be uploaded or fetched, in this order, the oldest first; of people who are not accepted, and of those who are blocked,
/// nothing is fetched.
///
/// # Errors
/// [`StoreError`].
pub fn moving(tx: &Tx<'_>) -> Result<Vec<Numbered>, StoreError> {
    row::all(
        tx,
        "m.number IN (SELECT message FROM file WHERE held IN (0, 2, 7)) AND m.state <> 2
             AND EXISTS (SELECT 1 FROM chat c WHERE c.id = m.chat AND c.hidden <> 2
                 AND (m.sender IS NULL OR c.request = 0 AND NOT EXISTS
                     (SELECT 1 FROM contact p WHERE p.chat = c.id AND p.blocked = 1)))
         ORDER BY (SELECT held FROM file WHERE file.message = m.number) > 0, m.number LIMIT 100",
        [],
    )
}

/// A voice note was listened to; `false` if it was before, or is none.
///
/// # Errors
/// [`StoreError`].
pub fn play(tx: &Tx<'_>, message: i64) -> Result<bool, StoreError> {
    let changed = tx
        .prepare_cached("UPDATE file SET played = 1 WHERE message = ? AND voice = 1 AND played = 0")?
        .execute([message])?;
    Ok(changed == 1)
}

/// Messages of a chat that have files of a sort, before a place, the newest `limit` of them, oldest first.
///
/// # Errors
/// [`StoreError`].
pub fn of_chat(
    tx: &Tx<'_>,
    chat: ChatId,
    sort: Option<Sort>,
    before: Place,
    limit: u16,
) -> Result<Vec<Message>, StoreError> {
    let sort = match sort {
        None => "",
        Some(Sort::Seen) => "AND EXISTS (SELECT 1 FROM file WHERE message = m.number AND look IS NOT NULL)",
        Some(Sort::Heard) => "AND EXISTS (SELECT 1 FROM file WHERE message = m.number AND voice = 1)",
        Some(Sort::Other) => "AND EXISTS (SELECT 1 FROM file WHERE message = m.number AND look IS NULL AND voice = 0)",
    };
    let which = format!("m.chat = ? AND m.place < ? AND m.file IS NOT NULL {sort} ORDER BY m.place DESC LIMIT ?");
    let found = row::all(tx, &which, (chat.0, to_sql(before.0), limit))?;
    Ok(found.into_iter().rev().map(|found| found.message).collect())
}

/// Bytes that no message has any more.
///
/// # Errors
/// [`StoreError`].
pub fn left(tx: &Tx<'_>) -> Result<Vec<Digest>, StoreError> {
    let mut statement = tx.prepare_cached("SELECT digest FROM file_left LIMIT 100")?;
    let rows = statement.query_map([], |row| row.get(0).map(Digest))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Notes that bytes are to be removed, unless a message has them.
///
/// # Errors
/// [`StoreError`].
pub fn leave(tx: &Tx<'_>, digest: Digest) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO file_left (digest) SELECT ?1 WHERE NOT EXISTS (SELECT 1 FROM file WHERE digest = ?1)
         ON CONFLICT DO NOTHING",
    )?
    .execute([digest.0])?;
    Ok(())
}

/// Files of a chat that are on their way to the relay, unless a message of another chat has them too.
///
/// # Errors
/// [`StoreError`].
pub fn leaving(tx: &Tx<'_>, chat: ChatId) -> Result<Vec<FileId>, StoreError> {
    let found = row::all(
        tx,
        "m.chat = ?1 AND EXISTS (SELECT 1 FROM file f WHERE f.message = m.number AND f.held = 0
             AND NOT EXISTS (SELECT 1 FROM file o JOIN message n ON n.number = o.message
                 WHERE o.digest = f.digest AND o.held IN (0, 1) AND n.chat <> ?1))",
        [chat.0],
    )?;
    let file = |found: &Numbered| Some(found.message.body.file()?.file.id);
    Ok(found.iter().filter_map(file).collect())
}

/// They are removed.
///
/// # Errors
/// [`StoreError`].
pub fn removed(tx: &Tx<'_>, digest: Digest) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM file_left WHERE digest = ?")?
        .execute([digest.0])?;
    Ok(())
}

const fn number_of(held: Held) -> u8 {
    match held {
        Held::Leaving => 0,
        Held::Here => 1,
        Held::Coming => 2,
        Held::Gone => 3,
        Held::Damaged => 4,
        Held::Offered => 5,
        Held::Asked => 6,
        Held::NoRoom => 7,
        Held::Lost => 8,
    }
}

const fn held_of(number: u8) -> Option<Held> {
    Some(match number {
        0 => Held::Leaving,
        1 => Held::Here,
        2 => Held::Coming,
        3 => Held::Gone,
        4 => Held::Damaged,
        5 => Held::Offered,
        6 => Held::Asked,
        7 => Held::NoRoom,
        8 => Held::Lost,
        _ => return None,
    })
}
