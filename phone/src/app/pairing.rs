//! Linking a browser whose code was scanned.
//!
//! | step | what happens | what is stored |
//! |---|---|---|
//! | joining | the relay is asked for the code's meeting point | |
//! | scanned | our hello is there; the page has not answered | |
//! | introduced | both show the check; the person decides | |
//! | allowing | the relay is told of the new link | link, pending |
//! | granted | the page has the key; it has not said that it keeps it | |
//! | | the page keeps it | link, active |
//!
//! A page that never says so loses the link again. One that was cut off after it had stored the key may come back: a session
//! makes the link active as well.
//!
//! Source: docs/protocol.md, rules `R-PAIR-*`.

use std::collections::BTreeMap;

use pillion_protocol::{
    code::{CodeError, LinkCode},
    content::{
        pairing::{Pairing as View, Sign},
        problem::Problem,
        reply::Answer,
        request::RequestId,
    },
    link::phone::PhoneLink,
    pairing::{
        about::{Line, PhoneAbout},
        grant::Owner,
        phone::{Granting, Introduced, Scan},
        problem::PairingError,
    },
};
use pillion_wire::{
    client_frame::ClientFrame,
    id::{LinkId, RendezvousId},
    limit::LINKS,
    refusal::Code,
    time::Timestamp,
};

use super::{fault::Fault, phone::Phone, relay::Pending, screens::Seat};
use crate::store::{
    change::Object,
    link::{self, Row, Stage},
};

/// How long the page may take to answer a scan or a grant, in milliseconds.
const PAGE_MS: u64 = 15_000;

/// How long a person may think, in milliseconds: five minutes, longer than the relay keeps the meeting point.
const PERSON_MS: u64 = 300_000;

/// Pairings in progress.
#[derive(Debug, Default)]
pub(super) struct Pairings {
    going: BTreeMap<u32, Pairing>,
    last: u32,
}

#[derive(Debug)]
struct Pairing {
    rendezvous: RendezvousId,
    step: Step,
    until: Timestamp,
    /// The screen that scanned.
    seat: Seat,
    /// The request that waits for an answer.
    waits: Option<(Seat, RequestId)>,
}

#[derive(Debug)]
enum Step {
    Joining { scan: Scan, hello: Vec<u8> },
    Scanned { scan: Scan },
    Introduced { introduced: Introduced },
    Allowing { granting: Granting, grant: Vec<u8>, link: LinkId },
    Granted { granting: Granting, link: LinkId },
}

impl Step {
    const fn link(&self) -> Option<LinkId> {
        match self {
            Self::Allowing { link, .. } | Self::Granted { link, .. } => Some(*link),
            _ => None,
        }
    }
}

impl Pairings {
    pub(super) fn wake_at(&self) -> Option<Timestamp> {
        self.going.values().map(|pairing| pairing.until).min()
    }

    fn at(&self, rendezvous: RendezvousId) -> Option<u32> {
        let mut all = self.going.iter();
        all.find(|(_, pairing)| pairing.rendezvous == rendezvous).map(|(id, _)| *id)
    }

    fn of_link(&self, link: LinkId) -> Option<u32> {
        let mut all = self.going.iter();
        all.find(|(_, pairing)| pairing.step.link() == Some(link)).map(|(id, _)| *id)
    }
}

impl Phone {
    /// Begins to answer `Scan`.
    pub(super) fn scan(&mut self, now: Timestamp, seat: Seat, request: RequestId, code: &str) {
        match self.try_scan(now, seat, request, code) {
            Ok(()) => {}
            Err(fault) => self.reply_problem(seat, request, fault.problem()),
        }
    }

