//! The page's end of a link.
//!
//! It shakes hands whenever the phone is there and no session is open, tries again with growing waits, notices within
//! two seconds when the phone does not answer, and keeps the keys so that no crash breaks the link.

use alloc::{boxed::Box, collections::VecDeque, vec::Vec};
use core::fmt;

use pillion_wire::{id::Farewell, time::Timestamp};

use super::{
    caller::Caller,
    closed::{Reason, SendError},
    envelope::{Envelope, Unreadable},
    half::{FromPage, FromPhone},
    liveness::{Liveness, Sign},
    payload::{Payload, Tag},
    queue::Queue,
};
use crate::{
    crypto::{channel::PaddedChannel, random::Random},
    link::page::{PageKeys, PageLink},
    session::page::Answered,
};

/// A session that lived this long, in milliseconds, was a good one: after it, the waits begin from the shortest again.
const GOOD_MS: u64 = 10_000;

/// What the page's end wants done.
#[allow(
    clippy::large_enum_variant,
    reason = "it is moved once and then taken apart: a box would cost more than the move; small in a browser"
)]
#[derive(Debug)]
pub enum Output {
    /// Send this payload in a `Forward` of the link.
    Transmit(Vec<u8>),
    /// Store this record in place of the one before, then call `saved`.
    Save(Box<PageLink>),
    /// A session is open: ask `Sync`, send what was not answered again. The phone answers.
    Opened,
    /// The session is over. Requests without a reply will get none.
    Closed(Reason),
    /// The phone says something: a reply or an update.
    Incoming(Envelope),
    /// The phone has not answered for two seconds.
    Silent,
    /// It answers again.
    Answering,
    /// The link has ended: wipe everything.
    Unlinked,
}

/// One page's end of its link. See the module above for the contract.
pub struct PageEnd {
    link: PageLink,
    rng: Box<dyn Random + Send>,
    outputs: VecDeque<Output>,
    /// Whether the relay says that the phone is connected.
    phone_here: bool,
    caller: Caller,
    session: Option<Session>,
    /// The session before, until the phone is heard in the new one: what it sent before it knew of the new one still
    /// arrives, and is no forgery.
    fading: Option<PaddedChannel>,
    saving: Option<Saving>,
    unlinked: bool,
}

struct Session {
    channel: PaddedChannel,
    queue: Queue,
    liveness: Liveness,
    opened_at: Timestamp,
    /// `Proved` was said and `Kept` was not heard yet.
    awaits_kept: bool,
}

/// A record on its way to disk.
struct Saving {
    /// The keys that the disk holds if it fails.
    before: PageKeys,
    /// Whether `Proved` is said after it.
    then_proved: bool,
}

impl PageEnd {
    /// The end of a stored link, before anything is known of the phone.
    #[must_use]
    pub fn new(link: PageLink, rng: Box<dyn Random + Send>) -> Self {
        Self {
            link,
            rng,
            outputs: VecDeque::new(),
            phone_here: false,
            caller: Caller::default(),
            session: None,
            fading: None,
            saving: None,
            unlinked: false,
        }
    }

    /// The link, as it will be on disk once the last `Save` is.
    #[must_use]
    pub const fn link(&self) -> &PageLink {
        &self.link
    }

