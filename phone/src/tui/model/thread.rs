//! The messages of one chat, as far as they are loaded: always a stretch without a gap, up to the newest.

use std::collections::BTreeMap;

use pillion_protocol::content::{
    id::{MessageId, Place},
    message::{Message, State},
    request::From,
};

/// Messages kept of a chat that is not open; more are loaded again when they are asked for.
const KEPT: usize = 100;

/// One chat's messages.
#[derive(Debug, Clone, Default)]
pub struct Thread {
    messages: BTreeMap<Place, Message>,
    /// Whether the first stretch has come.
    loaded: bool,
    /// Whether there are messages before these.
    earlier: bool,
    /// Whether a stretch is asked for.
    loading: bool,
    /// Changes that came while a stretch was under way: it may be older than they are.
    held: BTreeMap<Place, Message>,
}

impl Thread {
    /// The messages, oldest first.
    pub fn messages(&self) -> impl DoubleEndedIterator<Item = &Message> {
        self.messages.values()
    }

    /// Whether the first stretch has come.
    #[must_use]
    pub const fn is_loaded(&self) -> bool {
        self.loaded
    }

    /// Whether there are messages before these.
    #[must_use]
    pub const fn has_earlier(&self) -> bool {
        self.earlier
    }

    /// The last place of all.
    #[must_use]
    pub fn newest(&self) -> Option<Place> {
        self.messages.keys().next_back().copied()
    }

    /// The last message that another wrote.
    #[must_use]
    pub fn newest_incoming(&self) -> Option<Place> {
        let mut newest_first = self.messages.values().rev();
        newest_first
            .find(|message| message.from.is_some())
            .map(|message| message.place)
    }

    /// Messages that failed, oldest first.
    pub fn failed(&self) -> impl Iterator<Item = &Message> {
        self.messages().filter(|message| message.state == State::Failed)
    }

    /// What to ask for next, and remembers that it is asked; `None` if there is nothing, or something is under way.
    pub fn ask_more(&mut self) -> Option<From> {
        if self.loading {
            return None;
        }
        let from = match self.messages.keys().next() {
            _ if !self.loaded => From::End,
            Some(oldest) if self.earlier => From::Before(*oldest),
            _ => return None,
        };
        self.loading = true;
        Some(from)
    }

    /// A stretch has come.
    pub fn take_page(&mut self, messages: Vec<Message>, earlier: bool) {
        self.loading = false;
        self.loaded = true;
        self.earlier = earlier;
        for message in messages {
            // What is here already came as a change, or in a stretch that changes have kept in step.
            self.messages.entry(message.place).or_insert(message);
        }
        for (_, message) in std::mem::take(&mut self.held) {
            self.take(message);
        }
    }

    /// The stretch could not be had.
    pub fn page_failed(&mut self) {
        self.loading = false;
        for (_, message) in std::mem::take(&mut self.held) {
            self.take(message);
        }
    }

    /// A message as the phone has stored it, in answer to its sending; a change may have overtaken it.
    pub fn take_sent(&mut self, message: Message) {
        if !self.messages.contains_key(&message.place) && !self.held.contains_key(&message.place) {
            self.take(message);
        }
    }

    /// A message is new or has changed.
    pub fn take(&mut self, message: Message) {
        let oldest = self.messages.keys().next();
        let within = oldest.is_none_or(|oldest| *oldest <= message.place) && (oldest.is_some() || !self.earlier);
        if self.loaded && within {
            self.messages.insert(message.place, message);
        } else if self.loading {
            self.held.insert(message.place, message);
        }
    }

    /// A message was deleted.
    pub fn gone(&mut self, id: MessageId) {
        self.messages.retain(|_, message| message.id != id);
        self.held.retain(|_, message| message.id != id);
    }

    /// Forgets old messages of a chat that is left.
    pub fn trim(&mut self) {
        while self.messages.len() > KEPT {
            self.messages.pop_first();
            self.earlier = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::stage::message;

    fn places(thread: &Thread) -> Vec<u64> {
        thread.messages().map(|message| message.place.0).collect()
    }

    fn loaded(places: &[u64], earlier: bool) -> Thread {
        let mut thread = Thread::default();
        assert_eq!(thread.ask_more(), Some(From::End));
        thread.take_page(places.iter().map(|place| message(*place)).collect(), earlier);
        thread
    }

    #[test]
    fn stretches_join_and_end_where_the_chat_begins() {
        let mut thread = loaded(&[8, 9], true);
        assert_eq!(thread.ask_more(), Some(From::Before(Place(8))));
        assert_eq!(thread.ask_more(), None, "one at a time");
        thread.take_page(vec![message(6), message(7)], false);
        assert_eq!(places(&thread), [6, 7, 8, 9]);
        assert_eq!(thread.ask_more(), None);
    }

    #[test]
    fn a_stretch_never_turns_a_message_back() {
        let mut thread = Thread::default();
        thread.ask_more();
        let read = Message {
            state: State::Read,
            ..message(9)
        };
        thread.take(read);
        thread.take_page(vec![message(9)], false);
        assert_eq!(thread.messages().next().map(|m| m.state), Some(State::Read));
        thread.take_sent(message(9));
        assert_eq!(thread.messages().next().map(|m| m.state), Some(State::Read));
    }

    #[test]
    fn a_change_before_the_loaded_stretch_leaves_no_gap() {
        let mut thread = loaded(&[8, 9], true);
        thread.take(message(3));
        assert_eq!(places(&thread), [8, 9]);
        thread.take(message(10));
        assert_eq!(places(&thread), [8, 9, 10]);
    }

    #[test]
    fn a_failed_stretch_is_asked_for_again() {
        let mut thread = Thread::default();
        thread.ask_more();
        thread.page_failed();
        assert_eq!(thread.ask_more(), Some(From::End));
    }

    #[test]
    fn a_left_chat_keeps_its_newest() {
        let mut thread = loaded(&(0..300).collect::<Vec<_>>(), false);
        thread.trim();
        assert_eq!(places(&thread).len(), KEPT);
        assert_eq!(thread.newest(), Some(Place(299)));
        assert_eq!(thread.ask_more(), Some(From::Before(Place(200))));
    }
}