    fn try_scan(&mut self, now: Timestamp, seat: Seat, request: RequestId, code: &str) -> Result<(), Fault> {
        let code = LinkCode::parse(code).map_err(|error| problem_of(&error))?;
        code.check_origin(&self.keys.relay).map_err(|error| problem_of(&error))?;
        if !self.relay.is_ready() {
            return Err(Problem::Offline.into());
        }
        let links = link::all(&self.database.read())?;
        if links.iter().filter(|row| row.stage != Stage::Ended).count() >= LINKS {
            return Err(Problem::TooManyLinks.into());
        }
        let rendezvous = code.rendezvous;
        if let Some(older) = self.pairings.at(rendezvous) {
            self.give_up(older, Problem::CodeExpired);
        }
        let about = PhoneAbout::new(&self.keys.name, env!("CARGO_PKG_VERSION"));
        let (scan, hello) =
            Scan::start(code, &self.keys.relay, &about, &mut self.rng).map_err(|error| match error {
                PairingError::Code(error) => problem_of(&error),
                PairingError::CannotOpen | PairingError::Expired => Problem::PairingFailed,
            })?;
        self.pairings.last = self.pairings.last.wrapping_add(1);
        let pairing = self.pairings.last;
        self.pairings.going.insert(
            pairing,
            Pairing {
                rendezvous,
                step: Step::Joining { scan, hello },
                until: now.after_ms(PAGE_MS),
                seat,
                waits: Some((seat, request)),
            },
        );
        let request = self.relay.ask(Pending::Join { pairing });
        self.transmit(&ClientFrame::JoinRendezvous { request, rendezvous });
        Ok(())
    }

    /// The relay has let us to the meeting point.
    pub(super) fn joined_rendezvous(&mut self, id: u32) {
        let Some(mut pairing) = self.pairings.going.remove(&id) else { return };
        if let Step::Joining { scan, hello } = pairing.step {
            self.meet(pairing.rendezvous, hello);
            pairing.step = Step::Scanned { scan };
        }
        self.pairings.going.insert(id, pairing);
    }

    /// The relay knows no such meeting point.
    pub(super) fn not_joined(&mut self, id: u32, code: Code) {
        let problem = match code {
            Code::RendezvousUnknown => Problem::CodeExpired,
            other => Problem::Relay(other),
        };
        self.give_up(id, problem);
    }

    /// The page says something at a meeting point.
    pub(super) fn met(&mut self, now: Timestamp, rendezvous: RendezvousId, payload: &[u8]) {
        let Some(id) = self.pairings.at(rendezvous) else { return };
        let Some(mut pairing) = self.pairings.going.remove(&id) else { return };
        match pairing.step {
            Step::Scanned { scan } => match scan.receive(payload) {
                Ok(introduced) => {
                    if let Some((seat, request)) = pairing.waits.take() {
                        self.reply(seat, request, Answer::Pairing(view(id, &introduced, now)));
                    }
                    pairing.step = Step::Introduced { introduced };
                    pairing.until = now.after_ms(PERSON_MS);
                    self.pairings.going.insert(id, pairing);
                }
                Err(_) => self.failed(pairing.waits, rendezvous, Problem::PairingFailed),
            },
            Step::Granted { granting, link } => match granting.receive(payload) {
                Ok(active) => self.kept(now, pairing.waits, rendezvous, link, active),
                Err(_) => {
                    self.failed(pairing.waits, rendezvous, Problem::PairingFailed);
                    self.end_unkept(now, link);
                }
            },
            step => {
                pairing.step = step;
                self.pairings.going.insert(id, pairing);
            }
        }
    }

    /// Begins to answer `Confirm`.
    pub(super) fn confirm(&mut self, now: Timestamp, seat: Seat, request: RequestId, id: u32, yes: bool) {
        let Some(pairing) = self.pairings.going.remove(&id) else {
            return self.reply_problem(seat, request, Problem::CodeExpired);
        };
        let rendezvous = pairing.rendezvous;
        let introduced = match pairing.step {
            Step::Introduced { introduced } => introduced,
            step => {
                self.pairings.going.insert(id, Pairing { step, ..pairing });
                return self.reply_problem(seat, request, Problem::CodeExpired);
            }
        };
        if !yes {
            if let Ok(declined) = introduced.decline() {
                self.meet(rendezvous, declined);
            }
            self.leave(rendezvous);
            return self.reply(seat, request, Answer::Done);
        }
        match self.grant(now, introduced) {
            Ok((granting, grant, link)) => {
                let pairing = Pairing {
                    step: Step::Allowing { granting, grant, link },
                    until: now.after_ms(PAGE_MS),
                    waits: Some((seat, request)),
                    ..pairing
                };
                self.pairings.going.insert(id, pairing);
            }
            Err(fault) => self.failed(Some((seat, request)), rendezvous, fault.problem()),
        }
    }

