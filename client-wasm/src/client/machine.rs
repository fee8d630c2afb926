//! The machine: carries what happens to the part that it concerns, and what the parts want to the driver.

use std::collections::VecDeque;

use pillion_protocol::{content::request::RequestId, crypto::random::Random, endpoint::page::PageEnd};
use pillion_wire::{origin::Origin, time::Timestamp};

use super::{
    codes::Codes,
    io::{Input, Output, Settings, Ticket},
    keep::Kept,
    line::Line,
    random::Shared,
};
use crate::{
    model::{
        dialog::Dialog,
        lights::Session,
        page::Page,
        phase::{Phase, Why},
        table::Table,
    },
    update::{effect::Asked, person, settle},
};

/// How long the phone may take to shake hands before its light says that it does not answer, in milliseconds.
const OPENING_MS: u64 = 3_000;

/// How long a log-out waits for the phone, in milliseconds.
const LOG_OUT_MS: u64 = 3_000;

/// The page without its browser. See the module above for the contract.
#[derive(Debug)]
pub struct Client {
    pub(super) settings: Settings,
    pub(super) rng: Shared,
    pub(super) page: Page,
    pub(super) line: Line,
    pub(super) codes: Codes,
    pub(super) end: Option<PageEnd>,
    /// Since when a handshake is tried.
    pub(super) opening_since: Option<Timestamp>,
    pub(super) asked: Table<RequestId, Asked>,
    pub(super) last_request: RequestId,
    pub(super) tickets: Table<Ticket, Kept>,
    pub(super) last_ticket: Ticket,
    pub(super) out: VecDeque<Output>,
}

impl Client {
    /// A page that has just been loaded. It waits for [`Input::Held`].
    #[must_use]
    pub fn new(settings: Settings, rng: Box<dyn Random + Send>) -> Self {
        Self {
            line: Line::new(&settings.relay),
            page: Page {
                lang: settings.choice.lang.unwrap_or(settings.lang),
                choice: settings.choice,
                ..Page::default()
            },
            settings,
            rng: Shared::new(rng),
            codes: Codes::default(),
            end: None,
            opening_since: None,
            asked: Table::default(),
            last_request: 0,
            tickets: Table::default(),
            last_ticket: 0,
            out: VecDeque::new(),
        }
    }

    /// What the person sees.
    #[must_use]
    pub const fn page(&self) -> &Page {
        &self.page
    }

    /// The relay.
    #[must_use]
    pub const fn relay(&self) -> &Origin {
        &self.settings.relay
    }

    /// Something happened.
    pub fn handle(&mut self, now: Timestamp, input: Input) {
        match input {
            Input::Held => self.held(now),
            Input::Taken => self.leave(Phase::Elsewhere),
            Input::Broken(failure) => self.leave(Phase::Broken(failure)),
            Input::Loaded(loaded) => self.loaded(now, loaded),
            Input::Opened(_) => {}
            Input::Received(number, bytes) => {
                let heard = self.line.received(now, number, &bytes, &mut self.rng, &mut self.out);
                self.heard(now, heard);
            }
            Input::Lost(number) => {
                let heard = self.line.lost(now, number, &mut self.rng, &mut self.out);
                self.heard(now, heard);
            }
            Input::Stored(ticket) => self.stored(now, ticket),
            Input::NotStored(ticket) => self.not_stored(now, ticket),
            Input::Nudge => self.line.nudge(now, &mut self.out),
            Input::Wake => self.wake(now),
            Input::Act(act) => {
                let effects = person::act(&mut self.page, now, &mut self.rng, act);
                self.perform(now, effects);
            }
        }
        self.finish(now);
    }

    /// The next thing to do, until there is none.
    pub fn poll(&mut self) -> Option<Output> {
        self.out.pop_front()
    }

    /// When to give [`Input::Wake`].
    #[must_use]
    pub fn wake_at(&self) -> Option<Timestamp> {
        let log_out = match &self.page.dialog {
            Some(Dialog::LogOut { since: Some(since) }) => Some(since.after_ms(LOG_OUT_MS)),
            _ => None,
        };
        let opening = self.opening_since.map(|since| since.after_ms(OPENING_MS));
        let end = self.end.as_ref().and_then(PageEnd::wake_at);
        let page = self.page.wake_at();
        [self.line.wake_at(), self.codes.wake_at(), end, opening, log_out, page]
            .into_iter()
            .flatten()
            .min()
    }

    fn wake(&mut self, now: Timestamp) {
        let heard = self.line.wake(now, &mut self.rng, &mut self.out);
        self.heard(now, heard);
        self.codes(|codes, settings, rng, todo| codes.wake(now, settings, rng, todo), now);
        if let Some(end) = &mut self.end {
            end.wake(now);
        }
        if self
            .opening_since
            .is_some_and(|since| since.after_ms(OPENING_MS) <= now)
        {
            self.opening_since = None;
            self.page.lights.session = Session::Silent;
        }
        if let Some(Dialog::LogOut { since: Some(since) }) = self.page.dialog
            && since.after_ms(LOG_OUT_MS) <= now
        {
            self.forget(now, Why::LoggedOutAlone);
        }
    }

    fn held(&mut self, now: Timestamp) {
        self.leave(Phase::Starting);
        self.line.connect(now, &mut self.out);
        self.out.push_back(Output::Load);
    }

    /// Lets go of everything that belongs to the active tab.
    pub(super) fn leave(&mut self, phase: Phase) {
        self.line.stop(&mut self.out);
        self.codes = Codes::default();
        self.end = None;
        self.opening_since = None;
        self.asked.clear();
        self.tickets.clear();
        self.page = Page {
            phase,
            watch: self.page.watch,
            lang: self.page.lang,
            choice: self.page.choice,
            newer: self.page.newer,
            ..Page::default()
        };
    }

    /// Drains the link's end and settles the page, until neither wants anything more.
    fn finish(&mut self, now: Timestamp) {
        loop {
            while let Some(output) = self.end.as_mut().and_then(PageEnd::poll) {
                self.end_wants(now, output);
            }
            let effects = settle::settle(&mut self.page, now);
            if effects.is_empty() {
                return;
            }
            self.perform(now, effects);
        }
    }
}
