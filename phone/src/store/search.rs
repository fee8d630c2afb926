//! Finding messages by their words.
//!
//! The index holds the words of every text that is shown, in the very transaction that shows it: triggers in the schema keep
//! it in step. What a person types becomes a list of quoted words, each a prefix, so nothing of it is read as a query.

use pillion_protocol::content::id::ChatId;
use rusqlite::ToSql;

use super::{
    database::Tx,
    error::StoreError,
    row::{self, COLUMNS, Numbered, QUOTED},
};

/// Words that count; a person who types more has found it by then.
const WORDS: usize = 16;

/// Characters of a word that count. It is a prefix anyway.
const WORD_CHARS: usize = 64;

/// Words of a message in one excerpt.
const EXCERPT_WORDS: u8 = 16;

/// What to look for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query(String);

impl Query {
    /// Reads what a person has typed; `None` if there is no word in it.
    #[must_use]
    pub fn parse(typed: &str) -> Option<Self> {
        let words: Vec<_> = typed
            .split(|c: char| c.is_whitespace() || c.is_control())
            .filter(|word| word.chars().any(char::is_alphanumeric))
            .take(WORDS)
            .map(|word| {
                let word: String = word.chars().take(WORD_CHARS).collect();
                format!("\"{}\"*", word.replace('"', "\"\""))
            })
            .collect();
        (!words.is_empty()).then(|| Self(words.join(" ")))
    }
}

/// Where to look.
#[derive(Debug, Clone, Copy, Default)]
pub struct Place {
    /// In one chat only.
    pub chat: Option<ChatId>,
    /// Only what has a star.
    pub starred: bool,
    /// Only messages that came before the one with this number.
    pub before: Option<i64>,
}

/// A message that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The message.
    pub message: Numbered,
    /// The part of its text with the words, each between [`OPEN`] and [`CLOSE`]; the whole text where no words were looked for.
    pub excerpt: String,
}

/// Stands before a found word. No text holds it.
pub const OPEN: char = '\u{1}';

/// Stands after a found word.
pub const CLOSE: char = '\u{2}';

/// The messages that hold all words of a query, or all if there is none, the newest first.
///
/// # Errors
/// [`StoreError`].
pub fn find(tx: &Tx<'_>, query: Option<&Query>, place: Place, limit: usize) -> Result<Vec<Found>, StoreError> {
    let before = place.before.unwrap_or(i64::MAX);
    let chat = place.chat.map(|chat| chat.0);
    let mut sql = match query {
        // The order of the tables is that of the search: the index first, newest first, until there are enough.
        Some(_) => format!(
            "SELECT {COLUMNS}, snippet(message_words, 0, char(1), char(2), '…', {EXCERPT_WORDS}) AS excerpt
             FROM message_words CROSS JOIN message m ON m.number = message_words.rowid {QUOTED}
             WHERE message_words MATCH :query AND message_words.rowid < :before"
        ),
        None => format!(
            "SELECT {COLUMNS}, m.text AS excerpt FROM message m {QUOTED} WHERE m.number < :before AND m.kind < 2"
        ),
    };
    sql.push_str(" AND m.chat NOT IN (SELECT id FROM chat WHERE hidden = 2)");
    if chat.is_some() {
        sql.push_str(" AND m.chat = :chat");
    }
    if place.starred {
        sql.push_str(" AND m.starred = 1");
    }
    sql.push_str(match query {
        Some(_) => " ORDER BY message_words.rowid DESC LIMIT :limit",
        None => " ORDER BY m.number DESC LIMIT :limit",
    });
    let mut values: Vec<(&str, &dyn ToSql)> = vec![(":before", &before), (":limit", &limit)];
    if let Some(Query(query)) = query {
        values.push((":query", query));
    }
    if let Some(chat) = &chat {
        values.push((":chat", chat));
    }
    let mut statement = tx.prepare_cached(&sql)?;
    let mut rows = statement.query(values.as_slice())?;
    let mut all = Vec::new();
    while let Some(found) = rows.next()? {
        all.push(Found {
            message: row::read(tx, found)?,
            excerpt: found.get("excerpt")?,
        });
    }
    Ok(all)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_becomes_quoted_words_and_nothing_else() {
        for (typed, query) in [
            ("two  words", "\"two\"* \"words\"*"),
            ("a\"b", "\"a\"\"b\"*"),
            ("\" OR text:secret*", "\"OR\"* \"text:secret*\"*"),
            ("NEAR(a b)", "\"NEAR(a\"* \"b)\"*"),
            ("-x ^y {z} + w", "\"-x\"* \"^y\"* \"{z}\"* \"w\"*"),
            ("a\0b", "\"a\"* \"b\"*"),
        ] {
            assert_eq!(Query::parse(typed).unwrap().0, query, "{typed:?}");
        }
        for empty in ["", "   ", "\"\"", "* ^ - ( )", "\u{1f44d}"] {
            assert_eq!(Query::parse(empty), None, "{empty:?}");
        }
    }

    #[test]
    fn endless_queries_are_cut() {
        let long = Query::parse(&"a".repeat(10_000)).unwrap();
        assert_eq!(long.0.len(), WORD_CHARS + 3);
        let many = Query::parse(&"word ".repeat(10_000)).unwrap();
        assert_eq!(many.0.matches('*').count(), WORDS);
    }
}
