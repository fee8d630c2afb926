//! The messages of one chat, as far as they are loaded: always one stretch without a gap, most often up to the newest.

use std::collections::BTreeMap;

use pillion_protocol::content::{
    id::{MessageId, Place},
    message::{Message, State},
    request::From,
};

/// Messages kept of a chat that is not open; more are loaded again when they are asked for.
const KEPT: usize = 100;

/// Messages kept of the open chat while one pages through it: many screens, and still drawn within a blink. What lies
/// farthest from where one reads goes first.
const WINDOW: usize = 600;

/// One chat's messages.
#[derive(Debug, Clone, Default)]
pub struct Thread {
    messages: BTreeMap<Place, Message>,
    /// Whether the first stretch has come.
    loaded: bool,
    /// Whether there are messages before these.
    earlier: bool,
    /// Whether there are messages after these.
    later: bool,
    /// The stretch that is asked for; an answer to anything else comes too late.
    asked: Option<From>,
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

    /// Whether there are messages after these.
    #[must_use]
    pub const fn has_later(&self) -> bool {
        self.later
    }

    /// The message of a place, if it is loaded.
    #[must_use]
    pub fn at(&self, place: Place) -> Option<&Message> {
        self.messages.get(&place)
    }

    /// The message of a name, if it is loaded.
    #[must_use]
    pub fn find(&self, id: MessageId) -> Option<&Message> {
        self.messages().find(|message| message.id == id)
    }

    /// The last place that is loaded.
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

    /// Messages of this account, oldest first.
    pub fn own(&self) -> impl DoubleEndedIterator<Item = &Message> {
        self.messages().filter(|message| message.from.is_none())
    }

    /// What to ask for next to see older messages, and remembers that it is asked; `None` if there is nothing, or
    /// something is under way.
    pub fn ask_more(&mut self) -> Option<From> {
        let from = match self.messages.keys().next() {
            _ if !self.loaded => From::End,
            Some(oldest) if self.earlier => From::Before(*oldest),
            _ => return None,
        };
        self.ask(from)
    }

    /// The same, to see newer messages.
    pub fn ask_later(&mut self) -> Option<From> {
        let newest = self.newest().filter(|_| self.later)?;
        self.ask(From::After(newest))
    }

    /// Begins anew with the stretch that ends at a place; what is under way is not waited for.
    pub fn ask_around(&mut self, place: Place) -> Option<From> {
        *self = Self::default();
        self.ask(From::Before(Place(place.0.saturating_add(1))))
    }

    /// Begins anew with the messages just after a place.
    pub fn ask_after(&mut self, place: Place) -> Option<From> {
        *self = Self::default();
        self.ask(From::After(place))
    }

    /// Begins anew with the newest messages.
    pub fn ask_newest(&mut self) -> Option<From> {
        *self = Self::default();
        self.ask(From::End)
    }

    const fn ask(&mut self, from: From) -> Option<From> {
        if self.asked.is_some() {
            return None;
        }
        self.asked = Some(from);
        Some(from)
    }

    /// A stretch has come; `false` if nobody waits for it any more.
    pub fn take_page(&mut self, from: From, messages: Vec<Message>, earlier: bool, later: bool) -> bool {
        if self.asked != Some(from) {
            return false;
        }
        self.asked = None;
        match from {
            From::After(_) if self.loaded => self.later = later,
            From::Before(_) if self.loaded => self.earlier = earlier,
            _ => (self.earlier, self.later) = (earlier, later),
        }
        self.loaded = true;
        for message in messages {
            // What is here already came as a change, or in a stretch that changes have kept in step.
            self.messages.entry(message.place).or_insert(message);
        }
        self.take_held();
        while self.messages.len() > WINDOW {
            match from {
                From::Before(_) => {
                    self.messages.pop_last();
                    self.later = true;
                }
                From::After(_) | From::End => {
                    self.messages.pop_first();
                    self.earlier = true;
                }
            }
        }
        true
    }

    /// The stretch could not be had; `false` if nobody waits for it any more.
    pub fn page_failed(&mut self, from: From) -> bool {
        let waited = self.asked == Some(from);
        if waited {
            self.asked = None;
            self.take_held();
        }
        waited
    }

