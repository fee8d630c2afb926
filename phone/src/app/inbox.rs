//! Mail that waits until a stranger's name is checked.
//!
//! Whoever begins a chat shows a card, which says a handle, and which its maker has signed himself: anybody can make one
//! that says `bob`. So the phone asks the directory whose handle it is before it shows a stranger under it (rule `R-ID-3`).
//! Nothing is stored or acknowledged meanwhile, and what comes behind waits its turn: if the connection ends, the relay
//! delivers all of it again.
//!
//! What this does not do: it knows nobody. Contacts are compared with the card that was first seen.

use std::collections::VecDeque;

use pillion_wire::{client_frame::ClientFrame, id::PutId, refusal::Code, time::Timestamp};

use super::{outbox::is_passing, pending::Pending, phone::Phone};
use crate::mls::card::Card;

/// Blobs that may wait: four times what a relay sends without an acknowledgement.
const WAITING: usize = 256;

/// The wait before a refused look-up is tried again, in milliseconds: the relay allows one a second.
const WAIT_MS: u64 = 1_000;

/// One blob, as delivered.
#[derive(Debug)]
pub(super) struct Mail {
    pub(super) seq: u64,
    pub(super) put: PutId,
    pub(super) payload: Vec<u8>,
}

/// What the directory says of a stranger's card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Verdict {
    pub(super) card: Card,
    /// Whether the directory holds this very card for its handle.
    pub(super) is_true: bool,
}

/// The mail that waits, and for whom.
#[derive(Debug, Default)]
pub(super) struct Inbox {
    waiting: VecDeque<Mail>,
    stranger: Option<Card>,
    retry_at: Option<Timestamp>,
    verdict: Option<Verdict>,
}

impl Inbox {
    /// The connection is gone: all of it will be delivered again.
    pub(super) fn cut(&mut self) {
        *self = Self::default();
    }

    pub(super) fn wake_at(&self) -> Option<Timestamp> {
        self.retry_at
    }

    pub(super) fn is_waiting(&self) -> bool {
        !self.waiting.is_empty()
    }

    pub(super) fn verdict(&self) -> Option<&Verdict> {
        self.verdict.as_ref()
    }
}

impl Phone {
    /// Takes one blob, or lets it wait behind others.
    pub(super) fn deliver(&mut self, now: Timestamp, mail: Mail) {
        if self.inbox.stranger.is_none() {
            self.take(now, mail);
        } else if self.inbox.waiting.len() < WAITING {
            self.inbox.waiting.push_back(mail);
        } else {
            tracing::warn!("the relay sends more mail than it may: connecting anew");
            self.hang_up();
        }
    }

    /// `mail` comes from somebody whose handle must be looked up first.
    pub(super) fn wait_for(&mut self, stranger: Card, mail: Mail) {
        self.inbox.waiting.push_front(mail);
        self.inbox.stranger = Some(stranger);
        self.ask_for_stranger();
    }

    /// Asks again when the relay had no time for the question.
    pub(super) fn wake_inbox(&mut self, now: Timestamp) {
        if self.inbox.retry_at.take_if(|at| *at <= now).is_some() {
            self.ask_for_stranger();
        }
    }

    fn ask_for_stranger(&mut self) {
        if let Some(handle) = self.inbox.stranger.as_ref().map(|card| card.handle().clone()) {
            let request = self.relay.ask(Pending::Stranger);
            self.transmit(&ClientFrame::LookUp { request, handle });
        }
    }

    /// The directory holds this record for the stranger's handle.
    pub(super) fn stranger_found(&mut self, now: Timestamp, record: &[u8]) {
        if let Some(card) = self.inbox.stranger.take() {
            let is_true = Card::decode(record).is_ok_and(|held| held == card);
            self.judge(now, Verdict { card, is_true });
        }
    }

    /// The directory does not answer, or knows nobody of that handle.
    pub(super) fn stranger_refused(&mut self, now: Timestamp, code: Code) {
        if is_passing(code) {
            self.inbox.retry_at = Some(now.after_ms(WAIT_MS));
        } else if let Some(card) = self.inbox.stranger.take() {
            self.judge(now, Verdict { card, is_true: false });
        }
    }

    /// Takes what waited, up to the next stranger.
    fn judge(&mut self, now: Timestamp, verdict: Verdict) {
        self.inbox.verdict = Some(verdict);
        while self.inbox.stranger.is_none()
            && self.relay.is_ready()
            && let Some(mail) = self.inbox.waiting.pop_front()
        {
            self.take(now, mail);
        }
        self.inbox.verdict = None;
    }
}
