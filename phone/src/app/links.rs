//! Sessions of linked browsers: one [`PhoneEnd`] per link, driven here.
//!
//! What an end wants stored is committed before it is told so. A browser with an open session is a screen like any other.

use std::collections::BTreeMap;

use pillion_protocol::{
    endpoint::{
        envelope::Envelope,
        phone::{Output, PhoneEnd},
    },
    farewell,
    link::phone::PhoneLink,
};
use pillion_wire::{client_frame::ClientFrame, id::LinkId, time::Timestamp};

use super::{phone::Phone, rng::SharedRng, screens::Seat};
use crate::store::{
    change::Object,
    link::{self, Row, Stage},
};

/// How long a link may lie idle, in milliseconds: 30 days.
const IDLE_MS: u64 = 30 * 24 * 60 * 60 * 1_000;

/// How long a link may stay unconfirmed by its browser, in milliseconds: one hour, enough for a page that was cut off to
/// come back.
const PENDING_MS: u64 = 60 * 60 * 1_000;

/// Our ends of all links.
#[derive(Debug, Default)]
pub(super) struct Ends {
    ends: BTreeMap<LinkId, End>,
    sessions: u64,
}

#[derive(Debug)]
struct End {
    end: PhoneEnd,
    /// The open session.
    session: Option<u64>,
}

impl Ends {
    pub(super) fn of(rows: Vec<Row>, rng: &SharedRng) -> Self {
        let mut ends = Self::default();
        for row in rows.into_iter().filter(|row| row.stage != Stage::Ended) {
            ends.add(row.record, rng);
        }
        ends
    }

    pub(super) fn add(&mut self, record: PhoneLink, rng: &SharedRng) {
        let link = record.link;
        let end = PhoneEnd::new(record, Box::new(rng.clone()));
        self.ends.insert(link, End { end, session: None });
    }

    pub(super) fn is_online(&self, link: LinkId) -> bool {
        self.ends.get(&link).is_some_and(|end| end.session.is_some())
    }

    pub(super) fn wake_at(&self) -> Option<Timestamp> {
        self.ends.values().filter_map(|end| end.end.wake_at()).min()
    }

    fn all(&self) -> Vec<LinkId> {
        self.ends.keys().copied().collect()
    }

    fn end(&mut self, link: LinkId) -> Option<&mut PhoneEnd> {
        self.ends.get_mut(&link).map(|end| &mut end.end)
    }
}

impl Phone {
    pub(super) fn peer_here(&mut self, now: Timestamp, link: LinkId) {
        match self.ends.end(link) {
            Some(end) => end.peer_here(now),
            None => self.shut_out_unknown(link),
        }
    }

    /// A browser is there by a link that is not in this database: the phone was restored from a backup that is older than the link.
    /// Its farewell is not known, so the browser wipes nothing and offers to be linked anew (rule `R-BACKUP-6`).
    fn shut_out_unknown(&mut self, link: LinkId) {
        match link::all(&self.database.read()) {
            Ok(rows) if rows.iter().all(|row| row.record.link != link) => {
                tracing::info!(%link, "a browser with a link that this phone does not know is shut out");
                let farewell = farewell::fresh(&mut self.rng);
                self.revoke_link_at_relay(link, farewell);
            }
            Ok(_) => {}
            Err(error) => self.storage_failed(&error),
        }
    }

    pub(super) fn peer_away(&mut self, now: Timestamp, link: LinkId, last_seen: Option<Timestamp>) {
        if let Some(end) = self.ends.end(link) {
            end.peer_away(now, last_seen);
        }
    }

    pub(super) fn forwarded(&mut self, now: Timestamp, link: LinkId, payload: &[u8]) {
        if let Some(end) = self.ends.end(link) {
            end.receive(now, payload);
        }
    }

    pub(super) fn links_cut(&mut self, now: Timestamp) {
        for end in self.ends.ends.values_mut() {
            end.end.cut(now);
        }
    }

    pub(super) fn wake_links(&mut self, now: Timestamp) {
        for end in self.ends.ends.values_mut() {
            if end.end.wake_at().is_some_and(|at| at <= now) {
                end.end.wake(now);
            }
        }
    }

