//! Who is there: this account for others, and the others for our screens.
//!
//! 1. The account is there while somebody looks at any of its screens.
//! 2. While a chat of two is open on a screen, the contact's phone is asked every minute ([`Hint::Watch`]). It answers at once, and again
//!    with each change, for 90 seconds after each question.
//! 3. What is heard is shown; nothing any more after three minutes of silence, or when this phone itself is cut off.
//!
//! Who does not share his presence neither answers nor asks.

use std::collections::{BTreeMap, BTreeSet};

use pillion_protocol::content::{id::ChatId, presence::Presence, update::Change};
use pillion_wire::{id::AccountId, time::Timestamp};

use super::{hint::Hint, live::Told, phone::Phone, screens::Seat};
use crate::store::setting::{self, LAST_SEEN};

/// A contact is asked every so many milliseconds.
const ASKED_MS: u64 = 60_000;

/// For so many milliseconds after a question its asker is told every change: half as long again as questions are apart.
const WATCHED_MS: u64 = 90_000;

/// After so many milliseconds of silence nothing is known of a contact: three questions without an answer.
const SILENT_MS: u64 = 180_000;

/// Contacts that are told changes at once.
const WATCHERS: usize = 128;

/// All that is known of who is there.
#[derive(Debug, Default)]
pub(super) struct Presences {
    looks: BTreeMap<Seat, Look>,
    online: bool,
    last_seen: Option<Timestamp>,
    /// Whose phones look at us, by the chat with each.
    watchers: BTreeMap<ChatId, Watcher>,
    /// At whom our screens look, by the chat with each.
    watched: BTreeMap<ChatId, Watched>,
}

#[derive(Debug)]
struct Look {
    chat: Option<ChatId>,
    active: bool,
}

#[derive(Debug)]
struct Watcher {
    until: Timestamp,
    /// Whether it is to be told something.
    due: bool,
}

#[derive(Debug, Default)]
struct Watched {
    /// When the contact is asked next.
    ask_at: Timestamp,
    /// What was heard last, of whom and when.
    heard: Option<(AccountId, Presence, Timestamp)>,
}

impl Watched {
    fn shown(&self) -> Option<Change> {
        self.heard
            .map(|(account, presence, _)| Change::Presence { account, presence })
    }

    /// Nothing is known any more.
    fn lose(&mut self, passing: &mut Vec<Change>) {
        if let Some((account, presence, _)) = self.heard.take()
            && presence != Presence::Unknown
        {
            let presence = Presence::Unknown;
            passing.push(Change::Presence { account, presence });
        }
    }
}

impl Presences {
    /// As it was when the phone stopped.
    pub(super) fn since(last_seen: Option<Timestamp>) -> Self {
        Self {
            last_seen,
            ..Self::default()
        }
    }

    /// A contact looks at the chat with us.
    pub(super) fn watched(&mut self, now: Timestamp, chat: ChatId) {
        if self.watchers.len() < WATCHERS || self.watchers.contains_key(&chat) {
            let until = now.after_ms(WATCHED_MS);
            self.watchers.insert(chat, Watcher { until, due: true });
        }
    }

    /// A contact says whether it is there. What nobody has asked for is passed over.
    pub(super) fn heard(
        &mut self,
        now: Timestamp,
        chat: ChatId,
        account: AccountId,
        presence: Presence,
        passing: &mut Vec<Change>,
    ) {
        let presence = match presence {
            // Nobody was seen after now, whatever his clock says.
            Presence::LastSeen(at) => Presence::LastSeen(at.min(now)),
            other => other,
        };
        if let Some(watched) = self.watched.get_mut(&chat) {
            let before = watched.shown();
            watched.heard = Some((account, presence, now));
            let shown = watched.shown();
            if shown != before {
                passing.extend(shown);
            }
        }
    }

    /// The connection is gone: nobody is heard any more, and everybody is asked again on the next one.
    pub(super) fn cut(&mut self, passing: &mut Vec<Change>) {
        for watched in self.watched.values_mut() {
            watched.lose(passing);
            watched.ask_at = Timestamp(0);
        }
    }

    /// What this account shares has changed: all who look at it are told.
    pub(super) fn tell_all(&mut self) {
        for watcher in self.watchers.values_mut() {
            watcher.due = true;
        }
    }

