//! The machine.
//!
//! Contract: give one [`Input`] to [`Phone::handle`], take [`Output`]s from [`Phone::poll`] until there is none, and give
//! [`Input::Wake`] at [`Phone::wake_at`]. The first thing to give is a `Wake`.

use core::fmt;
use std::collections::{BTreeMap, VecDeque};

use pillion_protocol::content::{
    account::Connection,
    id::{IntentId, Version},
};
use pillion_wire::time::Timestamp;

use super::{
    again::Offers,
    alter::Alters,
    create::Creating,
    event::{Input, Output},
    fault::Fault,
    file::Files,
    gather::Gathers,
    inbox::Inbox,
    keys::Keys,
    links::Ends,
    live::Live,
    outbox::Lanes,
    pairing::Pairings,
    presence::Presences,
    receipt::Receipts,
    relay::{Claim, Relay},
    rng::SharedRng,
    screens::{Screens, Seat},
    start::Starts,
    transfer::Transfers,
    vacate::Vacated,
    work::{After, Work},
};
use crate::store::{
    account, change,
    database::Database,
    error::StoreError,
    intent, link, received,
    setting::{self, CLAIMED, HIDES_PRESENCE, LAST_SEEN},
    timer,
};

/// How often the phone tidies up, in milliseconds: one hour.
const TIDY_MS: u64 = 60 * 60 * 1_000;

/// How long answered intents and taken blobs are remembered, in milliseconds: 90 days, three times the life of an idle
/// link, and longer than any relay holds mail.
const REMEMBER_MS: u64 = 90 * 24 * 60 * 60 * 1_000;

/// How a phone behaves.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// Answers every incoming text with `Echo: …`.
    pub echo: bool,
}

/// One phone.
pub struct Phone {
    pub(super) database: Database,
    pub(super) keys: Keys,
    pub(super) rng: SharedRng,
    pub(super) options: Options,
    pub(super) outputs: VecDeque<Output>,
    pub(super) relay: Relay,
    pub(super) inbox: Inbox,
    pub(super) lanes: Lanes,
    pub(super) starts: Starts,
    pub(super) alters: Alters,
    pub(super) gathers: Gathers,
    pub(super) creates: BTreeMap<IntentId, Creating>,
    pub(super) receipts: Receipts,
    pub(super) screens: Screens,
    pub(super) ends: Ends,
    pub(super) pairings: Pairings,
    pub(super) live: Live,
    pub(super) files: Files,
    pub(super) transfers: Transfers,
    pub(super) offers: Offers,
    pub(super) vacated: Vacated,
    /// The version that screens were told last.
    pub(super) told: Version,
    /// The connection light that screens were told last.
    pub(super) light: Option<Connection>,
    /// The time of the input at hand.
    pub(super) now: Timestamp,
    /// When what was said in deleted chats is taken out; after a start there may be some left.
    pub(super) sweep_at: Option<Timestamp>,
    /// When contacts are told the account's new name; after a start there may be some left.
    pub(super) names_at: Option<Timestamp>,
    /// When the next message goes away by itself; after a start there may be some due.
    pub(super) over_at: Option<Timestamp>,
    tidy_at: Timestamp,
}

impl Phone {
    /// The phone of a database that holds an account.
    ///
    /// # Errors
    /// [`StoreError`]; a database without an account is damaged.
    pub fn new(database: Database, options: Options, rng: SharedRng, now: Timestamp) -> Result<Self, StoreError> {
        let tx = database.read();
        let row = account::find(&tx)?.ok_or_else(|| StoreError::Damaged("it holds no account".to_owned()))?;
        let lanes = Lanes::of(&tx)?;
        let claim = match setting::value(&tx, CLAIMED)? {
            Some(_) => Claim::Done,
            None => Claim::Open,
        };
        let mut keys = Keys::of(&row);
        keys.shares_presence = setting::value(&tx, HIDES_PRESENCE)?.is_none_or(|hides| hides == 0);
        keys.fetches = setting::limits(&tx)?;
        let mut live = Live::default();
        live.presences = Presences::since(setting::value(&tx, LAST_SEEN)?.map(Timestamp));
        let mut phone = Self {
            keys,
            relay: Relay::new(now, claim),
            ends: Ends::of(link::all(&tx)?, &rng),
            database,
            rng,
            options,
            outputs: VecDeque::new(),
            inbox: Inbox::default(),
            lanes,
            starts: Starts::default(),
            alters: Alters::default(),
            gathers: Gathers::default(),
            creates: BTreeMap::new(),
            receipts: Receipts::default(),
            screens: Screens::default(),
            pairings: Pairings::default(),
            live,
            files: Files::default(),
            transfers: Transfers::default(),
            offers: Offers::default(),
            vacated: Vacated::default(),
            told: Version(0),
            light: None,
            now,
            sweep_at: Some(now),
            names_at: Some(now),
            over_at: Some(now),
            tidy_at: now,
        };
        // Links that had a session when the phone stopped have none now, and screens of before must learn it.
        phone.database.write(|tx| {
            for row in link::all(tx)? {
                change::touch(tx, change::Object::Link(row.record.link))?;
            }
            Ok::<_, StoreError>(())
        })?;
        phone.told = change::current(&phone.database.read())?;
        phone.receipts.want(now);
        Ok(phone)
    }

