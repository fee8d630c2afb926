//! The list of chats: what stands in it, and what its mark stands on.

use pillion_protocol::content::{chat::Chat, id::ChatId};
use pillion_wire::time::Timestamp;

use crate::screen::follow::Shown;

/// Something in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// A chat.
    Chat(ChatId),
    /// What opens the chats that are out of the way.
    Archived,
}

impl Entry {
    /// The chat, if it is one.
    #[must_use]
    pub const fn chat(self) -> Option<ChatId> {
        match self {
            Self::Chat(chat) => Some(chat),
            Self::Archived => None,
        }
    }
}

/// The list, top to bottom: with `archive` the chats that are out of the way, else the others and, if there are any out
/// of the way, what opens those.
#[must_use]
pub fn entries(shown: &Shown, archive: bool) -> Vec<Entry> {
    let chats = shown.chats_newest_first();
    let of = |archived: bool| chats.iter().filter(move |chat| chat.archived == archived);
    let mut entries: Vec<_> = of(archive).map(|chat| Entry::Chat(chat.id)).collect();
    if !archive && of(true).next().is_some() {
        entries.push(Entry::Archived);
    }
    entries
}

/// Rows of one entry.
pub const ROWS: usize = 2;

/// The first entry that is shown in so many rows: the page that holds the mark.
#[must_use]
pub fn first_shown(entries: &[Entry], selected: Option<Entry>, height: usize) -> usize {
    let fitting = (height / ROWS).max(1);
    let at = entries.iter().position(|entry| Some(*entry) == selected);
    let at = at.unwrap_or_default();
    at.saturating_sub(at % fitting)
}

/// The chats that are out of the way: how many, and how many of them hold something new.
#[must_use]
pub fn archived(shown: &Shown) -> (usize, usize) {
    let archived = || shown.chats.values().filter(|chat| chat.archived);
    let new = archived().filter(|chat| chat.unread > 0 || chat.marked_unread);
    (archived().count(), new.count())
}

/// Whether a chat says nothing by itself now.
#[must_use]
pub fn is_muted(chat: &Chat, now: Timestamp) -> bool {
    chat.muted_until.is_some_and(|until| until > now)
}
