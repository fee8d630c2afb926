//! The phone's end of a link.
//!
//! It answers handshakes, keeps an open session until a new one has proved itself, and moves its key only when the page
//! has proved that it holds the next one.

use alloc::{boxed::Box, collections::VecDeque, vec::Vec};
use core::fmt;

use pillion_wire::time::Timestamp;

use super::{
    closed::{Reason, SendError},
    envelope::{Envelope, Unreadable},
    payload::{self, Payload},
    queue::Queue,
};
use crate::{
    content::{
        problem::Problem,
        reply::{Answer, Reply},
    },
    crypto::{channel::PaddedChannel, key::LinkKey, random::Random},
    link::phone::PhoneLink,
    session::phone::{self, Unproved},
};

/// How long a page may take to prove a session, in milliseconds. Longer than any page waits for an answer.
pub const PROOF_MS: u64 = 30_000;

/// What the phone's end wants done.
#[allow(
    clippy::large_enum_variant,
    reason = "it is moved once and then taken apart: a box would cost more than the move; small in a browser"
)]
#[derive(Debug)]
pub enum Output {
    /// Send this payload in a `Forward` of the link.
    Transmit(Vec<u8>),
    /// Store this record in place of the one before, then call `saved`.
    Save(Box<PhoneLink>),
    /// The page has proved itself: a session is open.
    Opened,
    /// The session is over.
    Closed(Reason),
    /// The page says something: a request.
    Incoming(Envelope),
}

/// One phone's end of a link. See the module above for the contract.
pub struct PhoneEnd {
    link: PhoneLink,
    rng: Box<dyn Random + Send>,
    outputs: VecDeque<Output>,
    session: Option<Session>,
    pending: Option<Pending>,
    saving: Option<Saving>,
}

struct Session {
    channel: PaddedChannel,
    queue: Queue,
    /// The key to move to when the page says `Proved`. `None` once that has happened, or once a later handshake was
    /// answered: moving then could leave the page without the key (rule `R-SESS-5`).
    next: Option<LinkKey>,
}

/// A session that was answered and has not proved itself.
struct Pending {
    unproved: Unproved,
    until: Timestamp,
}

/// A record on its way to disk.
struct Saving {
    /// The key that the disk holds if it fails.
    before: LinkKey,
    /// The last `hello1` that came meanwhile: under which key it is answered depends on how the saving ends.
    held: Option<Vec<u8>>,
}

impl PhoneEnd {
    /// The end of a stored link.
    #[must_use]
    pub fn new(link: PhoneLink, rng: Box<dyn Random + Send>) -> Self {
        Self {
            link,
            rng,
            outputs: VecDeque::new(),
            session: None,
            pending: None,
            saving: None,
        }
    }

    /// The link, as it will be on disk once the last `Save` is.
    #[must_use]
    pub const fn link(&self) -> &PhoneLink {
        &self.link
    }

