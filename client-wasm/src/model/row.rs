//! A thread as it is shown: days, the place where the unread messages begin, and bubbles.
//!
//! Rows hold keys, not texts: they are compared after every change, and a bubble reads its own message.

use pillion_protocol::content::{
    id::{IntentId, MessageId, Place},
    message::{Message, State},
    problem::Problem,
};
use pillion_wire::time::Timestamp;

use super::{
    outbox::{Entry, Step},
    page::Page,
};

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

/// What a bubble shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bubble {
    /// Its name for tests and scripts: the message id, or the intent id as long as there is none.
    pub id: String,
    /// Where it stands on the phone; `None` while it is in this browser only.
    pub place: Option<Place>,
    /// What it says.
    pub text: String,
    /// When it was written.
    pub at: Timestamp,
    /// Written by this account.
    pub mine: bool,
    /// How far it has come.
    pub state: State,
    /// Why it failed.
    pub problem: Option<Problem>,
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

/// What the bubble of a row shows now; `None` when its message is gone.
#[must_use]
pub fn bubble(page: &Page, key: Key) -> Option<Bubble> {
    let (_, thread) = page.open_thread()?;
    if let Some(message) = thread.and_then(|thread| thread.find(key)) {
        return Some(Bubble {
            id: message.id.to_hex(),
            place: Some(message.place),
            text: message.words().to_owned(),
            at: message.at,
            mine: message.from.is_none(),
            state: message.state,
            problem: message.problem,
        });
    }
    let Key::Intent(intent) = key else { return None };
    let entry = page.outbox.find(intent)?;
    let (state, problem) = match entry.step {
        Step::Failed(problem) => (State::Failed, Some(problem)),
        _ => (State::Queued, None),
    };
    Some(Bubble {
        id: intent.to_hex(),
        place: None,
        text: entry.text.as_str().to_owned(),
        at: entry.at,
        mine: true,
        state,
        problem,
    })
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
