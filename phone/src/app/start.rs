//! A chat's first message: its group is made with a key package that the relay gives out.
//!
//! 1. A message waits in a chat without a group. The phone asks the relay for one of the contact's key packages.
//! 2. The group is made; the welcome, our name and the waiting messages go into the outbox, in this order.
//! 3. If the contact has left no package, the messages wait on; if the package is no good, they fail, with a retry.

use std::collections::BTreeMap;

use pillion_protocol::content::{id::ChatId, problem::Problem};
use pillion_wire::{
    client_frame::ClientFrame,
    id::{AccountId, PutId},
    refusal::Code,
    time::Timestamp,
};

use super::{fault::Fault, outbox, pending::Pending, phone::Phone, work::Work};
use crate::{
    mls::{card::Card, error::MlsError},
    store::{change::Object, chat, contact, error::StoreError, group, outbox::Put, state},
};

/// The wait before a key package is asked for again, in milliseconds; doubled each time.
const FIRST_WAIT_MS: u64 = 2_000;

/// The longest such wait, in milliseconds.
const LONGEST_WAIT_MS: u64 = 60_000;

/// Chats that wait for a group.
#[derive(Debug, Default)]
pub(super) struct Starts(BTreeMap<ChatId, Start>);

#[derive(Debug, Default)]
struct Start {
    asked: bool,
    attempts: u32,
    retry_at: Option<Timestamp>,
}

impl Starts {
    /// Forgets what was asked: the connection is gone.
    pub(super) fn cut(&mut self) {
        for start in self.0.values_mut() {
            start.asked = false;
            start.retry_at = None;
        }
    }

    pub(super) fn want(&mut self, chat: ChatId) {
        self.0.entry(chat).or_default();
    }

    pub(super) fn wake_at(&self) -> Option<Timestamp> {
        self.0.values().filter_map(|start| start.retry_at).min()
    }

    fn again_later(&mut self, chat: ChatId, now: Timestamp) {
        if let Some(start) = self.0.get_mut(&chat) {
            let wait = FIRST_WAIT_MS
                .checked_shl(start.attempts)
                .unwrap_or(LONGEST_WAIT_MS)
                .min(LONGEST_WAIT_MS);
            start.attempts = start.attempts.saturating_add(1).min(10);
            start.asked = false;
            start.retry_at = Some(now.after_ms(wait));
        }
    }
}

impl Phone {
    /// Asks for the key packages that are wanted and not asked for yet.
    pub(super) fn start_chats(&mut self, now: Timestamp) {
        if !self.relay.is_ready() {
            return;
        }
        let due = |start: &Start| !start.asked && start.retry_at.is_none_or(|at| at <= now);
        let wanted: Vec<_> = self
            .starts
            .0
            .iter()
            .filter(|(_, start)| due(start))
            .map(|(chat, _)| *chat)
            .collect();
        for chat in wanted {
            match contact::by_chat(&self.database.read(), chat) {
                // It begins once the contact's other key is accepted.
                Ok(Some(contact)) if contact.key_changed => drop(self.starts.0.remove(&chat)),
                Ok(Some(contact)) => {
                    let account = contact.account;
                    let request = self.relay.ask(Pending::KeyPackage { chat });
                    self.transmit(&ClientFrame::TakeKeyPackage { request, account });
                    if let Some(start) = self.starts.0.get_mut(&chat) {
                        start.asked = true;
                        start.retry_at = None;
                    }
                }
                Ok(None) => drop(self.starts.0.remove(&chat)),
                Err(error) => return self.storage_failed(&error),
            }
        }
    }

    /// A key package came.
    pub(super) fn key_package(&mut self, now: Timestamp, chat: ChatId, package: &[u8]) {
        self.starts.0.remove(&chat);
        match self.transact(now, |work| work.start(chat, package)) {
            Ok(()) => {}
            Err(Fault::Store(error)) => self.storage_failed(&error),
            Err(Fault::Mls(MlsError::WrongPerson)) => {
                if let Err(fault) = self.ask_who_it_is(chat) {
                    self.fault(&fault);
                }
            }
            Err(fault) => self.start_failed(now, chat, fault.problem()),
        }
    }

    /// The relay gave none.
    pub(super) fn no_key_package(&mut self, now: Timestamp, chat: ChatId, code: Code) {
        if code == Code::NoKeyPackage || outbox::is_passing(code) {
            self.starts.again_later(chat, now);
        } else {
            self.starts.0.remove(&chat);
            self.start_failed(now, chat, Problem::Relay(code));
        }
    }

    pub(super) fn start_failed(&mut self, now: Timestamp, chat: ChatId, problem: Problem) {
        if let Err(fault) = self.transact(now, |work| Ok(work.fail_waiting(chat, problem)?)) {
            self.fault(&fault);
        }
    }
}

impl Work<'_> {
    fn start(&self, chat: ChatId, package: &[u8]) -> Result<(), Fault> {
        if group::of_chat(self.tx, chat)?.is_some() {
            // The other side has begun meanwhile; the package is spent for nothing.
            return self.seal_waiting(chat);
        }
        let contact = contact::by_chat(self.tx, chat)?.ok_or(Problem::NoSuchChat)?;
        if contact.key_changed {
            return Ok(());
        }
        let card = contact::card(self.tx, contact.account)?.unwrap_or_default();
        let card = Card::decode(&card).map_err(MlsError::from)?;
        let started = self.with_mls(|mls| Ok(mls.start(package, &card)?))?;
        group::add(self.tx, started.group, chat, self.now)?;
        self.put(&Put {
            welcome: Some(started.group),
            ..Put::single(PutId(self.rng.bytes()), contact.account, started.welcome)
        })?;
        if !chat::is_request(self.tx, chat)? {
            self.introduce(started.group, contact.account)?;
            self.tell_timer(chat)?;
        }
        self.seal_waiting(chat)
    }

    /// Tells the other side how this account wants to be called, and what it looks like.
    pub(super) fn introduce(&self, tag: pillion_wire::id::GroupTag, to: AccountId) -> Result<(), Fault> {
        for letter in self.profile_letters()? {
            self.post_in(tag, to, &letter, None)?;
        }
        Ok(())
    }

    /// All messages of a chat that wait for a group have failed.
    pub(super) fn fail_waiting(&self, chat: ChatId, problem: Problem) -> Result<(), StoreError> {
        for waiting in state::unsealed(self.tx, chat)? {
            state::fail(self.tx, waiting.number, problem)?;
            self.touch(Object::Message(waiting.number))?;
        }
        self.touch(Object::Chat(chat))
    }
}
