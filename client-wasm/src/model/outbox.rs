//! What was sent here and is not on the phone yet.
//!
//! 1. An entry is stored in the browser before it leaves it.
//! 2. It is asked of the phone in order, and again in every new session, under the same intent id.
//! 3. It goes when the phone says that it has stored the message, in an answer or in an update: both prove it.
//!
//! So a text is neither lost nor sent twice, whatever is cut or reloaded in between. A file goes its way first ([`super::parcel`]); it
//! keeps no text waiting, and is asked for once the relay has it.

use pillion_protocol::content::{
    id::{ChatId, IntentId, MessageId},
    problem::Problem,
    text::Text,
};
use pillion_wire::{id::FileId, time::Timestamp};

use super::{
    parcel::{Leg, Parcel, Stuck},
    table::Table,
};

/// Files that are brought to the relay at once.
const SENT_AT_ONCE: usize = 3;

/// All entries, in the order in which they were sent.
#[derive(Debug, Default)]
pub struct Outbox(Table<u64, Entry>);

/// One message on its way to the phone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Names it toward the phone.
    pub intent: IntentId,
    /// Where it goes.
    pub chat: ChatId,
    /// What it says.
    pub said: Said,
    /// The message that it answers.
    pub quote: Option<MessageId>,
    /// When it was sent here.
    pub at: Timestamp,
    /// How far it is.
    pub step: Step,
}

/// What an entry says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// A text.
    Text(Text),
    /// A file.
    File(Box<Parcel>),
}

/// How far an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The store has not answered yet.
    Storing,
    /// Stored; the phone has not been asked in this session.
    Kept,
    /// The store refused; it lives in this page only, and is sent all the same.
    Unkept,
    /// The phone was asked in this session.
    Asked,
    /// The phone refused.
    Failed(Problem),
}

impl Entry {
    /// Its file.
    #[must_use]
    pub fn parcel(&self) -> Option<&Parcel> {
        match &self.said {
            Said::File(parcel) => Some(parcel),
            Said::Text(_) => None,
        }
    }

    /// Whether it is a file that may be brought to the relay, when it is due.
    #[must_use]
    pub fn may_go(&self) -> bool {
        let waits = self.parcel().is_some_and(|parcel| parcel.leg == Leg::Waiting);
        waits && matches!(self.step, Step::Kept | Step::Unkept)
    }

    /// Its text, or what is said with its file.
    #[must_use]
    pub fn words(&self) -> &str {
        let words = match &self.said {
            Said::Text(text) => Some(text),
            Said::File(parcel) => parcel.caption.as_ref(),
        };
        words.map(Text::as_str).unwrap_or_default()
    }

    /// What it says in one line.
    #[must_use]
    pub fn line(&self) -> String {
        match self.parcel() {
            Some(Parcel { voice: Some(voice), .. }) => voice.line(),
            Some(parcel) => parcel.name.line(self.words()),
            None => self.words().into(),
        }
    }

    /// Whether it failed and can go again; a file that was never sealed has to be chosen again.
    #[must_use]
    pub fn can_go_again(&self) -> bool {
        let sealed = |parcel: &Parcel| parcel.digest.is_some() && parcel.leg != Leg::Stuck(Stuck::Missing);
        self.has_failed() && self.parcel().is_none_or(sealed)
    }

    /// Whether it waits for a person.
    #[must_use]
    pub fn has_failed(&self) -> bool {
        let stuck = |parcel: &Parcel| matches!(parcel.leg, Leg::Stuck(_));
        matches!(self.step, Step::Failed(_)) || self.parcel().is_some_and(stuck)
    }
}

impl Outbox {
    /// Nothing waits.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Something would be lost with this page.
    #[must_use]
    pub fn is_unkept(&self) -> bool {
        self.0.values().any(|entry| entry.step == Step::Unkept)
    }

    /// A file would be lost with this page.
    #[must_use]
    pub fn is_unsealed(&self) -> bool {
        self.parcels().any(Parcel::is_unsealed)
    }

