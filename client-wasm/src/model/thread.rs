//! A window on the messages of one chat: an unbroken stretch, not always the newest.

use pillion_protocol::content::{
    id::{ChatId, MessageId, Place},
    message::Message,
    request::From,
};

use super::{jump::CONTEXT, row::Key, table::Table};

/// Messages asked for at once. A screen shows about twenty.
pub const PAGE: u16 = 50;

/// The most messages in a window; beyond it the far end is let go, and can be had again.
pub const WINDOW: usize = 200;

/// A place on the screen: a message, and how far under the upper edge it stood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Left {
    /// Where the message stands.
    pub place: Place,
    /// Its distance from the upper edge, in CSS pixels.
    pub top: i32,
}

/// Chats whose newest messages are kept after they were left, for a quick return; of those before, only where they were left.
pub const KEPT: usize = 8;

/// The window on one chat.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Thread {
    /// The stretch, by place.
    pub messages: Table<Place, Message>,
    /// There are messages before it.
    pub earlier: bool,
    /// There are messages after it.
    pub later: bool,
    /// The stretch is what the phone has, even if it is empty.
    pub loaded: bool,
    /// What the phone was asked for.
    pub loading: Option<From>,
    /// Where the unread messages began when the chat was opened.
    pub unread_after: Option<Place>,
    /// Where the person was when leaving the chat, if not at its end.
    pub left_at: Option<Left>,
    /// To be filled around this place and not from the newest message.
    pub around: Option<Place>,
    /// Messages that came while the phone was asked: its answer may be older than they are.
    fresh: Table<Place, Message>,
    /// Where each row's message is.
    places: Table<Key, Place>,
}

impl Thread {
    /// The newest place in the window.
    #[must_use]
    pub fn last(&self) -> Option<Place> {
        self.messages.last()
    }

    /// The oldest place in the window.
    #[must_use]
    pub fn first(&self) -> Option<Place> {
        self.messages.first()
    }

    /// The message of a row.
    #[must_use]
    pub fn find(&self, key: Key) -> Option<&Message> {
        self.messages.get(self.places.get(&key)?)
    }

    /// The message of an id.
    #[must_use]
    pub fn with_id(&self, id: MessageId) -> Option<&Message> {
        self.messages.values().find(|message| message.id == id)
    }

    /// Whether what comes just after `place` is in the window, if it exists at all.
    #[must_use]
    pub fn covers(&self, place: Place) -> bool {
        !self.earlier || self.first().is_some_and(|first| first <= place)
    }

    /// The window reaches the newest message.
    #[must_use]
    pub const fn at_end(&self) -> bool {
        self.loaded && !self.later
    }

    /// What to ask the phone for to fill the window at first, or again after a reset.
    #[must_use]
    pub fn want(&self) -> Option<From> {
        if self.loaded || self.loading.is_some() {
            return None;
        }
        let before = |place: Place| From::After(Place(place.0.saturating_sub(CONTEXT + 1)));
        Some(self.around.map_or(From::End, before))
    }

    /// Lets the window go, to be filled around a place.
    pub fn move_to(&mut self, place: Place) {
        *self = Self {
            around: Some(place),
            unread_after: self.unread_after,
            left_at: self.left_at,
            ..Self::default()
        };
    }

    /// The person comes back: to where the unread messages begin, if they are many, or to where the chat was left.
    pub fn come_back(&mut self, unread: u32, read_through: Place) {
        let to = if unread > u32::from(PAGE) {
            Some(Place(read_through.0.saturating_add(1)))
        } else if unread > 0 {
            None
        } else {
            self.left_at.map(|left| left.place)
        };
        self.unread_after = (unread > 0).then_some(read_through);
        if unread > 0 {
            self.left_at = None;
        }
        if let Some(to) = to.filter(|to| self.messages.get(to).is_none()) {
            self.move_to(to);
        }
    }

    /// What to ask for when the person comes near the upper end.
    #[must_use]
    pub fn want_earlier(&self) -> Option<From> {
        if !self.loaded || !self.earlier || self.loading.is_some() {
            return None;
        }
        self.first().map(From::Before)
    }

    /// What to ask for when the person comes near the lower end of a window that is not the newest.
    #[must_use]
    pub fn want_later(&self) -> Option<From> {
        if !self.loaded || !self.later || self.loading.is_some() {
            return None;
        }
        self.last().map(From::After)
    }

    /// The phone's state of one message. It counts only where the window is; elsewhere it will be read when the window
    /// gets there.
    pub fn changed(&mut self, message: Message) {
        if self.loading.is_some() {
            self.fresh.insert(message.place, message.clone());
        }
        let inside = match (self.first(), self.last()) {
            (Some(first), Some(last)) => message.place >= first && (message.place <= last || !self.later),
            _ => !self.later,
        };
        if self.loaded && inside {
            self.insert(message);
            self.trim_front();
        }
    }

    /// A message was deleted.
    pub fn gone(&mut self, id: MessageId) {
        for table in [&mut self.messages, &mut self.fresh] {
            let found = table.iter().find(|(_, message)| message.id == id);
            if let Some((place, key)) = found.map(|(place, message)| (*place, Key::of(message))) {
                table.remove(&place);
                self.places.remove(&key);
            }
        }
    }

    /// The phone's answer to what was asked.
    pub fn answered(&mut self, from: From, messages: Vec<Message>, earlier: bool, later: bool) {
        if self.loading != Some(from) {
            return;
        }
        self.loading = None;
        let fresh = core::mem::take(&mut self.fresh);
        if !self.loaded {
            self.messages.clear();
            self.places.clear();
            (self.earlier, self.later, self.loaded) = (earlier, later, true);
        }
        match from {
            From::End => {}
            From::Before(_) => self.earlier = earlier,
            From::After(_) => self.later = later,
        }
        for message in messages {
            self.insert(message);
        }
        for (_, message) in fresh {
            self.changed(message);
        }
        match from {
            From::Before(_) => self.trim_back(),
            From::End | From::After(_) => self.trim_front(),
        }
    }

    /// The phone will not answer: the session is gone, or it could not.
    pub fn unanswered(&mut self) {
        self.loading = None;
        self.fresh.clear();
    }

    /// The person left the chat: keep a little of the newest, for a quick return.
    pub fn leave(&mut self) {
        self.unread_after = None;
        self.left_at = None;
        if self.later {
            *self = Self::default();
        }
        while self.messages.len() > usize::from(PAGE) {
            self.pop_first();
        }
    }

    /// The person has not come back for a long time: only the place is kept.
    pub fn forget(&mut self) {
        *self = Self {
            left_at: self.left_at,
            ..Self::default()
        };
    }

    fn insert(&mut self, message: Message) {
        self.places.insert(Key::of(&message), message.place);
        self.messages.insert(message.place, message);
    }

    fn trim_front(&mut self) {
        while self.messages.len() > WINDOW {
            self.pop_first();
        }
    }

    fn pop_first(&mut self) {
        if let Some(message) = self.messages.pop_first() {
            self.places.remove(&Key::of(&message));
            self.earlier = true;
        }
    }

    fn trim_back(&mut self) {
        while self.messages.len() > WINDOW {
            if let Some(message) = self.messages.pop_last() {
                self.places.remove(&Key::of(&message));
                self.later = true;
            }
        }
    }
}

/// The windows of all chats that were opened.
pub type Threads = Table<ChatId, Thread>;