    /// When somebody is to be told or asked something.
    pub(super) fn tells_at(&self) -> Option<Timestamp> {
        let is_due = self.watchers.values().any(|watcher| watcher.due);
        let asked = self.watched.values().map(|watched| watched.ask_at).min();
        if is_due { Some(Timestamp(0)) } else { asked }
    }

    /// When something ends by itself.
    pub(super) fn wake_at(&self) -> Option<Timestamp> {
        let heard = self.watched.values().filter_map(|watched| watched.heard);
        heard
            .filter(|(_, presence, _)| *presence != Presence::Unknown)
            .map(|(_, _, at)| at.after_ms(SILENT_MS))
            .min()
    }

    fn own(&self) -> Presence {
        match self.last_seen {
            _ if self.online => Presence::Online,
            Some(at) => Presence::LastSeen(at),
            None => Presence::Unknown,
        }
    }
}

impl Phone {
    /// A screen shows something else now.
    pub(super) fn look(&mut self, seat: Seat, chat: Option<ChatId>, active: bool) {
        let presences = &mut self.live.presences;
        let before = presences.looks.insert(seat, Look { chat, active });
        // It may be the first time that this screen sees what others know already.
        if let Some(chat) = chat.filter(|chat| before.is_none_or(|before| before.chat != Some(*chat)))
            && let Some(watched) = presences.watched.get(&chat)
        {
            self.live.passing.extend(watched.shown());
        }
    }

    /// Ends what is over, and tells and asks who is due.
    pub(super) fn tend_presence(&mut self, now: Timestamp) {
        let screens = &self.screens;
        self.live.presences.looks.retain(|seat, _| screens.is_open(*seat));
        let online = self.live.presences.looks.values().any(|look| look.active);
        if online != self.live.presences.online {
            self.live.presences.online = online;
            self.live.presences.last_seen = Some(now);
            self.live.presences.tell_all();
            if let Err(fault) = self.transact(now, |work| Ok(setting::put(work.tx, LAST_SEEN, now.0)?)) {
                self.fault(&fault);
            }
        }
        self.tell_watchers(now);
        self.ask_watched(now);
    }

    fn tell_watchers(&mut self, now: Timestamp) {
        let shares = self.keys.shares_presence;
        let presence = if shares {
            self.live.presences.own()
        } else {
            Presence::Unknown
        };
        self.live.presences.watchers.retain(|_, watcher| watcher.until > now);
        let is_due = |(chat, watcher): (&ChatId, &Watcher)| watcher.due.then_some(*chat);
        let due: Vec<_> = self.live.presences.watchers.iter().filter_map(is_due).collect();
        for chat in due {
            if self.hint(now, chat, &Hint::Presence { presence }) == Told::Later {
                return;
            }
            if let Some(watcher) = self.live.presences.watchers.get_mut(&chat) {
                watcher.due = false;
            }
        }
        if !shares {
            // They were told that there is nothing more to know.
            self.live.presences.watchers.clear();
        }
    }

    fn ask_watched(&mut self, now: Timestamp) {
        let presences = &mut self.live.presences;
        let mut wanted = BTreeSet::new();
        if self.keys.shares_presence {
            wanted.extend(presences.looks.values().filter_map(|look| look.chat));
        }
        for (_, mut watched) in presences.watched.extract_if(.., |chat, _| !wanted.contains(chat)) {
            watched.lose(&mut self.live.passing);
        }
        for chat in wanted {
            presences.watched.entry(chat).or_default();
        }
        for watched in presences.watched.values_mut() {
            if watched.heard.is_some_and(|(_, _, at)| now.since_ms(at) >= SILENT_MS) {
                watched.lose(&mut self.live.passing);
            }
        }
        let is_due = |(chat, watched): (&ChatId, &Watched)| (watched.ask_at <= now).then_some(*chat);
        let due: Vec<_> = presences.watched.iter().filter_map(is_due).collect();
        for chat in due {
            if self.hint(now, chat, &Hint::Watch) == Told::Later {
                return;
            }
            if let Some(watched) = self.live.presences.watched.get_mut(&chat) {
                watched.ask_at = now.after_ms(ASKED_MS);
            }
        }
    }
}
