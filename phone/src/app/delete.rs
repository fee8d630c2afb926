//! Deleting messages and chats.
//!
//! 1. Here: nobody else is told.
//! 2. For all: one's own only; the others' phones are told to delete it too. One that has not left yet does not leave: its
//!    blob is taken out of the outbox. If it may be on its way already, the word to delete it follows (rule `R-LETTER-4`).
//! 3. A whole chat: here only, and at once for everybody who looks. What was said in it is taken out bit by bit. The contact
//!    stays, with a new chat that shows when something is said in it.

use std::collections::BTreeSet;

use pillion_protocol::content::{
    body::Body,
    file::Held,
    id::{ChatId, MessageId},
    problem::Problem,
};
use pillion_wire::{id::PutId, time::Timestamp};

use super::{fault::Fault, letter::Letter, phone::Phone, work::Work, writer::Writer};
use crate::store::{
    change::Object,
    chat, contact,
    deletion::{self, Extent},
    file, group, member, message, outbox,
    row::Numbered,
    shelf, state, timer,
};

/// Messages of deleted chats that are taken out in one go: some 30 ms of work.
const SWEEP: u32 = 200;

/// The wait between two goes, in milliseconds: others have their turn.
const PAUSE_MS: u64 = 30;

impl Phone {
    /// Takes out some of what was said in deleted chats, if it is time.
    pub(super) fn sweep(&mut self, now: Timestamp) {
        if self.sweep_at.take_if(|at| *at <= now).is_none() {
            return;
        }
        let swept = self.transact(now, |work| {
            work.after.files.set(true);
            Ok(deletion::sweep(work.tx, SWEEP)?)
        });
        match swept {
            Ok(true) => self.sweep_at = Some(now.after_ms(PAUSE_MS)),
            Ok(false) => {}
            Err(fault) => self.fault(&fault),
        }
    }

    /// Does what a `Delete` asks.
    pub(super) fn delete(
        &mut self,
        now: Timestamp,
        chat: ChatId,
        message: MessageId,
        for_all: bool,
    ) -> Result<(), Fault> {
        let given = self.lanes.given();
        self.transact(now, |work| work.delete(chat, message, for_all, &given))
    }
}

impl Work<'_> {
    fn delete(&self, chat: ChatId, id: MessageId, for_all: bool, given: &BTreeSet<PutId>) -> Result<(), Fault> {
        if !chat::exists(self.tx, chat)? {
            return Err(Problem::NoSuchChat.into());
        }
        let found = message::in_chat(self.tx, chat, id)?.ok_or(Problem::NoSuchMessage)?;
        let is_own = found.message.from.is_none() && !matches!(found.message.body, Body::Event(_));
        if for_all && !is_own {
            return Err(Problem::NotYours.into());
        }
        if is_own && found.message.body != Body::Deleted && !self.take_back(found.number, given)? && for_all {
            self.post(chat, &Letter::Delete { id }, None)?;
        }
        self.erase(&found, if for_all { Extent::ForAll } else { Extent::Here })
    }

    /// Takes a message of this account out of the outbox; `false` if it has left, or may have.
    fn take_back(&self, number: i64, given: &BTreeSet<PutId>) -> Result<bool, Fault> {
        let puts = outbox::of_message(self.tx, number)?;
        if puts.is_empty() {
            // One that waits for its group, or has failed, is not sealed.
            return Ok(!state::is_sealed(self.tx, number)?);
        }
        // Some of a group's members may have it already.
        if state::is_sent(self.tx, number)? || puts.iter().any(|put| given.contains(put)) {
            return Ok(false);
        }
        for put in puts {
            outbox::take(self.tx, put)?;
        }
        Ok(true)
    }

    /// A contact has deleted one of its messages for all.
    pub(super) fn deleted_by_peer(&self, writer: Writer, id: MessageId) -> Result<(), Fault> {
        match self.written_by(writer, id)? {
            Some(found) => self.erase(&found, Extent::ForAll),
            None => Ok(()),
        }
    }

    pub(super) fn erase(&self, found: &Numbered, extent: Extent) -> Result<(), Fault> {
        self.after.files.set(true);
        if deletion::message(self.tx, found.number, extent)? {
            self.touch_shown(found)?;
        }
        if let Some(shared) = found.message.body.file()
            && shared.held == Held::Leaving
            // Another message may say the same of it.
            && !file::is_here(self.tx, shared.file.digest)?
        {
            self.after.given_up.borrow_mut().push(shared.file.id);
        }
        Ok(())
    }

    /// Does what a `DeleteChat` asks.
    pub(super) fn delete_chat(&self, old: ChatId) -> Result<(), Fault> {
        let shown = chat::view(self.tx, old)?.ok_or(Problem::NoSuchChat)?;
        self.touch(Object::Chat(old))?;
        match &shown.group {
            // One that we are not in, or do not want to be in, does not come again.
            Some(group) if group.left || shown.request => self.forget_group(old)?,
            Some(_) => {
                let new = self.stand_in(old, shown.request)?;
                member::move_to(self.tx, old, new)?;
                // A change that is wanted goes on there.
                self.after.altered.borrow_mut().insert(new);
            }
            None => {
                let new = self.stand_in(old, shown.request)?;
                if let Some(account) = shown.peer {
                    contact::move_to(self.tx, account, old, new)?;
                    self.touch(Object::Contact(account))?;
                }
            }
        }
        self.after.given_up.borrow_mut().extend(file::leaving(self.tx, old)?);
        deletion::chat(self.tx, old)?;
        self.after.sweep.set(true);
        Ok(())
    }

    /// A chat that stands ready in place of one that is deleted.
    fn stand_in(&self, old: ChatId, request: bool) -> Result<ChatId, Fault> {
        let new = ChatId(self.rng.bytes());
        chat::add(self.tx, new, self.now)?;
        shelf::hide(self.tx, new, true)?;
        shelf::request(self.tx, new, request)?;
        timer::set(self.tx, new, timer::of(self.tx, old)?)?;
        Ok(new)
    }

    /// Leaves the group of a chat, if we are in it, and forgets it.
    fn forget_group(&self, chat: ChatId) -> Result<(), Fault> {
        if let Some(tag) = group::of_chat(self.tx, chat)? {
            if member::is_inside(self.tx, chat)? == Some(true) {
                self.ask_to_leave(chat, tag)?;
            }
            self.with_mls(|mls| Ok(mls.forget(tag)?))?;
        }
        self.give_up(chat, Problem::NoSuchChat)?;
        Ok(member::forget(self.tx, chat)?)
    }
}