    /// Takes one input.
    pub fn handle(&mut self, now: Timestamp, input: Input<'_>) {
        self.now = now;
        match input {
            Input::RelayOpened => self.relay_opened(),
            Input::RelayClosed => self.relay_closed(now),
            Input::Frame(bytes) => self.frame(now, bytes),
            Input::ScreenOpened(screen) => self.screens.open(Seat::Own(screen)),
            Input::Ask(screen, request) => self.ask(now, Seat::Own(screen), request),
            Input::ScreenClosed(screen) => self.screen_closed(screen),
            Input::Hauled(hauled) => self.hauled(now, hauled),
            Input::Wake => {}
        }
        self.tidy(now);
        self.sweep(now);
        self.tell_name(now);
        self.let_go_what_is_over(now);
        self.open_relay(now);
        self.wake_inbox(now);
        self.tell_receipts(now);
        self.wake_links(now);
        self.expire_pairings(now);
        // Browsers' requests first: they may leave mail to send.
        self.drive_links(now);
        self.tend_live(now);
        self.catch_up(now);
        self.give_up_overdue(now);
        self.alter_groups(now);
        self.gather(now);
        self.start_chats(now);
        self.move_files(now);
        self.send_mail(now);
        self.tell_screens(now);
    }

    /// The next thing to do, until there is none.
    pub fn poll(&mut self) -> Option<Output> {
        self.outputs.pop_front()
    }

    /// When to give the next [`Input::Wake`].
    #[must_use]
    pub fn wake_at(&self) -> Timestamp {
        let times = [
            self.relay.wake_at(),
            self.receipts.wake_at(),
            self.inbox.wake_at(),
            self.lanes.wake_at().filter(|_| self.relay.is_ready()),
            self.starts.wake_at().filter(|_| self.relay.is_ready()),
            self.gathers.wake_at().filter(|_| self.relay.is_ready()),
            self.ends.wake_at(),
            self.pairings.wake_at(),
            self.sweep_at,
            self.transfers.wake_at().filter(|_| self.relay.is_ready()),
            self.alters.overdue.values().min().copied(),
            self.names_at,
            self.over_at,
            self.live.wake_at(self.relay.is_ready()),
        ];
        times
            .into_iter()
            .flatten()
            .min()
            .unwrap_or(self.tidy_at)
            .min(self.tidy_at)
    }

    /// Gives the database back: all that a phone is. What else was in memory is lost, as in a crash.
    #[must_use]
    pub fn into_database(self) -> Database {
        self.database
    }

    /// The database, for what tests do to disks.
    #[must_use]
    pub fn database(&self) -> &Database {
        &self.database
    }

    /// Runs one transaction, and notes what it leaves to do.
    pub(super) fn transact<T>(
        &mut self,
        now: Timestamp,
        work: impl FnOnce(&Work<'_>) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        let (keys, rng) = (&self.keys, &self.rng);
        let (outcome, after) = self.database.write(|tx| {
            let at_work = Work {
                tx,
                keys,
                rng,
                now,
                after: After::default(),
            };
            work(&at_work).map(|outcome| (outcome, at_work.after))
        })?;
        for lane in after.posted.take() {
            self.lanes.want(lane);
        }
        for chat in after.altered.take() {
            self.alters.wake(chat);
        }
        let behind = after.behind.take();
        self.wait_for_others(now, behind.keys().copied());
        self.alters.behind.extend(behind);
        self.alters.lost.extend(after.lost.take());
        for (number, problem) in after.settled.take() {
            self.settled(number, problem);
        }
        for chat in after.to_start.take() {
            self.starts.want(chat);
        }
        if after.receipts.get() {
            self.receipts.want(now);
        }
        if after.expiry.get() {
            self.over_at = timer::next(&self.database.read())?;
        }
        for (chat, account) in after.came.take() {
            self.live.typists.over(chat, account, &mut self.live.passing);
        }
        if after.names.get() {
            self.names_at = Some(now);
        }
        for file in after.given_up.take() {
            self.vacate(file);
        }
        if after.files.get() {
            self.transfers.look();
        }
        if after.sweep.get() {
            self.sweep_at = Some(now);
        }
        if after.package_used.get() {
            self.package_used(now);
        }
        Ok(outcome)
    }

    /// Something that nobody waits for did not happen.
    pub(super) fn fault(&mut self, fault: &Fault) {
        match fault {
            Fault::Store(error) => self.storage_failed(error),
            other => tracing::warn!(reason = %other, "a step was not taken"),
        }
    }

    /// The database refused. The relay keeps what was not acknowledged: it comes again on the next connection.
    pub(super) fn storage_failed(&mut self, error: &StoreError) {
        tracing::error!(%error, "the database refused");
        self.hang_up();
    }

    fn tidy(&mut self, now: Timestamp) {
        if self.tidy_at > now {
            return;
        }
        self.tidy_at = now.after_ms(TIDY_MS);
        let before = Timestamp(now.0.saturating_sub(REMEMBER_MS));
        let tidied = self.transact(now, |work| {
            intent::forget_before(work.tx, before)?;
            work.forget_kept()?;
            work.forget_asked()?;
            Ok(received::forget_before(work.tx, before)?)
        });
        if let Err(fault) = tidied {
            tracing::warn!(reason = %fault, "could not tidy up");
        }
        self.end_idle_links(now);
    }
}

impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Phone")
            .field("account", &self.keys.account())
            .field("relay", &self.relay)
            .finish_non_exhaustive()
    }
}
