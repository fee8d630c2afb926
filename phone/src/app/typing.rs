//! Who types: our own screens, told to the others; and the others, shown on our screens.
//!
//! A screen that types says so every few seconds. While any does, the others of the chat are told every three seconds, and at once
//! when none does any more. Who was heard typing is shown for six seconds after the last word of it, or until a message of his comes.

use std::collections::BTreeMap;

use pillion_protocol::content::{id::ChatId, presence::Typing, update::Change};
use pillion_wire::{id::AccountId, time::Timestamp};

use super::{
    hint::Hint,
    live::{Told, Who},
    phone::Phone,
    screens::Seat,
};

/// The others are told every so many milliseconds.
const TOLD_MS: u64 = 3_000;

/// For so many milliseconds after the last word of it, somebody counts as typing: twice as long as words are apart.
const LASTS_MS: u64 = 2 * TOLD_MS;

/// Chats in which our screens type at once.
const OWN: usize = 32;

/// People who are shown as typing at once.
const OTHERS: usize = 64;

/// All who type.
#[derive(Debug, Default)]
pub(super) struct Typists {
    own: BTreeMap<ChatId, Own>,
    others: BTreeMap<(ChatId, AccountId), Other>,
}

#[derive(Debug, Default)]
struct Own {
    /// Until when each screen counts as typing.
    seats: BTreeMap<Seat, Timestamp>,
    /// When the others were told last.
    told: Option<Timestamp>,
}

#[derive(Debug)]
struct Other {
    until: Timestamp,
    name: String,
}

impl Own {
    /// When the others are to be told.
    fn tells_at(&self) -> Timestamp {
        match self.told {
            Some(told) if !self.seats.is_empty() => told.after_ms(TOLD_MS),
            _ => Timestamp(0),
        }
    }
}

impl Typists {
    /// A screen types in a chat, or no longer.
    pub(super) fn typed(&mut self, now: Timestamp, seat: Seat, chat: ChatId, on: bool) {
        if on && (self.own.len() < OWN || self.own.contains_key(&chat)) {
            let own = self.own.entry(chat).or_default();
            own.seats.insert(seat, now.after_ms(LASTS_MS));
        } else if let Some(own) = self.own.get_mut(&chat) {
            own.seats.remove(&seat);
        }
    }

    /// Something was sent in a chat, which tells the others as well that the typing is over.
    pub(super) fn sent(&mut self, chat: ChatId) {
        self.own.remove(&chat);
    }

    /// Somebody else types, or no longer.
    pub(super) fn heard(&mut self, now: Timestamp, chat: ChatId, who: Who, on: bool, passing: &mut Vec<Change>) {
        let key = (chat, who.account);
        if !on {
            return self.over(chat, who.account, passing);
        }
        let until = now.after_ms(LASTS_MS);
        if let Some(other) = self.others.get_mut(&key) {
            other.until = until;
        } else if self.others.len() < OTHERS {
            let name = who.name;
            passing.push(change(key, &name, true));
            self.others.insert(key, Other { until, name });
        }
    }

    /// Somebody does not type any more: he says so, or a message of his came.
    pub(super) fn over(&mut self, chat: ChatId, account: AccountId, passing: &mut Vec<Change>) {
        if let Some(other) = self.others.remove(&(chat, account)) {
            passing.push(change((chat, account), &other.name, false));
        }
    }

    /// Nobody is heard any more.
    pub(super) fn cut(&mut self, passing: &mut Vec<Change>) {
        for (key, other) in core::mem::take(&mut self.others) {
            passing.push(change(key, &other.name, false));
        }
        for own in self.own.values_mut() {
            own.told = None;
        }
    }

    /// When the others are to be told something.
    pub(super) fn tells_at(&self) -> Option<Timestamp> {
        self.own.values().map(Own::tells_at).min()
    }

    /// When something ends by itself.
    pub(super) fn wake_at(&self) -> Option<Timestamp> {
        let own = self.own.values().flat_map(|own| own.seats.values().copied());
        own.chain(self.others.values().map(|other| other.until)).min()
    }
}

impl Phone {
    /// Ends what is over, and tells the others what is due.
    pub(super) fn tend_typing(&mut self, now: Timestamp) {
        let is_over = |(key, other): (&(ChatId, AccountId), &Other)| (other.until <= now).then_some(*key);
        let over: Vec<_> = self.live.typists.others.iter().filter_map(is_over).collect();
        for (chat, account) in over {
            self.live.typists.over(chat, account, &mut self.live.passing);
        }
        let screens = &self.screens;
        for own in self.live.typists.own.values_mut() {
            own.seats.retain(|seat, until| *until > now && screens.is_open(*seat));
        }
        let is_due = |(chat, own): (&ChatId, &Own)| (own.tells_at() <= now).then_some(*chat);
        let due: Vec<_> = self.live.typists.own.iter().filter_map(is_due).collect();
        for chat in due {
            self.tell_typing(now, chat);
        }
    }

    fn tell_typing(&mut self, now: Timestamp, chat: ChatId) {
        let Some(own) = self.live.typists.own.get(&chat) else {
            return;
        };
        let (on, told) = (!own.seats.is_empty(), own.told);
        // What nobody was told need not be taken back.
        let outcome = match (on, told) {
            (false, None) => Told::Nobody,
            _ => self.hint(now, chat, &Hint::Typing { on }),
        };
        let Some(own) = self.live.typists.own.get_mut(&chat) else {
            return;
        };
        match (on, outcome) {
            (true, Told::Sent | Told::Nobody) => own.told = Some(now),
            // Those who hear nothing more end it themselves.
            (false, Told::Later) if told.is_some_and(|told| now.since_ms(told) < LASTS_MS) => {}
            (false, _) => drop(self.live.typists.own.remove(&chat)),
            (true, Told::Later) => {}
        }
    }
}

fn change((chat, account): (ChatId, AccountId), name: &str, on: bool) -> Change {
    Change::Typing(Typing {
        chat,
        account,
        name: name.to_owned(),
        on,
    })
}