    /// All entries in order, each with its number.
    pub fn entries(&self) -> impl Iterator<Item = (u64, &Entry)> {
        self.0.iter().map(|(order, entry)| (*order, entry))
    }

    /// The entries of one chat, in order.
    pub fn of(&self, chat: ChatId) -> impl Iterator<Item = &Entry> {
        self.0.values().filter(move |entry| entry.chat == chat)
    }

    /// The entry of an intent.
    #[must_use]
    pub fn find(&self, intent: IntentId) -> Option<&Entry> {
        self.0.values().find(|entry| entry.intent == intent)
    }

    /// The entry of an intent, to be changed.
    pub fn find_mut(&mut self, intent: IntentId) -> Option<&mut Entry> {
        self.0.values_mut().find(|entry| entry.intent == intent)
    }

    /// The entry of a file, to be changed, and its file.
    pub fn parcel_mut(&mut self, file: FileId) -> Option<(IntentId, &mut Step, &mut Parcel)> {
        self.0.values_mut().find_map(|entry| match &mut entry.said {
            Said::File(parcel) if parcel.file == file => Some((entry.intent, &mut entry.step, &mut **parcel)),
            _ => None,
        })
    }

    /// All files in order, to be changed, each with its entry's intent and step.
    pub fn parcels_mut(&mut self) -> impl Iterator<Item = (IntentId, Step, &mut Parcel)> {
        self.0.values_mut().filter_map(|entry| match &mut entry.said {
            Said::File(parcel) => Some((entry.intent, entry.step, &mut **parcel)),
            Said::Text(_) => None,
        })
    }

    /// All files in order.
    pub fn parcels(&self) -> impl Iterator<Item = &Parcel> {
        self.0.values().filter_map(Entry::parcel)
    }

    /// How many more files may be brought to the relay now.
    #[must_use]
    pub fn free_ways(&self) -> usize {
        let taken = self
            .parcels()
            .filter(|parcel| matches!(parcel.leg, Leg::Asking | Leg::Sending));
        SENT_AT_ONCE.saturating_sub(taken.count())
    }

    /// When a file is to be tried again. Those that wait for others or for the store are not: what they wait for wakes the page.
    #[must_use]
    pub fn wake_at(&self) -> Option<Timestamp> {
        let waiting = self.0.values().filter(|entry| entry.may_go());
        let due = waiting.filter_map(|entry| entry.parcel()?.due).min();
        due.filter(|_| self.free_ways() > 0)
    }

    /// Adds an entry behind all others; its number.
    pub fn push(&mut self, entry: Entry) -> u64 {
        let order = self.0.last().map_or(1, |last| last.saturating_add(1));
        self.0.insert(order, entry);
        order
    }

    /// Puts an entry back that was kept.
    pub fn restore(&mut self, order: u64, entry: Entry) {
        self.0.insert(order, entry);
    }

    /// The phone has it, or the person does not want it any more.
    pub fn remove(&mut self, intent: IntentId) -> Option<Entry> {
        let order = self
            .0
            .iter()
            .find(|(_, entry)| entry.intent == intent)
            .map(|(order, _)| *order)?;
        self.0.remove(&order)
    }

    /// The session is gone: what was asked has to be asked again.
    pub fn ask_again(&mut self) {
        for entry in self.0.values_mut() {
            if entry.step == Step::Asked {
                entry.step = Step::Kept;
            }
            if let Said::File(parcel) = &mut entry.said
                && parcel.leg == Leg::Asking
            {
                parcel.leg = Leg::Waiting;
            }
        }
    }

    /// Entries that may be asked now; they count as asked from here on. Stops before one that is still being stored, so
    /// that the order stays.
    pub fn take_ready(&mut self) -> Vec<Entry> {
        let mut ready = Vec::new();
        for entry in self.0.values_mut() {
            if entry.parcel().is_some_and(|parcel| parcel.leg != Leg::There) {
                continue;
            }
            match entry.step {
                Step::Storing => break,
                Step::Kept | Step::Unkept => {
                    entry.step = Step::Asked;
                    ready.push(entry.clone());
                }
                Step::Asked | Step::Failed(_) => {}
            }
        }
        ready
    }
}