    fn take_held(&mut self) {
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
        let after_oldest = oldest.map_or(!self.earlier, |oldest| *oldest <= message.place);
        let before_newest = !self.later || self.newest().is_some_and(|newest| message.place <= newest);
        if self.loaded && after_oldest && before_newest {
            self.messages.insert(message.place, message);
        } else if self.asked.is_some() {
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
        if self.later {
            *self = Self::default();
        }
        while self.messages.len() > KEPT {
            self.messages.pop_first();
            self.earlier = true;
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::tui::stage::message;

    fn places(thread: &Thread) -> Vec<u64> {
        thread.messages().map(|message| message.place.0).collect()
    }

    fn loaded(places: &[u64], earlier: bool) -> Thread {
        let mut thread = Thread::default();
        assert_eq!(thread.ask_more(), Some(From::End));
        let messages = places.iter().map(|place| message(*place)).collect();
        assert!(thread.take_page(From::End, messages, earlier, false));
        thread
    }

    #[test]
    fn stretches_join_and_end_where_the_chat_begins() {
        let mut thread = loaded(&[8, 9], true);
        assert_eq!(thread.ask_more(), Some(From::Before(Place(8))));
        assert_eq!(thread.ask_more(), None, "one at a time");
        assert!(thread.take_page(From::Before(Place(8)), vec![message(6), message(7)], false, true));
        assert!(!thread.has_later(), "what comes after older messages is here");
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
        thread.take_page(From::End, vec![message(9)], false, false);
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
        assert!(thread.page_failed(From::End));
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

    #[test]
    fn a_stretch_in_the_middle_grows_both_ways_and_takes_no_new_message_before_its_time() {
        let mut thread = loaded(&[90, 91], true);
        assert_eq!(thread.ask_around(Place(50)), Some(From::Before(Place(51))));
        assert!(thread.take_page(From::Before(Place(51)), vec![message(49), message(50)], true, true));
        thread.take(message(92));
        assert_eq!(places(&thread), [49, 50], "there is a gap before it");
        assert_eq!(thread.ask_later(), Some(From::After(Place(50))));
        thread.take(message(93));
        assert!(thread.take_page(From::After(Place(50)), (51..=93).map(message).collect(), true, false));
        assert_eq!(thread.ask_more(), Some(From::Before(Place(49))));
        thread.take(message(94));
        assert_eq!(thread.newest(), Some(Place(94)));
        assert_eq!(thread.ask_later(), None);
    }

    #[test]
    fn an_answer_that_nobody_waits_for_any_more_is_let_go() {
        let mut thread = loaded(&[90], true);
        assert_eq!(thread.ask_more(), Some(From::Before(Place(90))));
        thread.ask_around(Place(50));
        assert!(!thread.take_page(From::Before(Place(90)), vec![message(89)], true, true));
        assert!(!thread.page_failed(From::Before(Place(90))));
        assert!(!thread.is_loaded());
        assert!(thread.take_page(From::Before(Place(51)), vec![message(50)], true, true));
        assert_eq!(places(&thread), [50]);
    }

    #[test]
    fn a_chat_that_is_left_in_the_middle_begins_at_its_end_again() {
        let mut thread = loaded(&[90], true);
        thread.ask_around(Place(50));
        thread.take_page(From::Before(Place(51)), vec![message(50)], true, true);
        thread.trim();
        assert_eq!(thread.ask_more(), Some(From::End));
    }

    #[test]
    fn who_pages_far_keeps_what_is_near() {
        let mut thread = loaded(&(1_000..1_600).collect::<Vec<_>>(), true);
        let before = thread.ask_more().unwrap();
        assert!(thread.take_page(before, (950..1_000).map(message).collect(), true, true));
        assert_eq!(places(&thread), (950..1_550).collect::<Vec<_>>());
        thread.take(message(1_600));
        assert_eq!(thread.newest(), Some(Place(1_549)), "there is a gap before the new one");
        let after = thread.ask_later().unwrap();
        assert_eq!(after, From::After(Place(1_549)));
        assert!(thread.take_page(after, (1_550..=1_600).map(message).collect(), true, false));
        assert_eq!(places(&thread), (1_001..=1_600).collect::<Vec<_>>());
        assert!(thread.has_earlier() && !thread.has_later());
    }
}
