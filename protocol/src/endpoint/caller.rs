//! The calls of a page: when it says `hello1`, under which of its keys, and which answer it waits for.
//!
//! - A call is repeated with growing waits until it is answered. Of two keys, each repetition takes the other one.
//! - A hint that the phone could not open *this* call is a reason to try the other key at once, but only one time a
//!   wait: the hint may be the relay's.
//! - A hint about anything else, while a session is open, is a reason to call beside it. The session goes on; it is
//!   replaced when the call is answered.
//!
//! Source: docs/protocol.md, rules `R-SESS-2` and `R-SESS-9`.

use alloc::vec::Vec;

use pillion_wire::time::Timestamp;

use super::{
    backoff::Backoff,
    payload::{self, Payload, Tag},
};
use crate::{
    crypto::random::Random,
    link::page::PageLink,
    session::page::{Answered, Call, Unanswered},
};

/// The shortest time between two calls that hints ask for while a session is open, in milliseconds: a relay that sends
/// hints without end must not keep a page busy.
pub const HINT_MS: u64 = 5_000;

/// The calls of one page.
#[derive(Debug, Default)]
pub struct Caller {
    calling: Option<Calling>,
    due_at: Option<Timestamp>,
    last_at: Option<Timestamp>,
    backoff: Backoff,
}

/// A call that is not answered yet.
#[derive(Debug)]
struct Calling {
    call: Call,
    tag: Tag,
    /// Whether it is under the later of two keys.
    under_next: bool,
    /// Whether both keys were tried since the last wait.
    switched: bool,
}

impl Caller {
    /// The next wait is the shortest again.
    pub fn reset_waits(&mut self) {
        self.backoff.reset();
    }

    /// A call is due now.
    pub const fn due_now(&mut self, now: Timestamp) {
        self.due_at = Some(now);
    }

    /// A call is due after the next wait.
    pub fn due_after_wait(&mut self, now: Timestamp, rng: &mut dyn Random) {
        self.due_at = Some(now.after_ms(self.backoff.next_ms(rng)));
    }

    /// When a call is due.
    #[must_use]
    pub const fn due_at(&self) -> Option<Timestamp> {
        self.due_at
    }

    /// No call is needed; an answer to one that is out is not wanted any more.
    pub fn stop(&mut self) {
        self.calling = None;
        self.due_at = None;
    }

    /// The payload of the call that is due, if one is.
    pub fn call_if_due(&mut self, now: Timestamp, link: &PageLink, rng: &mut dyn Random) -> Option<Vec<u8>> {
        self.due_at.filter(|at| *at <= now)?;
        let under_next = !self.calling.as_ref().is_some_and(|calling| calling.under_next);
        self.start(now, link, under_next, false, rng)
    }

    /// Takes a `hello2`. After a stranger's, the call still waits.
    pub fn answered(&mut self, hello: &[u8]) -> Option<Answered> {
        let calling = self.calling.take()?;
        match calling.call.receive(hello) {
            Ok(answered) => {
                self.stop();
                Some(answered)
            }
            Err(Unanswered::Waiting(call)) => {
                self.calling = Some(Calling { call: *call, ..calling });
                None
            }
            // The next call is due anyway.
            Err(Unanswered::Over) => None,
        }
    }

    /// The phone, or somebody in its place, could not open the payload of this tag. The payload of a call to make at
    /// once, if there is reason for one.
    pub fn hinted(
        &mut self,
        now: Timestamp,
        tag: Tag,
        in_session: bool,
        link: &PageLink,
        rng: &mut dyn Random,
    ) -> Option<Vec<u8>> {
        match &self.calling {
            Some(calling) if calling.tag == tag && !calling.switched && link.keys.next.is_some() => {
                let other = !calling.under_next;
                self.start(now, link, other, true, rng)
            }
            None if in_session && self.due_at.is_none() => {
                let soonest = self.last_at.map_or(now, |at| at.after_ms(HINT_MS));
                self.due_at = Some(soonest.max(now));
                None
            }
            _ => None,
        }
    }

    /// Calls under the later of two keys, or under the earlier; with one key there is no choice.
    fn start(
        &mut self,
        now: Timestamp,
        link: &PageLink,
        under_next: bool,
        switched: bool,
        rng: &mut dyn Random,
    ) -> Option<Vec<u8>> {
        let later = link.keys.next.as_ref().filter(|_| under_next);
        let under_next = later.is_some();
        self.due_after_wait(now, rng);
        self.last_at = Some(now);
        let (call, hello) = Call::start(link, later.unwrap_or(&link.keys.current), rng).ok()?;
        let payload = Payload::Hello1(&hello).to_bytes();
        self.calling = Some(Calling {
            call,
            tag: payload::tag_of(&payload),
            under_next,
            switched,
        });
        Some(payload)
    }
}
