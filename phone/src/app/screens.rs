//! Who looks at the phone now: its own screens, and browsers with an open session. All are told every change.

use std::collections::{BTreeMap, BTreeSet};

use pillion_protocol::{
    content::{
        id::Version,
        problem::Problem,
        reply::{Answer, Reply},
        request::RequestId,
        update::{Change, Update},
    },
    endpoint::envelope::Envelope,
};
use pillion_wire::{id::LinkId, time::Timestamp};

use super::{event::Output, phone::Phone, sync::Progress, view};
use crate::{
    desk::ScreenId,
    store::{change, error::StoreError, state},
};

/// One place from which the phone is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Seat {
    /// A screen of the phone itself.
    Own(ScreenId),
    /// One session of a linked browser; the number tells it from the sessions before.
    Browser(LinkId, u64),
}

/// Who is there.
#[derive(Debug, Default)]
pub(super) struct Screens {
    seats: BTreeSet<Seat>,
    /// `Sync`s that are being read in parts.
    pub(super) syncs: BTreeMap<Seat, Progress>,
}

/// Objects in one update; more are fetched with `Sync`.
const UPDATE_OBJECTS: u32 = 256;

/// Bytes of one update: what one message of a link holds, less its own fields.
const UPDATE_BYTES: usize = 60 * 1024;

impl Screens {
    pub(super) fn open(&mut self, seat: Seat) {
        self.seats.insert(seat);
    }

    /// The screens of the phone itself.
    pub(super) fn own(&self) -> Vec<ScreenId> {
        let own = |seat: &Seat| match seat {
            Seat::Own(screen) => Some(*screen),
            Seat::Browser(..) => None,
        };
        self.seats.iter().filter_map(own).collect()
    }

    pub(super) fn is_open(&self, seat: Seat) -> bool {
        self.seats.contains(&seat)
    }

    pub(super) fn close(&mut self, seat: Seat) {
        self.seats.remove(&seat);
        self.syncs.remove(&seat);
    }
}

impl Phone {
    pub(super) fn screen_closed(&mut self, screen: ScreenId) {
        self.screens.close(Seat::Own(screen));
        self.pairings_abandoned(Seat::Own(screen));
    }

    /// Answers a request.
    pub(super) fn reply(&mut self, seat: Seat, id: RequestId, answer: Answer) {
        let reply = Reply { id, answer };
        match seat {
            Seat::Own(screen) => self.outputs.push_back(Output::Reply(screen, reply)),
            Seat::Browser(link, session) => self.say(link, session, reply.into()),
        }
    }

    pub(super) fn reply_problem(&mut self, seat: Seat, id: RequestId, problem: Problem) {
        self.reply(seat, id, Answer::Problem(problem));
    }

    /// Tells all screens what has changed since they were told last.
    pub(super) fn tell_screens(&mut self, now: Timestamp) {
        match self.news() {
            Ok(Some(update)) => self.tell(now, &update),
            Ok(None) => {}
            Err(error) => tracing::error!(%error, "the database could not be read"),
        }
        if !self.live.passing.is_empty() {
            // Apart, so that both fit one message.
            let changes = core::mem::take(&mut self.live.passing);
            let (from, to) = (self.told, self.told);
            self.tell(now, &Update { from, to, changes });
        }
    }

    fn tell(&mut self, now: Timestamp, update: &Update) {
        self.told = update.to;
        for seat in self.screens.seats.clone() {
            match seat {
                Seat::Own(screen) => self.outputs.push_back(Output::Update(screen, update.clone())),
                Seat::Browser(link, session) => self.say(link, session, Envelope::Update(update.clone())),
            }
        }
        self.drive_links(now);
    }

    /// The light as it is now.
    pub(super) fn light_now(&self) -> Result<pillion_protocol::content::account::Connection, StoreError> {
        Ok(self.relay.view(state::waiting(&self.database.read())?))
    }

    fn news(&mut self) -> Result<Option<Update>, StoreError> {
        let tx = self.database.read();
        let to = change::current(&tx)?;
        let from = self.told;
        let mut changes = if to > from {
            self.changes(from, to)?
        } else {
            Some(Vec::new())
        };
        let light = self.light_now()?;
        if self.light.as_ref() != Some(&light) {
            if let Some(changes) = &mut changes {
                changes.push(Change::Connection(light.clone()));
            }
            self.light = Some(light);
        } else if to == from {
            return Ok(None);
        }
        let changes = changes.unwrap_or_default();
        Ok(Some(Update { from, to, changes }))
    }

    /// All changes between two versions; `None` if they are too many for one message.
    fn changes(&self, from: Version, to: Version) -> Result<Option<Vec<Change>>, StoreError> {
        let tx = self.database.read();
        let objects = change::between(&tx, from, to, UPDATE_OBJECTS.saturating_add(1))?;
        if u32::try_from(objects.len()).is_ok_and(|count| count > UPDATE_OBJECTS) {
            return Ok(None);
        }
        let mut bytes = 0_usize;
        let mut changes = Vec::new();
        for (_, object) in objects {
            if let Some(change) = view::of(&tx, &self.keys, &self.ends, object)? {
                bytes = bytes.saturating_add(view::bytes_of(&change));
                if bytes > UPDATE_BYTES {
                    return Ok(None);
                }
                changes.push(change);
            }
        }
        Ok(Some(changes))
    }
}
