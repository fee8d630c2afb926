//! What this browser keeps: read at the beginning, changed by tickets, deleted at the end.

use pillion_protocol::{
    content::id::{ChatId, IntentId},
    link::{page::PageLink, record::from_bytes},
};
use pillion_wire::{client_frame::Role, time::Timestamp};

use super::{
    codes::Codes,
    io::{Loaded, Output, Ticket},
    machine::Client,
    record::{self, EntryRecord, Key, Write},
};
use crate::{
    model::{
        outbox,
        page::Page,
        parcel::Haul,
        phase::{Linking, Phase, Step, Why},
    },
    update::effect::Change,
};

/// What a `Store` was for.
#[derive(Debug)]
pub(super) enum Kept {
    /// The record of the link's end.
    Link,
    /// A link that was just granted.
    NewLink,
    /// Outbox entries and drafts.
    Typed {
        entries: Vec<IntentId>,
        drafts: Vec<ChatId>,
    },
}

impl Client {
    pub(super) fn loaded(&mut self, now: Timestamp, loaded: Loaded) {
        if self.page.phase != Phase::Starting {
            return;
        }
        let mut link = None;
        for (key, bytes) in &loaded.records {
            match key {
                Key::Link => link = from_bytes::<PageLink>(bytes).ok(),
                Key::Entry(intent) => {
                    if let Some((order, entry)) = EntryRecord::read(*intent, bytes) {
                        if let Some(seen) = entry.parcel().and_then(|parcel| parcel.look.as_ref()) {
                            self.page.pictures.here(&seen.picture);
                        }
                        self.page.outbox.restore(order, entry);
                    }
                }
                Key::Draft(chat) => {
                    self.page.drafts.restore(*chat, record::draft(bytes));
                }
            }
        }
        let files = self.page.outbox.parcels().map(|parcel| parcel.file).collect();
        self.out.push_back(Output::Haul(Haul::Tidy(files)));
        match link {
            Some(link) => self.linked(now, link),
            // Remains of a wipe that was cut short, or what cannot be opened any more: nobody can use it.
            None if loaded.unreadable || !loaded.records.is_empty() => {
                self.forget(
                    now,
                    if loaded.unreadable {
                        Why::Unreadable
                    } else {
                        Why::Unlinked
                    },
                );
            }
            None => {
                self.page.phase = Phase::Linking(Linking::default());
                self.line.become_role(now, Role::Page, &mut self.out);
            }
        }
    }

    pub(super) fn forget(&mut self, now: Timestamp, why: Why) {
        let relay = self.page.lights.relay;
        self.end = None;
        self.codes = Codes::default();
        self.opening_since = None;
        self.asked.clear();
        self.tickets.clear();
        let linking = Linking {
            why: Some(why),
            step: Step::Opening,
        };
        self.page = Page {
            phase: Phase::Linking(linking),
            watch: self.page.watch,
            lang: self.page.lang,
            newer: self.page.newer,
            ..Page::default()
        };
        self.page.lights.relay = relay;
        self.out.push_back(Output::Wipe);
        self.line.become_role(now, Role::Page, &mut self.out);
    }

    pub(super) fn store(&mut self, kept: Kept, writes: Vec<Write>) {
        self.last_ticket = self.last_ticket.wrapping_add(1);
        self.tickets.insert(self.last_ticket, kept);
        self.out.push_back(Output::Store(self.last_ticket, writes));
    }

    pub(super) fn stored(&mut self, now: Timestamp, ticket: Ticket) {
        match self.tickets.remove(&ticket) {
            Some(Kept::Link) => {
                if let Some(end) = &mut self.end {
                    end.saved(now);
                }
            }
            Some(Kept::NewLink) => self.codes(|codes, _, _, todo| codes.kept(now, todo), now),
            Some(typed @ Kept::Typed { .. }) => self.typed(typed, outbox::Step::Kept),
            None => {}
        }
    }

    pub(super) fn not_stored(&mut self, now: Timestamp, ticket: Ticket) {
        match self.tickets.remove(&ticket) {
            Some(Kept::Link) => {
                if let Some(end) = &mut self.end {
                    end.save_failed(now);
                }
            }
            Some(Kept::NewLink) => self.codes(|codes, _, _, todo| codes.not_kept(todo), now),
            Some(typed @ Kept::Typed { .. }) => self.typed(typed, outbox::Step::Unkept),
            None => {}
        }
    }

    pub(super) fn typed(&mut self, kept: Kept, step: outbox::Step) {
        let Kept::Typed { entries, drafts } = kept else { return };
        for intent in entries {
            if let Some(entry) = self
                .page
                .outbox
                .find_mut(intent)
                .filter(|e| e.step == outbox::Step::Storing)
            {
                entry.step = step;
            }
        }
        for chat in drafts {
            self.page.drafts.saved(chat);
        }
    }
}

pub(super) fn kept_by(changes: &[Change]) -> Kept {
    let entries = changes.iter().filter_map(|change| match change {
        Change::Entry(_, entry) => Some(entry.intent),
        _ => None,
    });
    let drafts = changes.iter().filter_map(|change| match change {
        Change::Draft(chat, _) => Some(*chat),
        _ => None,
    });
    Kept::Typed {
        entries: entries.collect(),
        drafts: drafts.collect(),
    }
}
