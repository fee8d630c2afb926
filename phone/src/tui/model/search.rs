//! A search, and what it has found.

use pillion_protocol::content::{hit::Hit, id::ChatId};

use super::composer::Composer;
use crate::screen::{follow::Shown, plain, words};

/// Chats shown above the messages.
const CHATS: usize = 5;

/// What is searched for.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Query {
    /// The words.
    pub words: String,
    /// In one chat only.
    pub only: Option<ChatId>,
    /// Only what has a star.
    pub starred: bool,
}

impl Query {
    /// Whether it asks for anything.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.words.is_empty() && !self.starred
    }
}

/// A question that is under way.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Names it, so that an answer to an earlier one is not taken for its own.
    pub attempt: u32,
    /// What is searched for.
    pub query: Query,
    /// Whether the answer continues what is here.
    pub further: bool,
}

/// An open search.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// What is typed.
    pub input: Composer,
    /// In one chat only.
    pub only: Option<ChatId>,
    /// Only what has a star.
    pub starred: bool,
    /// Messages, newest first.
    pub hits: Vec<Hit>,
    /// Where to go on, if there are more.
    pub more: Option<u64>,
    /// Which of the results the keys mean.
    pub selected: usize,
    /// The question that is under way.
    pub asked: Option<Asked>,
    /// The question that was answered last.
    pub answered: Option<Query>,
    /// Why it did not work.
    pub problem: Option<String>,
}

/// A result.
#[derive(Clone, Debug)]
pub enum Found<'a> {
    /// A chat of that name.
    Chat(ChatId),
    /// A message with these words.
    Message(&'a Hit),
}

impl Search {
    /// What is searched for now.
    #[must_use]
    pub fn query(&self) -> Query {
        Query {
            words: self.input.text().trim().to_owned(),
            only: self.only,
            starred: self.starred,
        }
    }

    /// The results, chats first.
    #[must_use]
    pub fn results(&self, shown: &Shown) -> Vec<Found<'_>> {
        let query = self.query();
        let chats = chats(shown, &query).into_iter().map(Found::Chat);
        chats.chain(self.hits.iter().map(Found::Message)).collect()
    }
}

fn chats(shown: &Shown, query: &Query) -> Vec<ChatId> {
    if query.words.is_empty() || query.starred || query.only.is_some() {
        return Vec::new();
    }
    named(shown, &query.words).into_iter().take(CHATS).collect()
}

/// The chats whose name or handle holds some words, in the order of the list; all for none.
#[must_use]
pub fn named(shown: &Shown, typed: &str) -> Vec<ChatId> {
    let wanted = typed.trim().trim_start_matches('@').to_lowercase();
    let chats = shown.chats_newest_first().into_iter();
    let named = chats.filter(|chat| {
        let handle = words::peer(shown, chat).map(|contact| contact.handle.as_str().contains(&wanted));
        handle == Some(true) || plain::name(&chat.title).to_lowercase().contains(&wanted)
    });
    named.map(|chat| chat.id).collect()
}
