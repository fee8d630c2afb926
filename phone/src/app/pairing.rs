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
    pairing::{
        about::PhoneAbout,
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

use super::{fault::Fault, pending::Pending, phone::Phone, screens::Seat};
use crate::store::link::{self, Stage};

/// How long the page may take to answer a scan or a grant, in milliseconds.
pub(super) const PAGE_MS: u64 = 15_000;

/// How long a person may think, in milliseconds: five minutes, longer than the relay keeps the meeting point.
const PERSON_MS: u64 = 300_000;

/// Pairings in progress.
#[derive(Debug, Default)]
pub(super) struct Pairings {
    pub(super) going: BTreeMap<u32, Pairing>,
    last: u32,
}

#[derive(Debug)]
pub(super) struct Pairing {
    pub(super) rendezvous: RendezvousId,
    pub(super) step: Step,
    pub(super) until: Timestamp,
    /// The screen that scanned.
    pub(super) seat: Seat,
    /// The request that waits for an answer.
    pub(super) waits: Option<(Seat, RequestId)>,
}

#[derive(Debug)]
pub(super) enum Step {
    Joining {
        scan: Scan,
        hello: Vec<u8>,
    },
    Scanned {
        scan: Scan,
    },
    Introduced {
        introduced: Introduced,
    },
    Allowing {
        granting: Granting,
        grant: Vec<u8>,
        link: LinkId,
    },
    Granted {
        granting: Granting,
        link: LinkId,
    },
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
        all.find(|(_, pairing)| pairing.rendezvous == rendezvous)
            .map(|(id, _)| *id)
    }

    pub(super) fn of_link(&self, link: LinkId) -> Option<u32> {
        let mut all = self.going.iter();
        all.find(|(_, pairing)| pairing.step.link() == Some(link))
            .map(|(id, _)| *id)
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
        code.check_origin(&self.keys.relay)
            .map_err(|error| problem_of(&error))?;
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
        let Some(mut pairing) = self.pairings.going.remove(&id) else {
            return;
        };
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
        let Some(mut pairing) = self.pairings.going.remove(&id) else {
            return;
        };
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

    /// The meeting point is gone, and the page with it.
    pub(super) fn rendezvous_gone(&mut self, rendezvous: RendezvousId) {
        let Some(id) = self.pairings.at(rendezvous) else { return };
        let granted = self
            .pairings
            .going
            .get(&id)
            .is_some_and(|pairing| matches!(pairing.step, Step::Granted { .. }));
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
        let ids: Vec<_> = self
            .pairings
            .going
            .iter()
            .filter(|(_, pairing)| abandoned(pairing))
            .map(|(id, _)| *id)
            .collect();
        for id in ids {
            self.give_up(id, Problem::Declined);
        }
    }

    pub(super) fn expire_pairings(&mut self, now: Timestamp) {
        let over: Vec<_> = self
            .pairings
            .going
            .iter()
            .filter(|(_, pairing)| pairing.until <= now)
            .map(|(id, _)| *id)
            .collect();
        for id in over {
            let link = self.pairings.going.get(&id).and_then(|pairing| pairing.step.link());
            self.give_up(id, Problem::PairingFailed);
            if let Some(link) = link {
                self.end_unkept(now, link);
            }
        }
    }

    pub(super) fn give_up(&mut self, id: u32, problem: Problem) {
        let Some(pairing) = self.pairings.going.remove(&id) else {
            return;
        };
        if let Step::Introduced { introduced } = pairing.step
            && let Ok(declined) = introduced.decline()
        {
            self.meet(pairing.rendezvous, declined);
        }
        self.failed(pairing.waits, pairing.rendezvous, problem);
    }

    pub(super) fn failed(&mut self, waits: Option<(Seat, RequestId)>, rendezvous: RendezvousId, problem: Problem) {
        self.leave(rendezvous);
        if let Some((seat, request)) = waits {
            self.reply_problem(seat, request, problem);
        }
    }

    pub(super) fn meet(&mut self, rendezvous: RendezvousId, payload: Vec<u8>) {
        self.transmit(&ClientFrame::Meet {
            rendezvous,
            visitor: 0,
            payload,
        });
    }

    pub(super) fn leave(&mut self, rendezvous: RendezvousId) {
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
