//! A thread as it is shown: days, the place where the unread messages begin, and bubbles.
//!
//! Rows hold keys, not texts: they are compared after every change, and a bubble reads its own message.

use pillion_protocol::content::{
    body::Body,
    id::{IntentId, MessageId},
    message::Message,
};
use pillion_wire::{id::AccountId, time::Timestamp};

use super::{outbox::Entry, page::Page};

/// What names a bubble for as long as it is on the screen. A message that was sent from a screen keeps its intent's name, so
/// that the bubble stays the same one when the phone has stored it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// A message that came from someone else.
    Message(MessageId),
    /// A message of this account.
    Intent(IntentId),
}

impl Key {
    /// The name of a message's bubble.
    #[must_use]
    pub fn of(message: &Message) -> Self {
        message.intent.map_or(Self::Message(message.id), Self::Intent)
    }
}

/// One row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Row {
    /// A new day begins. The number is what `day_of` gave for it.
    Day(i32),
    /// Unread messages begin.
    Unread,
    /// A message.
    Bubble {
        /// Whose.
        key: Key,
        /// Written by this account.
        mine: bool,
        /// The first one of its side since the other side, a new day or the beginning.
        first: bool,
        /// In a group, the first one of its writer's: it has the writer's name over it.
        lead: bool,
    },
    /// Something that happened to the chat.
    Event(Key),
}

impl Row {
    /// Whether it is the same row, before which something else may stand now.
    #[must_use]
    pub fn is(self, other: Self) -> bool {
        match (self, other) {
            (
                Self::Bubble { key, mine, .. },
                Self::Bubble {
                    key: same, mine: whose, ..
                },
            ) => key == same && mine == whose,
            _ => self == other,
        }
    }
}

/// The rows of the open chat, oldest first; none if no chat is open. `day_of` numbers days in the reader's time zone.
#[must_use]
pub fn rows(page: &Page, day_of: impl Fn(Timestamp) -> i32) -> Vec<Row> {
    let Some((chat, Some(thread))) = page.open_thread() else {
        return Vec::new();
    };
    let mut rows = Rows {
        rows: Vec::new(),
        day: None,
        side: None,
        writer: None,
        group: chat.group.is_some(),
        day_of,
    };
    let mut unread_after = thread.unread_after.filter(|after| thread.covers(*after));
    for (place, message) in thread.messages.iter() {
        let (key, mine) = (Key::of(message), message.from.is_none());
        if !mine && unread_after.is_some_and(|after| *place > after) {
            unread_after = None;
            rows.unread();
        }
        if matches!(message.body, Body::Event(_)) {
            rows.event(key, message.at);
        } else {
            rows.bubble(key, message.from, message.at);
        }
    }
    if thread.at_end() {
        let known = |entry: &&Entry| thread.find(Key::Intent(entry.intent)).is_none();
        for entry in page.outbox.of(chat.id).filter(known) {
            rows.bubble(Key::Intent(entry.intent), None, entry.at);
        }
    }
    rows.rows
}

struct Rows<D> {
    rows: Vec<Row>,
    day: Option<i32>,
    /// Whether the row before is a bubble of this account, if it is one.
    side: Option<bool>,
    /// Who wrote the bubble before.
    writer: Option<AccountId>,
    group: bool,
    day_of: D,
}

impl<D: Fn(Timestamp) -> i32> Rows<D> {
    fn bubble(&mut self, key: Key, from: Option<AccountId>, at: Timestamp) {
        self.day(at);
        let mine = from.is_none();
        self.rows.push(Row::Bubble {
            key,
            mine,
            first: self.side != Some(mine),
            lead: self.group && from.is_some() && from != self.writer,
        });
        self.side = Some(mine);
        self.writer = from;
    }

    fn event(&mut self, key: Key, at: Timestamp) {
        self.day(at);
        self.interrupt();
        self.rows.push(Row::Event(key));
    }

    fn day(&mut self, at: Timestamp) {
        let day = (self.day_of)(at);
        // Clocks of two phones differ: a day is announced when it is later than all before, never again.
        if self.day.is_none_or(|before| day > before) {
            self.rows.push(Row::Day(day));
            self.day = Some(day);
            self.interrupt();
        }
    }

    fn unread(&mut self) {
        self.interrupt();
        self.rows.push(Row::Unread);
    }

    const fn interrupt(&mut self) {
        self.side = None;
        self.writer = None;
    }
}