    /// Stores the link as pending and tells the relay of it.
    fn grant(&mut self, now: Timestamp, introduced: Introduced) -> Result<(Granting, Vec<u8>, LinkId), Fault> {
        let browser = introduced.browser().clone();
        let owner = Owner {
            account: self.keys.account(),
            handle: self.keys.card.handle().clone(),
            name: Line::clean(&self.keys.name),
        };
        let (granting, grant, record) =
            introduced.grant(&owner, &mut self.rng).map_err(|_| Problem::PairingFailed)?;
        let row = Row {
            record,
            stage: Stage::Pending,
            browser: browser.browser.as_str().to_owned(),
            os: browser.os.as_str().to_owned(),
            origin: browser.origin.as_str().to_owned(),
            made_at: now,
            used_at: now,
        };
        let link = row.record.link;
        self.transact(now, |work| {
            link::add(work.tx, &row)?;
            Ok(work.touch(Object::Link(link))?)
        })?;
        self.allow_at_relay(&row.record);
        self.ends.add(row.record, &self.rng);
        Ok((granting, grant, link))
    }

    /// Asks the relay to let a link in.
    pub(super) fn allow_at_relay(&mut self, record: &PhoneLink) {
        let link = record.link;
        let request = self.relay.ask(Pending::AllowLink { link });
        self.transmit(&ClientFrame::AllowLink { request, link, token_hash: record.token_hash });
    }

    /// The relay lets the link in: the page may have its key.
    pub(super) fn link_allowed(&mut self, link: LinkId) {
        let Some(id) = self.pairings.of_link(link) else { return };
        let Some(mut pairing) = self.pairings.going.remove(&id) else { return };
        if let Step::Allowing { granting, grant, link } = pairing.step {
            self.meet(pairing.rendezvous, grant);
            pairing.step = Step::Granted { granting, link };
        }
        self.pairings.going.insert(id, pairing);
    }

    /// The relay does not let the link in.
    pub(super) fn link_not_allowed(&mut self, now: Timestamp, link: LinkId, code: Code) {
        tracing::warn!(%link, ?code, "the relay did not let a link in");
        if let Some(id) = self.pairings.of_link(link) {
            self.give_up(id, Problem::Relay(code));
            self.end_unkept(now, link);
        }
    }

    fn kept(
        &mut self,
        now: Timestamp,
        waits: Option<(Seat, RequestId)>,
        rendezvous: RendezvousId,
        link: LinkId,
        active: Vec<u8>,
    ) {
        let stored = self.transact(now, |work| {
            link::set_stage(work.tx, link, Stage::Active)?;
            work.touch(Object::Link(link))?;
            Ok(link::find(work.tx, link)?)
        });
        match stored {
            Ok(Some(row)) => {
                self.meet(rendezvous, active);
                self.leave(rendezvous);
                if let Some((seat, request)) = waits {
                    self.reply(seat, request, Answer::Linked(row.view(self.ends.is_online(link))));
                }
            }
            Ok(None) => self.failed(waits, rendezvous, Problem::NoSuchLink),
            // It stays pending; the page's first session makes it active.
            Err(fault) => self.failed(waits, rendezvous, fault.problem()),
        }
    }

    /// A page that did not get its answer has come with the new link all the same.
    pub(super) fn page_is_back(&mut self, link: LinkId) {
        let Some(pairing) = self.pairings.of_link(link).and_then(|id| self.pairings.going.remove(&id)) else {
            return;
        };
        self.leave(pairing.rendezvous);
        let row = link::find(&self.database.read(), link);
        if let (Some((seat, request)), Ok(Some(row))) = (pairing.waits, row) {
            self.reply(seat, request, Answer::Linked(row.view(true)));
        }
    }