    /// Whether a session is open.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.session.is_some()
    }

    /// The relay says that the page is connected. It will call.
    pub const fn peer_here(&mut self, _now: Timestamp) {}

    /// The relay says that the page is not connected.
    pub fn peer_away(&mut self, _now: Timestamp, last_seen: Option<Timestamp>) {
        self.stop(Reason::PeerAway { last_seen });
    }

    /// This phone lost its own connection to the relay.
    pub fn cut(&mut self, _now: Timestamp) {
        self.stop(Reason::Cut);
    }

    /// A payload came in a `Forward`.
    pub fn receive(&mut self, now: Timestamp, payload: &[u8]) {
        match Payload::parse(payload) {
            Some(Payload::Hello1(_)) => match &mut self.saving {
                Some(saving) => saving.held = Some(payload.to_vec()),
                None => self.called(now, payload),
            },
            Some(Payload::Sealed(message)) => self.sealed(now, payload, message),
            Some(Payload::Hello2(_) | Payload::CannotOpen(_)) | None => {}
        }
    }

    /// The last `Save` is on disk.
    pub fn saved(&mut self, now: Timestamp) {
        let Some(saving) = self.saving.take() else { return };
        if let Some(session) = &mut self.session {
            // `Kept` always fits.
            let _fits = session.queue.push(&Envelope::Kept);
        }
        self.answer_held(now, saving.held);
    }

    /// The last `Save` is not on disk, and will not be: the transaction was rolled back. The session goes on; the link
    /// keeps its key.
    pub fn save_failed(&mut self, now: Timestamp) {
        let Some(saving) = self.saving.take() else { return };
        self.link.key = saving.before;
        self.answer_held(now, saving.held);
    }

    /// Says something to the page: replies, updates and the farewell; the rest the machine says by itself.
    ///
    /// # Errors
    /// [`SendError`]; nothing is kept of the message then.
    pub fn send(&mut self, _now: Timestamp, envelope: Envelope) -> Result<(), SendError> {
        let session = self.session.as_mut().ok_or(SendError::NotOpen)?;
        match envelope {
            Envelope::Reply(_) | Envelope::Update(_) | Envelope::Unlink { .. } => session.queue.push(&envelope),
            _ => Err(SendError::Direction),
        }
    }

    /// It is the time that [`PhoneEnd::wake_at`] named, or later.
    pub fn wake(&mut self, now: Timestamp) {
        self.pending.take_if(|pending| pending.until <= now);
    }

    /// When to call [`PhoneEnd::wake`].
    #[must_use]
    pub fn wake_at(&self) -> Option<Timestamp> {
        self.pending.as_ref().map(|pending| pending.until)
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

    fn answer_held(&mut self, now: Timestamp, held: Option<Vec<u8>>) {
        if let Some(payload) = held {
            self.called(now, &payload);
        }
    }

    fn called(&mut self, now: Timestamp, payload: &[u8]) {
        let Some(Payload::Hello1(hello)) = Payload::parse(payload) else {
            return;
        };
        match phone::answer(&self.link, hello, &mut *self.rng) {
            Ok((unproved, answer)) => {
                if let Some(session) = &mut self.session {
                    session.next = None;
                }
                self.pending = Some(Pending {
                    unproved,
                    until: now.after_ms(PROOF_MS),
                });
                self.outputs
                    .push_back(Output::Transmit(Payload::Hello2(&answer).to_bytes()));
            }
            Err(_) => self.hint(payload),
        }
    }

    fn hint(&mut self, payload: &[u8]) {
        let hint = Payload::CannotOpen(payload::tag_of(payload)).to_bytes();
        self.outputs.push_back(Output::Transmit(hint));
    }

    fn sealed(&mut self, now: Timestamp, payload: &[u8], message: &[u8]) {
        self.wake(now);
        if let Some(content) = self.prove(message) {
            return self.said(payload, &content);
        }
        let opened = self
            .session
            .as_mut()
            .and_then(|session| session.channel.open(message).ok());
        match opened {
            Some(content) => self.said(payload, &content),
            None => self.broken(payload),
        }
    }

    /// Tries a message on the pending session; the first that opens makes it the session.
    fn prove(&mut self, message: &[u8]) -> Option<Vec<u8>> {
        let content = self.pending.as_mut()?.unproved.channel.open(message).ok()?;
        let Pending { unproved, .. } = self.pending.take()?;
        if self.session.is_some() {
            self.outputs.push_back(Output::Closed(Reason::Replaced));
        }
        self.outputs.push_back(Output::Opened);
        self.session = Some(Session {
            channel: unproved.channel,
            queue: Queue::default(),
            next: Some(unproved.next),
        });
        Some(content)
    }

    fn said(&mut self, payload: &[u8], content: &[u8]) {
        match Envelope::decode(content) {
            Ok(said @ Envelope::Request(_)) => self.outputs.push_back(Output::Incoming(said)),
            Ok(Envelope::Ping { token }) => self.answer(&Envelope::Pong { token }),
            Ok(Envelope::Proved) => self.proved(),
            Err(Unreadable::UnknownRequest(id)) => {
                let answer = Answer::Problem(Problem::UnknownRequest);
                self.answer(&Envelope::Reply(Reply { id, answer }));
            }
            // Nothing to do; or of a newer page, and meant for newer phones.
            Ok(Envelope::Pong { .. }) | Err(Unreadable::Unknown) => {}
            Ok(Envelope::Reply(_) | Envelope::Update(_) | Envelope::Kept | Envelope::Unlink { .. })
            | Err(Unreadable::Malformed) => self.broken(payload),
        }
    }

    fn answer(&mut self, envelope: &Envelope) {
        if let Some(session) = &mut self.session {
            // What the machine itself says always fits.
            let _fits = session.queue.push(envelope);
        }
    }

    fn proved(&mut self) {
        let Some(next) = self.session.as_mut().and_then(|session| session.next.take()) else {
            return;
        };
        let before = core::mem::replace(&mut self.link.key, next);
        self.saving = Some(Saving { before, held: None });
        self.outputs.push_back(Output::Save(Box::new(self.link.clone())));
    }

    fn broken(&mut self, payload: &[u8]) {
        if self.session.take().is_some() {
            self.outputs.push_back(Output::Closed(Reason::Broken));
        }
        self.hint(payload);
    }

    fn stop(&mut self, reason: Reason) {
        self.pending = None;
        if let Some(saving) = &mut self.saving {
            saving.held = None;
        }
        if self.session.take().is_some() {
            self.outputs.push_back(Output::Closed(reason));
        }
    }
}

impl fmt::Debug for PhoneEnd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PhoneEnd")
            .field("link", &self.link.link)
            .field("open", &self.is_open())
            .finish_non_exhaustive()
    }
}
