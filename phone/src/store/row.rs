//! A message as it lies in its row, with the beginning of the one that it quotes.

use pillion_protocol::content::{
    body::Body,
    chat::PREVIEW_CHARS,
    id::{ChatId, IntentId, MessageId, Place},
    message::Message,
    problem::Problem,
    quote::{Quote, Quoted},
    text::Text,
};
use pillion_wire::{id::AccountId, time::Timestamp};
use rusqlite::{Params, Row};

use super::{
    database::Tx,
    error::StoreError,
    event, file, member, mention,
    number::{column, from_sql},
    reaction, state,
};

/// What is read of a message and of the one that it quotes; `q` is there only if it has words to quote.
pub(super) const COLUMNS: &str = "m.number, m.id, m.chat, m.place, m.sender, m.text, m.at, m.state, m.problem, \
     m.intent, m.kind, m.quote, m.edited, m.starred, m.forwarded, q.place, q.sender, substr(q.text, 1, 1000), \
     m.event, m.expires, m.file, (SELECT held FROM file WHERE file.message = m.number), q.file, \
     (SELECT played FROM file WHERE file.message = m.number)";

/// Adds the quoted message to the tables that are read.
pub(super) const QUOTED: &str = "LEFT JOIN message q ON q.chat = m.chat AND q.id = m.quote AND q.kind = 0";

/// The kinds of rows. Those below [`DELETED`] hold something to read; all but [`GONE`] are shown.
const TEXT: u8 = 0;
const NEWER: u8 = 1;
const DELETED: u8 = 2;
const GONE: u8 = 3;

/// A message with its number, by which other tables name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numbered {
    /// Its number on this phone.
    pub number: i64,
    /// The message.
    pub message: Message,
    /// Whether it was deleted here: only its name and place are left.
    pub is_gone: bool,
}

/// The kind of row that holds such a body.
pub(super) const fn kind_of(body: &Body) -> u8 {
    match body {
        Body::Text(_) | Body::File(_) => TEXT,
        Body::Newer => NEWER,
        Body::Deleted | Body::Event(_) => DELETED,
    }
}

pub(super) fn one(tx: &Tx<'_>, which: &str, key: impl Params) -> Result<Option<Numbered>, StoreError> {
    Ok(all(tx, which, key)?.pop())
}

pub(super) fn all(tx: &Tx<'_>, which: &str, key: impl Params) -> Result<Vec<Numbered>, StoreError> {
    let mut statement = tx.prepare_cached(&format!("SELECT {COLUMNS} FROM message m {QUOTED} WHERE {which}"))?;
    let mut rows = statement.query(key)?;
    let mut messages = Vec::new();
    while let Some(row) = rows.next()? {
        messages.push(read(tx, row)?);
    }
    Ok(messages)
}

/// Reads [`COLUMNS`].
pub(super) fn read(tx: &Tx<'_>, row: &Row<'_>) -> Result<Numbered, StoreError> {
    let number = row.get(0)?;
    let kind: u8 = row.get(10)?;
    let text: String = row.get(5)?;
    let chat = ChatId(row.get(2)?);
    let mentions = mention::of(tx, chat, &text)?;
    let from = row.get::<_, Option<_>>(4)?.map(AccountId);
    let message = Message {
        id: MessageId(row.get(1)?),
        chat,
        place: Place(column(row, 3)?),
        from,
        body: match kind {
            TEXT => match row.get::<_, Option<Vec<u8>>>(20)? {
                Some(bytes) => file::read(&bytes, Text::parse(&text).ok(), row.get(21)?, row.get(23)?)?,
                None => Text::parse(&text).map_err(|_| damaged("the text of a message"))?.into(),
            },
            NEWER => Body::Newer,
            DELETED => match row.get::<_, Option<Vec<u8>>>(18)? {
                Some(event) => Body::Event(event::read(tx, chat, &event)?),
                None => Body::Deleted,
            },
            GONE => Body::Deleted,
            _ => return Err(damaged("the kind of a message")),
        },
        at: Timestamp(column(row, 6)?),
        state: state::of_number(row.get(7)?).ok_or_else(|| damaged("the state of a message"))?,
        problem: row.get::<_, Option<u32>>(8)?.map(Problem::from_number),
        intent: row.get::<_, Option<_>>(9)?.map(IntentId),
        quote: quote(tx, chat, row)?,
        edited: optional(row, 12)?.map(Timestamp),
        reactions: reaction::tallies(tx, number)?,
        starred: row.get(13)?,
        forwarded: row.get(14)?,
        name: name(tx, chat, from)?,
        mentions: mentions.handles,
        mentions_me: mentions.own,
        expires: optional(row, 19)?.map(Timestamp),
    };
    Ok(Numbered {
        number,
        message,
        is_gone: kind == GONE,
    })
}

/// What a person is called in a chat, where that is to be shown.
fn name(tx: &Tx<'_>, chat: ChatId, account: Option<AccountId>) -> Result<Option<String>, StoreError> {
    match account {
        Some(account) => member::name(tx, chat, account),
        None => Ok(None),
    }
}

fn quote(tx: &Tx<'_>, chat: ChatId, row: &Row<'_>) -> Result<Option<Quote>, StoreError> {
    let Some(id) = row.get::<_, Option<_>>(11)?.map(MessageId) else {
        return Ok(None);
    };
    let found = match optional(row, 15)?.map(Place) {
        Some(place) => {
            let from = row.get::<_, Option<_>>(16)?.map(AccountId);
            Some(Quoted {
                place,
                from,
                text: line(&file::line(row.get::<_, Option<Vec<u8>>>(22)?, row.get(17)?)?),
                name: name(tx, chat, from)?,
            })
        }
        None => None,
    };
    Ok(Some(Quote { message: id, found }))
}

fn optional(row: &Row<'_>, index: usize) -> Result<Option<u64>, StoreError> {
    Ok(row.get::<_, Option<i64>>(index)?.map(from_sql))
}

pub(super) fn damaged(what: &str) -> StoreError {
    StoreError::Damaged(what.to_owned())
}

/// The beginning of a text on one line, with a sign where it was cut.
pub(super) fn line(text: &str) -> String {
    let words = text.split_whitespace().flat_map(|word| [" ", word]).skip(1);
    let mut chars = words.flat_map(str::chars);
    let line: String = chars.by_ref().take(PREVIEW_CHARS.saturating_sub(1)).collect();
    let last: String = chars.take(2).collect();
    match last.chars().count() {
        2 => line + "…",
        _ => line + &last,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_where_it_was_cut() {
        assert_eq!(line(" one\n two\t three "), "one two three");
        let fits = "é".repeat(PREVIEW_CHARS);
        assert_eq!(line(&fits), fits);
        let cut = line(&format!("{fits}é"));
        assert_eq!(cut.chars().count(), PREVIEW_CHARS);
        assert!(cut.ends_with("é…"));
    }
}