    /// The meeting point is gone, and the page with it.
    pub(super) fn rendezvous_gone(&mut self, rendezvous: RendezvousId) {
        let Some(id) = self.pairings.at(rendezvous) else { return };
        let granted = self.pairings.going.get(&id).is_some_and(|pairing| matches!(pairing.step, Step::Granted { .. }));
        // A page that has the key may come back with it; how long we wait for that stands in `until`.
        if !granted {
            let link = self.pairings.going.get(&id).and_then(|pairing| pairing.step.link());
            self.give_up(id, Problem::CodeExpired);
            if let Some(link) = link {
                self.end_unkept(self.now, link);
            }
        }
    }

    /// The connection to the relay is gone. A link whose key may be on its way stays pending.
    pub(super) fn pairings_cut(&mut self) {
        for (_, pairing) in core::mem::take(&mut self.pairings.going) {
            if let Some((seat, request)) = pairing.waits {
                self.reply_problem(seat, request, Problem::Offline);
            }
        }
    }

    /// The screen that scanned is gone before anybody has decided.
    pub(super) fn pairings_abandoned(&mut self, seat: Seat) {
        let abandoned = |pairing: &&Pairing| pairing.seat == seat && pairing.step.link().is_none();
        let ids: Vec<_> =
            self.pairings.going.iter().filter(|(_, pairing)| abandoned(pairing)).map(|(id, _)| *id).collect();
        for id in ids {
            self.give_up(id, Problem::Declined);
        }
    }

    pub(super) fn expire_pairings(&mut self, now: Timestamp) {
        let over: Vec<_> =
            self.pairings.going.iter().filter(|(_, pairing)| pairing.until <= now).map(|(id, _)| *id).collect();
        for id in over {
            let link = self.pairings.going.get(&id).and_then(|pairing| pairing.step.link());
            self.give_up(id, Problem::PairingFailed);
            if let Some(link) = link {
                self.end_unkept(now, link);
            }
        }
    }

    fn give_up(&mut self, id: u32, problem: Problem) {
        let Some(pairing) = self.pairings.going.remove(&id) else { return };
        if let Step::Introduced { introduced } = pairing.step {
            if let Ok(declined) = introduced.decline() {
                self.meet(pairing.rendezvous, declined);
            }
        }
        self.failed(pairing.waits, pairing.rendezvous, problem);
    }

    fn failed(&mut self, waits: Option<(Seat, RequestId)>, rendezvous: RendezvousId, problem: Problem) {
        self.leave(rendezvous);
        if let Some((seat, request)) = waits {
            self.reply_problem(seat, request, problem);
        }
    }

    /// Ends a link that its page never said to keep.
    fn end_unkept(&mut self, now: Timestamp, link: LinkId) {
        let row = match link::find(&self.database.read(), link) {
            Ok(row) => row.filter(|row| row.stage == Stage::Pending),
            Err(error) => return self.storage_failed(&error),
        };
        if let Some(row) = row {
            if let Err(fault) = self.end_link(now, &row.record) {
                self.fault(&fault);
            }
        }
    }

    fn meet(&mut self, rendezvous: RendezvousId, payload: Vec<u8>) {
        self.transmit(&ClientFrame::Meet { rendezvous, visitor: 0, payload });
    }

    fn leave(&mut self, rendezvous: RendezvousId) {
        self.transmit(&ClientFrame::CloseRendezvous { rendezvous });
    }
}

fn view(id: u32, introduced: &Introduced, at: Timestamp) -> View {
    let browser = introduced.browser();
    View {
        id,
        check: introduced.check().signs().map(|emoji| Sign {
            emoji: emoji.sign.to_owned(),
            name: emoji.name.to_owned(),
        }),
        browser: browser.browser.as_str().to_owned(),
        os: browser.os.as_str().to_owned(),
        origin: browser.origin.as_str().to_owned(),
        at,
    }
}

const fn problem_of(error: &CodeError) -> Problem {
    match error {
        CodeError::NotPillion => Problem::NotACode,
        CodeError::Contact => Problem::ContactCode,
        CodeError::Damaged => Problem::DamagedCode,
        CodeError::Newer { .. } => Problem::NewerCode,
        CodeError::OtherRelay { .. } => Problem::OtherRelay,
    }
}
