//! A search: chats by name at once, messages as the phone finds them.

use pillion_protocol::content::{chat::Chat, hit::Hit, id::MessageId, problem::Problem, request::Ask};
use pillion_wire::time::Timestamp;

use super::page::Page;
use crate::words::{chats as words, lang::Lang, problem};

/// How long typing has to pause before the phone is asked, in milliseconds.
pub const PAUSE_MS: u64 = 200;

/// One search.
#[derive(Debug, Default)]
pub struct Search {
    /// What stands in the field.
    pub words: String,
    /// Only what has a star.
    pub starred: bool,
    /// When to ask the phone; `None`: it was asked.
    pub due: Option<Timestamp>,
    /// Tells answers apart: one to words that were changed since is dropped.
    pub round: u32,
    /// The phone was asked and has not answered.
    pub asked: bool,
    /// What it found.
    pub hits: Vec<Hit>,
    /// There are more.
    pub more: Option<u64>,
    /// Why it could not search.
    pub problem: Option<Problem>,
}

impl Search {
    /// What to ask the phone.
    #[must_use]
    pub fn ask(&self) -> Ask {
        Ask::Search {
            words: self.words.trim().into(),
            chat: None,
            starred: self.starred,
            cursor: self.more,
        }
    }

    /// Says of a chat whether its name holds the words.
    pub fn names(&self, page: &Page) -> impl Fn(&&Chat) -> bool {
        let words = plain(self.words.trim());
        move |chat| {
            let handle = || chat.peer.and_then(|peer| page.contacts.get(&peer));
            !self.starred
                && (plain(&chat.title).contains(&words)
                    || handle().is_some_and(|contact| plain(&contact.handle.to_string()).contains(&words)))
        }
    }

    /// The hit of a message.
    #[must_use]
    pub fn hit(&self, message: MessageId) -> Option<&Hit> {
        self.hits.iter().find(|hit| hit.message.id == message)
    }

    /// What to say under the list; empty when the list says it.
    #[must_use]
    pub fn status(&self, lang: Lang, open: bool, chats: bool) -> String {
        match (self.problem, self.hits.is_empty()) {
            (Some(problem), _) => return problem::sentence(lang, problem),
            (None, false) => "",
            (None, true) if !open => words::search_phone(lang),
            (None, true) if self.asked || self.due.is_some() => words::searching(lang),
            (None, true) if self.starred => words::no_starred(lang),
            (None, true) if chats => words::no_hits(lang),
            (None, true) => words::nothing(lang),
        }
        .to_owned()
    }
}

/// A text without the difference between large and small letters.
#[must_use]
pub fn plain(text: &str) -> String {
    text.chars().flat_map(char::to_uppercase).collect()
}
