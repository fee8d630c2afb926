//! A thread as it is shown: days, the place where the unread messages begin, and bubbles.
//!
//! Rows hold keys, not texts: they are compared after every change, and a bubble reads its own message.

use pillion_protocol::content::{
    id::{IntentId, MessageId},
    message::Message,
};
use pillion_wire::time::Timestamp;

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
    },
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
        day_of,
    };
    let mut unread_after = thread.unread_after.filter(|after| thread.covers(*after));
    for (place, message) in thread.messages.iter() {
        let mine = message.from.is_none();
        if !mine && unread_after.is_some_and(|after| *place > after) {
            unread_after = None;
            rows.unread();
        }
        rows.bubble(Key::of(message), mine, message.at);
    }
    if thread.at_end() {
        let known = |entry: &&Entry| thread.find(Key::Intent(entry.intent)).is_none();
        for entry in page.outbox.of(chat.id).filter(known) {
            rows.bubble(Key::Intent(entry.intent), true, entry.at);
        }
    }
    rows.rows
}

struct Rows<D> {
    rows: Vec<Row>,
    day: Option<i32>,
    day_of: D,
}

impl<D: Fn(Timestamp) -> i32> Rows<D> {
    fn bubble(&mut self, key: Key, mine: bool, at: Timestamp) {
        let day = (self.day_of)(at);
        // Clocks of two phones differ: a day is announced when it is later than all before, never again.
        if self.day.is_none_or(|before| day > before) {
            self.rows.push(Row::Day(day));
            self.day = Some(day);
        }
        self.rows.push(Row::Bubble { key, mine });
    }

    fn unread(&mut self) {
        self.rows.push(Row::Unread);
    }
}