    /// Whether a session is open.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.session.is_some()
    }

    /// The relay says that the phone is connected.
    pub fn peer_here(&mut self, now: Timestamp) {
        if self.unlinked || self.phone_here {
            return;
        }
        self.phone_here = true;
        self.caller.reset_waits();
        self.caller.due_now(now);
        self.call_if_due(now);
    }

    /// The relay says that the phone is not connected.
    pub fn peer_away(&mut self, now: Timestamp, last_seen: Option<Timestamp>) {
        self.stop(now, Reason::PeerAway { last_seen });
    }

    /// This page lost its own connection to the relay.
    pub fn cut(&mut self, now: Timestamp) {
        self.stop(now, Reason::Cut);
    }

    /// A payload came in a `Forward`.
    pub fn receive(&mut self, now: Timestamp, payload: &[u8]) {
        if self.unlinked {
            return;
        }
        match Payload::parse(payload) {
            Some(Payload::Hello2(message)) => self.answered(now, message),
            Some(Payload::Sealed(message)) => self.sealed(now, message),
            Some(Payload::CannotOpen(tag)) => self.hinted(now, tag),
            Some(Payload::Hello1(_)) | None => {}
        }
    }

    /// The relay handed over a farewell. Only the phone's own is believed.
    pub fn farewell(&mut self, _now: Timestamp, farewell: &Farewell) {
        if !self.unlinked && self.link.farewell_hash.matches(farewell) {
            self.end();
        }
    }

    /// The last `Save` is on disk.
    pub fn saved(&mut self, now: Timestamp) {
        let Some(saving) = self.saving.take() else { return };
        if let Some(session) = self.session.as_mut().filter(|_| saving.then_proved) {
            session.awaits_kept = say(session, &FromPage::Proved).is_ok();
        }
        self.call_if_due(now);
    }

    /// The last `Save` is not on disk, and will not be. The session goes on under the old key.
    pub fn save_failed(&mut self, now: Timestamp) {
        let Some(saving) = self.saving.take() else { return };
        self.link.keys = saving.before;
        self.call_if_due(now);
    }

    /// Says something to the phone: requests only; the rest the machine says by itself.
    ///
    /// # Errors
    /// [`SendError`]; nothing is kept of the message then.
    pub fn send(&mut self, now: Timestamp, envelope: Envelope) -> Result<(), SendError> {
        let session = self.session.as_mut().ok_or(SendError::NotOpen)?;
        let Envelope::Request(request) = envelope else {
            return Err(SendError::Direction);
        };
        say(session, &FromPage::Request(request))?;
        session.liveness.asked(now);
        Ok(())
    }

    /// It is the time that [`PageEnd::wake_at`] named, or later.
    pub fn wake(&mut self, now: Timestamp) {
        if let Some(session) = &mut self.session {
            match session.liveness.wake(now) {
                Some(Sign::Ping(token)) => {
                    // A ping always fits.
                    let _fits = say(session, &FromPage::Ping { token });
                }
                Some(Sign::Silent) => {
                    self.outputs.push_back(Output::Silent);
                    self.caller.due_now(now);
                }
                None => {}
            }
        }
        self.call_if_due(now);
    }

    /// When to call [`PageEnd::wake`].
    #[must_use]
    pub fn wake_at(&self) -> Option<Timestamp> {
        let call_at = self.caller.due_at().filter(|_| self.may_call());
        let session_at = self.session.as_ref().and_then(|session| session.liveness.wake_at());
        call_at.into_iter().chain(session_at).min()
    }

    /// The next thing to do, until there is none.
    pub fn poll(&mut self) -> Option<Output> {
        if let Some(output) = self.outputs.pop_front() {
            return Some(output);
        }
        let session = self.session.as_mut()?;
        let content = session.queue.pop()?;
        // What is in the queue fits.
        let sealed = session.channel.seal(&content).ok()?;
        Some(Output::Transmit(Payload::Sealed(&sealed).to_bytes()))
    }

    fn may_call(&self) -> bool {
        self.phone_here && self.saving.is_none() && !self.unlinked
    }

    fn call_if_due(&mut self, now: Timestamp) {
        if self.may_call() {
            let hello = self.caller.call_if_due(now, &self.link, &mut *self.rng);
            self.outputs.extend(hello.map(Output::Transmit));
        }
    }

    fn answered(&mut self, now: Timestamp, hello: &[u8]) {
        if let Some(answered) = self.caller.answered(hello) {
            self.open(now, answered);
        }
    }

    fn open(&mut self, now: Timestamp, answered: Answered) {
        let before = core::mem::replace(&mut self.link.keys, answered.keys);
        self.saving = Some(Saving {
            before,
            then_proved: true,
        });
        self.fading = self.session.take().map(|old| {
            self.outputs.push_back(Output::Closed(Reason::Replaced));
            old.channel
        });
        self.outputs.push_back(Output::Save(Box::new(self.link.clone())));
        self.outputs.push_back(Output::Opened);
        self.session = Some(Session {
            channel: answered.channel,
            queue: Queue::default(),
            liveness: Liveness::new(now),
            opened_at: now,
            awaits_kept: false,
        });
    }

    fn sealed(&mut self, now: Timestamp, message: &[u8]) {
        let Some(session) = &mut self.session else { return };
        match session.channel.open(message) {
            Ok(content) => {
                self.fading = None;
                if session.liveness.heard(now) {
                    self.outputs.push_back(Output::Answering);
                    self.caller.stop();
                }
                self.said(now, &content);
            }
            Err(_) => {
                let late = self.fading.as_mut().is_some_and(|old| old.open(message).is_ok());
                if !late {
                    self.broken(now);
                }
            }
        }
    }

    fn said(&mut self, now: Timestamp, content: &[u8]) {
        match FromPhone::decode(content) {
            Ok(FromPhone::Reply(reply)) => self.outputs.push_back(Output::Incoming(reply.into())),
            Ok(FromPhone::Update(update)) => self.outputs.push_back(Output::Incoming(update.into())),
            Ok(FromPhone::Ping { token }) => {
                if let Some(session) = &mut self.session {
                    // A pong always fits.
                    let _fits = say(session, &FromPage::Pong { token });
                }
            }
            Ok(FromPhone::Kept) => self.kept(now),
            Ok(FromPhone::Unlink { .. }) => self.end(),
            // Heard, which is all that it is for; or of a newer phone, and meant for newer pages.
            Ok(FromPhone::Pong { .. }) | Err(Unreadable::Unknown) => {}
            Err(Unreadable::UnknownRequest(_) | Unreadable::Malformed) => self.broken(now),
        }
    }

    fn kept(&mut self, now: Timestamp) {
        let expected = self
            .session
            .as_mut()
            .is_some_and(|s| core::mem::take(&mut s.awaits_kept));
        let Some(next) = self.link.keys.next.clone().filter(|_| expected) else {
            return self.broken(now);
        };
        // A call in progress is under a key that is about to go; the session lives, so it is not needed.
        self.caller.stop();
        let keys = PageKeys {
            current: next,
            next: None,
        };
        let before = core::mem::replace(&mut self.link.keys, keys);
        self.saving = Some(Saving {
            before,
            then_proved: false,
        });
        self.outputs.push_back(Output::Save(Box::new(self.link.clone())));
    }

    /// Somebody says that the phone could not open something. It is a reason to call, and for nothing else.
    fn hinted(&mut self, now: Timestamp, tag: Tag) {
        let in_session = self.session.is_some();
        let hello = self.caller.hinted(now, tag, in_session, &self.link, &mut *self.rng);
        self.outputs.extend(hello.map(Output::Transmit));
        self.call_if_due(now);
    }

    fn broken(&mut self, now: Timestamp) {
        if self.close(now, Reason::Broken) {
            self.caller.due_now(now);
        } else {
            self.caller.due_after_wait(now, &mut *self.rng);
        }
        self.call_if_due(now);
    }

    fn stop(&mut self, now: Timestamp, reason: Reason) {
        self.phone_here = false;
        self.caller.stop();
        self.close(now, reason);
    }

    /// Ends the session, if there is one; whether it was a good one.
    fn close(&mut self, now: Timestamp, reason: Reason) -> bool {
        self.fading = None;
        let Some(session) = self.session.take() else {
            return false;
        };
        self.outputs.push_back(Output::Closed(reason));
        let good = now.since_ms(session.opened_at) >= GOOD_MS;
        if good {
            self.caller.reset_waits();
        }
        good
    }

    fn end(&mut self) {
        self.unlinked = true;
        self.session = None;
        self.fading = None;
        self.saving = None;
        self.caller.stop();
        self.outputs.clear();
        self.outputs.push_back(Output::Unlinked);
    }
}

/// Puts a message into the queue of a session.
fn say(session: &mut Session, said: &FromPage) -> Result<(), SendError> {
    session.queue.push_bytes(said.priority(), said.encode())
}

impl fmt::Debug for PageEnd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PageEnd")
            .field("link", &self.link.link)
            .field("phone_here", &self.phone_here)
            .field("open", &self.is_open())
            .field("unlinked", &self.unlinked)
            .finish_non_exhaustive()
    }
}