    /// Does what the ends want done, until they want nothing.
    pub(super) fn drive_links(&mut self, now: Timestamp) {
        for link in self.ends.all() {
            self.drive_link(now, link);
        }
    }

    pub(super) fn drive_link(&mut self, now: Timestamp, link: LinkId) {
        while let Some(output) = self.ends.end(link).and_then(PhoneEnd::poll) {
            match output {
                Output::Transmit(payload) => self.transmit(&ClientFrame::Forward { link, payload }),
                Output::Save(record) => self.save_link(now, link, &record),
                Output::Opened => self.session_opened(now, link),
                Output::Closed(reason) => {
                    tracing::debug!(%link, %reason, "a browser's session ended");
                    self.session_closed(now, link);
                }
                Output::Incoming(Envelope::Request(request)) => {
                    if let Some(session) = self.ends.ends.get(&link).and_then(|end| end.session) {
                        self.ask(now, Seat::Browser(link, session), request);
                    }
                }
                Output::Incoming(_) => {}
            }
        }
    }

    /// Says something in a session, if it is still that session.
    pub(super) fn say(&mut self, link: LinkId, session: u64, envelope: Envelope) {
        let now = self.now;
        let Some(end) = self.ends.ends.get_mut(&link).filter(|end| end.session == Some(session)) else {
            return;
        };
        if let Err(error) = end.end.send(now, envelope) {
            tracing::warn!(%link, %error, "a message to a browser was not sent");
        }
    }

    fn save_link(&mut self, now: Timestamp, link: LinkId, record: &PhoneLink) {
        let saved = self.transact(now, |work| Ok(link::save(work.tx, record)?));
        let Some(end) = self.ends.end(link) else { return };
        match saved {
            Ok(()) => end.saved(now),
            Err(fault) => {
                end.save_failed(now);
                self.fault(&fault);
            }
        }
    }

    fn session_opened(&mut self, now: Timestamp, link: LinkId) {
        self.ends.sessions = self.ends.sessions.saturating_add(1);
        let session = self.ends.sessions;
        if let Some(end) = self.ends.ends.get_mut(&link) {
            end.session = Some(session);
        }
        self.screens.open(Seat::Browser(link, session));
        let noted = self.transact(now, |work| {
            link::set_stage(work.tx, link, Stage::Active)?;
            link::used(work.tx, link, now)?;
            Ok(work.touch(Object::Link(link))?)
        });
        if let Err(fault) = noted {
            self.fault(&fault);
        }
        self.page_is_back(link);
    }

    fn session_closed(&mut self, now: Timestamp, link: LinkId) {
        let session = self.ends.ends.get_mut(&link).and_then(|end| end.session.take());
        if let Some(session) = session {
            self.screens.close(Seat::Browser(link, session));
        }
        let noted = self.transact(now, |work| {
            link::used(work.tx, link, now)?;
            Ok(work.touch(Object::Link(link))?)
        });
        if let Err(fault) = noted {
            self.fault(&fault);
        }
    }

    /// Says goodbye in the link's session, if there is one, and forgets our end.
    pub(super) fn drop_end(&mut self, now: Timestamp, record: &PhoneLink) {
        let link = record.link;
        let farewell = record.farewell.clone();
        if let Some(session) = self.ends.ends.get(&link).and_then(|end| end.session) {
            // What was said before must leave before.
            self.drive_link(now, link);
            self.say(link, session, Envelope::Unlink { farewell });
            self.drive_link(now, link);
            self.screens.close(Seat::Browser(link, session));
        }
        self.ends.ends.remove(&link);
    }

    /// Ends the links that nobody has used for long.
    pub(super) fn end_idle_links(&mut self, now: Timestamp) {
        let rows = match link::all(&self.database.read()) {
            Ok(rows) => rows,
            Err(error) => return self.storage_failed(&error),
        };
        for row in rows {
            let idle = match row.stage {
                Stage::Pending => now.since_ms(row.made_at) >= PENDING_MS,
                Stage::Active => now.since_ms(row.used_at) >= IDLE_MS,
                Stage::Ended => false,
            };
            if idle
                && !self.ends.is_online(row.record.link)
                && let Err(fault) = self.end_link(now, &row.record)
            {
                self.fault(&fault);
            }
        }
    }
}
