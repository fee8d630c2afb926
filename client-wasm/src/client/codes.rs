//! The codes that a page shows until one of them becomes a link.
//!
//! 1. A code is made and its meeting point opened; when the relay says that it is open, the code is shown.
//! 2. Every [`ROTATE_MS`] the next one takes its place; the ones before stay open until they are too old.
//! 3. After [`SHOW_MS`] no new ones come until the person asks.
//! 4. The first phone whose message opens under one of them is met; all other meeting points are closed. A message that does
//!    not open changes nothing: a stranger at the meeting point cannot use up a code.
//! 5. The person on the phone decides. A granted link is stored, then confirmed to the phone, then used.
//!
//! Source: docs/protocol.md, rules `R-PAIR-*`.

use std::collections::VecDeque;

use pillion_protocol::{
    crypto::random::Random,
    link::page::PageLink,
    pairing::page::{Decision, Met, Offer, ROTATE_MS, Waiting},
};
use pillion_wire::{id::RendezvousId, page_frame::PageFrame, time::Timestamp};

use super::io::Settings;
use crate::model::{
    phase::{Step, Why},
    table::Table,
};

/// How long codes are shown without anyone scanning one, in milliseconds: a page left open must not open meeting points
/// for ever.
pub const SHOW_MS: u64 = 5 * 60_000;

/// How long the phone's last word may take, in milliseconds. Without it the link is tried anyway: it may be active.
pub const ACTIVE_MS: u64 = 5_000;

/// All codes of one page.
#[derive(Debug, Default)]
pub struct Codes {
    offers: Table<RendezvousId, Offer>,
    stage: Stage,
}

#[derive(Debug, Default)]
enum Stage {
    /// Not connected.
    #[default]
    Off,
    /// Codes are shown.
    Showing { until: Timestamp, next_at: Timestamp },
    /// Nobody scanned one for a while.
    Stopped,
    /// A phone asks its user.
    Met {
        at: RendezvousId,
        visitor: u32,
        met: Box<Met>,
    },
    /// The link is being stored.
    Keeping {
        at: RendezvousId,
        visitor: u32,
        link: Box<PageLink>,
        kept: Vec<u8>,
        waiting: Waiting,
    },
    /// The phone has been told; its last word is still to come.
    Waiting {
        at: RendezvousId,
        visitor: u32,
        link: Box<PageLink>,
        waiting: Waiting,
        until: Timestamp,
    },
}

/// What has to be done.
#[derive(Debug)]
pub enum Todo {
    /// Send this to the relay.
    Send(PageFrame),
    /// Show this.
    Show(Step),
    /// Show codes again, and say why.
    Again(Why),
    /// Store the link, then say so.
    Keep(Box<PageLink>),
    /// The link is there: use it.
    Linked(Box<PageLink>),
}

impl Codes {
    /// The relay has let the page in: shows codes, unless something better is under way or the person has to ask first.
    pub fn resume(&mut self, now: Timestamp, settings: &Settings, rng: &mut dyn Random, todo: &mut VecDeque<Todo>) {
        if matches!(self.stage, Stage::Off) {
            self.start(now, settings, rng, todo);
        }
    }

    /// The person wants new codes, or a linking has failed.
    pub fn start(&mut self, now: Timestamp, settings: &Settings, rng: &mut dyn Random, todo: &mut VecDeque<Todo>) {
        self.close_all(todo);
        self.stage = Stage::Showing {
            until: now.after_ms(SHOW_MS),
            next_at: now.after_ms(ROTATE_MS),
        };
        self.make(now, settings, rng, todo);
    }

    /// The connection is gone, and all meeting points with it.
    pub fn cut(&mut self, todo: &mut VecDeque<Todo>) {
        self.offers.clear();
        match core::mem::take(&mut self.stage) {
            Stage::Met { .. } => todo.push_back(Todo::Again(Why::Failed)),
            stay @ (Stage::Keeping { .. } | Stage::Stopped) => self.stage = stay,
            Stage::Waiting { link, .. } => todo.push_back(Todo::Linked(link)),
            Stage::Off | Stage::Showing { .. } => todo.push_back(Todo::Show(Step::Opening)),
        }
    }

    /// A meeting point is open: its code can be shown.
    pub fn opened(&self, rendezvous: RendezvousId, todo: &mut VecDeque<Todo>) {
        if let (Stage::Showing { .. }, Some(offer)) = (&self.stage, self.offers.get(&rendezvous)) {
            todo.push_back(Todo::Show(Step::Code(offer.code().to_url())));
        }
    }

    /// A meeting point, or one visitor of it, is gone.
    pub fn gone(&mut self, rendezvous: RendezvousId, visitor: Option<u32>, todo: &mut VecDeque<Todo>) {
        if visitor.is_none() {
            self.offers.remove(&rendezvous);
        }
        let here = |at: &RendezvousId, who: &u32| *at == rendezvous && visitor.is_none_or(|visitor| visitor == *who);
        match core::mem::take(&mut self.stage) {
            Stage::Met { at, visitor, .. } if here(&at, &visitor) => todo.push_back(Todo::Again(Why::Failed)),
            Stage::Waiting { at, visitor, link, .. } if here(&at, &visitor) => todo.push_back(Todo::Linked(link)),
            other => self.stage = other,
        }
    }

