//! What the relay says, and what that means for the link and for the lights.

use pillion_wire::{browser_frame::BrowserFrame, id::LinkId, refusal::Code, time::Timestamp};

use super::{line::Heard, machine::Client};
use crate::model::{
    lights::{Phone, Relay, Session},
    phase::{Phase, Step},
};

impl Client {
    pub(super) fn heard(&mut self, now: Timestamp, heard: Heard) {
        match heard {
            Heard::Nothing => {}
            Heard::Ready => {
                self.page.lights.relay = Relay::Connected;
                if matches!(self.page.phase, Phase::Linking(_)) {
                    self.codes(|codes, settings, rng, todo| codes.resume(now, settings, rng, todo), now);
                }
            }
            Heard::Frame(frame) => self.frame(now, frame),
            Heard::Down(refused) => self.down(now, refused),
        }
    }

    pub(super) fn down(&mut self, now: Timestamp, refused: Option<Code>) {
        self.page.lights.relay = Relay::Lost { refused };
        self.page.lights.phone = Phone::Unknown;
        if let Some(end) = &mut self.end {
            end.cut(now);
        }
        self.session_light(now, Session::Closed);
        if matches!(self.page.phase, Phase::Linking(_)) {
            self.codes(|codes, _, _, todo| codes.cut(todo), now);
            if let (Phase::Linking(linking), Some(code)) = (&mut self.page.phase, refused) {
                linking.step = Step::Refused(code);
            }
        }
    }

    pub(super) fn frame(&mut self, now: Timestamp, frame: BrowserFrame) {
        match frame {
            BrowserFrame::RendezvousOpen { rendezvous } => {
                self.codes(|codes, _, _, todo| codes.opened(rendezvous, todo), now);
            }
            BrowserFrame::Meet {
                rendezvous,
                visitor,
                payload,
            } => self.codes(
                |codes, settings, rng, todo| {
                    codes.met(now, (rendezvous, visitor), &payload, settings, rng, todo);
                },
                now,
            ),
            BrowserFrame::RendezvousGone { rendezvous, visitor } => {
                self.codes(|codes, _, _, todo| codes.gone(rendezvous, visitor, todo), now);
            }
            BrowserFrame::Forward { link, payload } if self.is_own(link) => {
                if let Some(end) = &mut self.end {
                    end.receive(now, &payload);
                }
            }
            BrowserFrame::PeerHere { link } if self.is_own(link) => {
                self.page.lights.phone = Phone::Here;
                if let Some(end) = &mut self.end {
                    end.peer_here(now);
                    if !end.is_open() {
                        self.session_light(now, Session::Opening);
                    }
                }
            }
            BrowserFrame::PeerAway { link, last_seen } if self.is_own(link) => {
                self.page.lights.phone = Phone::Away { last_seen };
                if let Some(end) = &mut self.end {
                    end.peer_away(now, last_seen);
                }
                self.session_light(now, Session::Closed);
            }
            BrowserFrame::Unlinked { link, farewell } if self.is_own(link) => {
                if let Some(end) = &mut self.end {
                    end.farewell(now, &farewell);
                }
            }
            _ => {}
        }
    }

    pub(super) fn is_own(&self, link: LinkId) -> bool {
        self.end.as_ref().is_some_and(|end| end.link().link == link)
    }

    pub(super) fn session_light(&mut self, now: Timestamp, session: Session) {
        self.page.lights.session = session;
        self.opening_since = (session == Session::Opening).then_some(now);
    }
}
