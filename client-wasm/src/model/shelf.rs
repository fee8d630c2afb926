//! The list of chats as it is shown: what somebody unknown has begun, the archive's door, the chats, or what a search found.

use pillion_protocol::content::{
    chat::Chat,
    id::{ChatId, MessageId},
};

use super::page::Page;
use crate::words::{chats as words, lang::Lang};

/// One row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Row {
    /// What the rows under it are.
    Heading(&'static str),
    /// The way into the archive.
    Archived,
    /// The way out of it.
    Back,
    /// A chat.
    Chat(ChatId),
    /// A message that was found.
    Hit(MessageId),
    /// There are more of them.
    More,
}

impl Row {
    /// How high it is drawn, in CSS pixels; `www/actions.css` says the same.
    #[must_use]
    pub const fn height(self) -> u32 {
        match self {
            Self::Heading(_) => 36,
            Self::Archived | Self::Back | Self::More => 48,
            Self::Chat(_) => 64,
            Self::Hit(_) => 84,
        }
    }
}

/// What the rows depend on: as long as it is the same, so are they.
#[derive(Debug, PartialEq, Eq)]
pub struct Source {
    lang: Lang,
    archive: bool,
    chats: u64,
    found: Option<Found>,
}

/// What they depend on in a search.
#[derive(Debug, PartialEq, Eq)]
struct Found {
    words: String,
    starred: bool,
    /// Names are looked for in handles too.
    contacts: u64,
    hits: Vec<MessageId>,
    more: bool,
}

/// What the rows depend on now.
#[must_use]
pub fn source(page: &Page) -> Source {
    Source {
        lang: page.lang,
        archive: page.archive,
        chats: page.chats.changes(),
        found: page.search.as_ref().map(|search| Found {
            words: search.words.clone(),
            starred: search.starred,
            contacts: page.contacts.changes(),
            hits: search.hits.iter().map(|hit| hit.message.id).collect(),
            more: search.more.is_some(),
        }),
    }
}

/// All rows in order.
#[must_use]
pub fn rows(page: &Page) -> Vec<Row> {
    let mut chats = page.chats_in_order();
    let mut rows = Vec::new();
    if let Some(search) = &page.search {
        chats.retain(search.names(page));
        section(&mut rows, words::chats(page.lang), &chats);
        if !search.hits.is_empty() {
            rows.push(Row::Heading(if search.starred {
                words::starred(page.lang)
            } else {
                words::messages(page.lang)
            }));
        }
        rows.extend(search.hits.iter().map(|hit| Row::Hit(hit.message.id)));
        rows.extend(search.more.map(|_| Row::More));
        return rows;
    }
    let (requests, chats): (Vec<_>, Vec<_>) = chats.into_iter().partition(|chat| chat.request);
    let (archived, chats): (Vec<_>, Vec<_>) = chats.into_iter().partition(|chat| chat.archived);
    if page.archive && !archived.is_empty() {
        rows.push(Row::Back);
        rows.extend(archived.iter().map(|chat| Row::Chat(chat.id)));
        return rows;
    }
    if !archived.is_empty() {
        rows.push(Row::Archived);
    }
    section(&mut rows, words::requests(page.lang), &requests);
    if requests.is_empty() {
        rows.extend(chats.iter().map(|chat| Row::Chat(chat.id)));
    } else {
        section(&mut rows, words::chats(page.lang), &chats);
    }
    rows
}

/// The chat after or before the open one, as the list shows them.
#[must_use]
pub fn beside(page: &Page, forward: bool) -> Option<ChatId> {
    let chats = listed(page);
    let open = chats.iter().position(|chat| page.open == Some(*chat));
    let at = match (open, forward) {
        (None, true) => 0,
        (None, false) => chats.len().checked_sub(1)?,
        (Some(at), true) => at + 1,
        (Some(at), false) => at.checked_sub(1)?,
    };
    chats.get(at).copied()
}

/// The next chat after the open one in which something is unread; after the last one the first.
#[must_use]
pub fn next_unread(page: &Page) -> Option<ChatId> {
    let chats = listed(page);
    let open = chats.iter().position(|chat| page.open == Some(*chat));
    let (before, after) = chats.split_at(open.map_or(0, |at| at + 1));
    let unread = |chat: &&ChatId| {
        let chat = page.chats.get(chat);
        page.open != chat.map(|chat| chat.id) && chat.is_some_and(|chat| chat.unread > 0 || chat.marked_unread)
    };
    after.iter().chain(before).find(unread).copied()
}

fn listed(page: &Page) -> Vec<ChatId> {
    let rows = rows(page).into_iter();
    rows.filter_map(|row| match row {
        Row::Chat(chat) => Some(chat),
        _ => None,
    })
    .collect()
}

fn section(rows: &mut Vec<Row>, name: &'static str, chats: &[&Chat]) {
    if !chats.is_empty() {
        rows.push(Row::Heading(name));
        rows.extend(chats.iter().map(|chat| Row::Chat(chat.id)));
    }
}
