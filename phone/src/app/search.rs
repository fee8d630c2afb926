//! `Search`: messages by their words or their star, as many as fit one message.

use pillion_protocol::content::{
    hit::{HITS, Hit},
    id::ChatId,
    problem::Problem,
    reply::Answer,
};

use super::{fault::Fault, history::PAGE_BYTES, phone::Phone, view};
use crate::store::{
    chat,
    search::{self, CLOSE, OPEN, Place, Query},
};

/// The longest excerpt, in characters: two lines of any list.
const EXCERPT_CHARS: usize = 200;

/// What of it may stand before the first found word, in characters.
const BEFORE_CHARS: usize = 60;

impl Phone {
    /// Answers `Search`. The cursor is the number of the last message that was told.
    pub(super) fn search(
        &self,
        words: &str,
        chat: Option<ChatId>,
        starred: bool,
        cursor: Option<u64>,
    ) -> Result<Answer, Fault> {
        let tx = self.database.read();
        if let Some(chat) = chat
            && !chat::exists(&tx, chat)?
        {
            return Err(Problem::NoSuchChat.into());
        }
        let query = Query::parse(words);
        if query.is_none() && !(starred && words.trim().is_empty()) {
            return Err(Problem::NoWords.into());
        }
        let place = Place {
            chat,
            starred,
            before: cursor.map(|cursor| i64::try_from(cursor).unwrap_or(i64::MAX)),
        };
        let found = search::find(&tx, query.as_ref(), place, HITS.saturating_add(1))?;
        let (count, mut last, mut bytes) = (found.len(), None, 0_usize);
        let mut hits = Vec::new();
        for found in found.into_iter().take(HITS) {
            let hit = Hit {
                message: found.message.message,
                excerpt: pieces(&found.excerpt),
            };
            bytes = bytes.saturating_add(view::bytes_of(&hit));
            if !hits.is_empty() && bytes > PAGE_BYTES {
                break;
            }
            last = u64::try_from(found.message.number).ok();
            hits.push(hit);
        }
        let more = if hits.len() < count { last } else { None };
        Ok(Answer::Found { hits, more })
    }
}

/// An excerpt in pieces that alternate, on one line, and short whatever the message holds.
fn pieces(excerpt: &str) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut room = EXCERPT_CHARS;
    for (number, piece) in excerpt.split([OPEN, CLOSE]).enumerate() {
        let mut line = one_line(piece);
        let length = line.chars().count();
        if number == 0 && excerpt.contains(OPEN) && length > BEFORE_CHARS {
            line = core::iter::once('…')
                .chain(line.chars().skip(length.saturating_sub(BEFORE_CHARS)))
                .collect();
        } else if length > room {
            line = line.chars().take(room).chain(['…']).collect();
        }
        room = room.saturating_sub(line.chars().count());
        pieces.push(line);
        if room == 0 {
            break;
        }
    }
    pieces
}

/// Every stretch of white space as one space.
fn one_line(text: &str) -> String {
    let mut line = String::new();
    for c in text.chars() {
        match c.is_whitespace() {
            true if line.ends_with(' ') => {}
            true => line.push(' '),
            false => line.push(c),
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_alternate_and_stand_on_one_line() {
        assert_eq!(pieces("a\n\tb \u{1}found\u{2} c"), ["a b ", "found", " c"]);
        assert_eq!(pieces("\u{1}found\u{2}"), ["", "found", ""]);
        assert_eq!(pieces("nothing marked"), ["nothing marked"]);
    }

    #[test]
    fn long_words_do_not_push_what_was_found_out_of_sight() {
        let long = "x".repeat(30_000);
        let found = pieces(&format!("{long} \u{1}here\u{2} {long}"));
        assert_eq!(found.get(1).map(String::as_str), Some("here"));
        assert!(found.iter().map(|piece| piece.chars().count()).sum::<usize>() <= EXCERPT_CHARS + 2);
        let found = pieces(&format!("\u{1}{long}\u{2}"));
        assert!(found.iter().map(|piece| piece.chars().count()).sum::<usize>() <= EXCERPT_CHARS + 2);
    }
}