    /// A visitor says something.
    pub fn met(
        &mut self,
        now: Timestamp,
        (rendezvous, visitor): (RendezvousId, u32),
        message: &[u8],
        settings: &Settings,
        rng: &mut dyn Random,
        todo: &mut VecDeque<Todo>,
    ) {
        match core::mem::take(&mut self.stage) {
            stage @ (Stage::Showing { .. } | Stage::Stopped) => {
                self.stage = stage;
                self.answer(now, (rendezvous, visitor), message, settings, rng, todo);
            }
            Stage::Met { at, visitor: who, met } if (at, who) == (rendezvous, visitor) => {
                self.decided((at, who), *met, message, todo);
            }
            Stage::Waiting {
                at,
                visitor: who,
                link,
                waiting,
                ..
            } if (at, who) == (rendezvous, visitor) => {
                // Whatever it said: the link is stored here and was granted there, so it is tried.
                let _active = waiting.receive(message);
                todo.push_back(Todo::Linked(link));
            }
            other => self.stage = other,
        }
    }

    /// The link is stored: the phone is told.
    pub fn kept(&mut self, now: Timestamp, todo: &mut VecDeque<Todo>) {
        match core::mem::take(&mut self.stage) {
            Stage::Keeping {
                at,
                visitor,
                link,
                kept,
                waiting,
            } => {
                todo.push_back(Todo::Send(PageFrame::Meet {
                    rendezvous: at,
                    visitor,
                    payload: kept,
                }));
                let until = now.after_ms(ACTIVE_MS);
                self.stage = Stage::Waiting {
                    at,
                    visitor,
                    link,
                    waiting,
                    until,
                };
            }
            other => self.stage = other,
        }
    }

    /// The link could not be stored.
    pub fn not_kept(&mut self, todo: &mut VecDeque<Todo>) {
        match core::mem::take(&mut self.stage) {
            Stage::Keeping { at, .. } => again(at, Why::NotKept, todo),
            other => self.stage = other,
        }
    }

    /// It is time.
    pub fn wake(&mut self, now: Timestamp, settings: &Settings, rng: &mut dyn Random, todo: &mut VecDeque<Todo>) {
        let old: Vec<_> = self
            .offers
            .iter()
            .filter(|(_, offer)| offer.valid_until() < now)
            .map(|(at, _)| *at)
            .collect();
        for at in old {
            self.offers.remove(&at);
            todo.push_back(Todo::Send(PageFrame::CloseRendezvous { rendezvous: at }));
        }
        match core::mem::take(&mut self.stage) {
            Stage::Showing { until, .. } if until <= now => {
                self.stage = Stage::Stopped;
                todo.push_back(Todo::Show(Step::Stopped));
            }
            Stage::Showing { until, next_at } if next_at <= now => {
                self.stage = Stage::Showing {
                    until,
                    next_at: now.after_ms(ROTATE_MS),
                };
                self.make(now, settings, rng, todo);
            }
            Stage::Waiting { until, link, .. } if until <= now => todo.push_back(Todo::Linked(link)),
            other => self.stage = other,
        }
    }

    /// When to wake.
    #[must_use]
    pub fn wake_at(&self) -> Option<Timestamp> {
        let stage = match &self.stage {
            Stage::Showing { until, next_at } => Some(*until.min(next_at)),
            Stage::Waiting { until, .. } => Some(*until),
            _ => None,
        };
        let old = self.offers.values().map(|offer| offer.valid_until().after_ms(1));
        old.chain(stage).min()
    }

    fn make(&mut self, now: Timestamp, settings: &Settings, rng: &mut dyn Random, todo: &mut VecDeque<Todo>) {
        let offer = Offer::new(now, settings.relay.clone(), rng);
        let rendezvous = offer.code().rendezvous;
        self.offers.insert(rendezvous, offer);
        todo.push_back(Todo::Send(PageFrame::OpenRendezvous { rendezvous }));
    }

    fn answer(
        &mut self,
        now: Timestamp,
        (rendezvous, visitor): (RendezvousId, u32),
        hello: &[u8],
        settings: &Settings,
        rng: &mut dyn Random,
        todo: &mut VecDeque<Todo>,
    ) {
        let Some(offer) = self.offers.remove(&rendezvous) else {
            return;
        };
        match offer.answer(now, hello, &settings.about, rng) {
            Ok((met, answer)) => {
                self.close_all(todo);
                let check = *met.check();
                let name = met.phone().name.as_str().into();
                self.stage = Stage::Met {
                    at: rendezvous,
                    visitor,
                    met: Box::new(met),
                };
                todo.push_back(Todo::Send(PageFrame::Meet {
                    rendezvous,
                    visitor,
                    payload: answer,
                }));
                todo.push_back(Todo::Show(Step::Check { check, name }));
            }
            Err(refused) => {
                self.offers.insert(rendezvous, refused.offer);
            }
        }
    }

    fn decided(&mut self, (at, visitor): (RendezvousId, u32), met: Met, message: &[u8], todo: &mut VecDeque<Todo>) {
        match met.receive(message) {
            Ok(Decision::Granted { link, kept, waiting }) => {
                todo.push_back(Todo::Show(Step::Finishing));
                todo.push_back(Todo::Keep(link.clone()));
                self.stage = Stage::Keeping {
                    at,
                    visitor,
                    link,
                    kept,
                    waiting,
                };
            }
            Ok(Decision::Declined) => again(at, Why::Declined, todo),
            Err(_) => again(at, Why::Failed, todo),
        }
    }

    fn close_all(&mut self, todo: &mut VecDeque<Todo>) {
        let open = core::mem::take(&mut self.offers).into_iter();
        todo.extend(open.map(|(rendezvous, _)| Todo::Send(PageFrame::CloseRendezvous { rendezvous })));
    }
}

/// The meeting is over without a link.
fn again(at: RendezvousId, why: Why, todo: &mut VecDeque<Todo>) {
    todo.push_back(Todo::Send(PageFrame::CloseRendezvous { rendezvous: at }));
    todo.push_back(Todo::Again(why));
}
