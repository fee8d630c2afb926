//! Chats of two after a restoration from a backup: nothing is sealed in the groups that came with it.
//!
//! 1. When the phone is let in, every such chat begins a new group, with a key package of the contact ([`super::start`]).
//! 2. What is said until then is held: messages in their rows, all else as letters.
//! 3. The contact, who gets the welcome, writes into the new group from then on; what it has put into the old one is still read.
//!
//! A group of many that came with a backup is not begun anew: this phone renews its keys by a commit in the relay's slot before anything
//! is sealed in it. If the slot has gone to a change that this phone never saw, nothing can be sealed there: an admin must remove and add
//! this account.
//!
//! Source: docs/protocol.md, rules `R-BACKUP-4` and `R-MLS-5`.

use pillion_protocol::content::{event::Event, id::ChatId, problem::Problem};
use pillion_wire::time::Timestamp;

use super::{fault::Fault, letter::Letter, phone::Phone, work::Work};
use crate::store::{change::Object, database::Tx, error::StoreError, group, letter, message, state};

/// Chats that want a group: messages or letters wait in them, or theirs came from a backup.
pub(super) fn chats_to_start(tx: &Tx<'_>) -> Result<Vec<ChatId>, StoreError> {
    let mut chats = message::unsealed_chats(tx)?;
    chats.extend(letter::chats(tx)?);
    chats.extend(group::stale_pairs(tx)?);
    Ok(chats)
}

/// How long the change that has taken a slot may be on its way, in milliseconds: what was in the mailbox has come before.
const OTHERS_MS: u64 = 60_000;

impl Phone {
    /// Somebody else's changes of these groups are on their way to us, if we are still to hear of them.
    pub(super) fn wait_for_others(&mut self, now: Timestamp, chats: impl Iterator<Item = ChatId>) {
        let due = chats.map(|chat| (chat, now.after_ms(OTHERS_MS)));
        self.alters.overdue.extend(due);
    }

    /// Gives up groups from a backup whose slot has gone to a change that does not come.
    pub(super) fn give_up_overdue(&mut self, now: Timestamp) {
        let due: Vec<_> = self
            .alters
            .overdue
            .iter()
            .filter(|(_, at)| **at <= now)
            .map(|(chat, _)| *chat)
            .collect();
        for chat in due {
            self.alters.overdue.remove(&chat);
            let behind = self.alters.behind.get(&chat).copied();
            if let Err(fault) = self.transact(now, |work| work.out_of_step(chat, behind)) {
                self.fault(&fault);
            }
        }
    }
}

impl Work<'_> {
    /// A group from a backup is given up if it still stands where its slot was lost.
    fn out_of_step(&self, chat: ChatId, behind: Option<u64>) -> Result<(), Fault> {
        let Some(tag) = group::to_renew(self.tx, chat)? else {
            return Ok(());
        };
        if self.with_mls(|mls| Ok(mls.epoch(tag)?)).ok() != behind {
            return Ok(());
        }
        self.happened(chat, None, Event::OutOfStep)?;
        for waiting in state::unsealed(self.tx, chat)? {
            state::fail(self.tx, waiting.number, Problem::NotAMember)?;
            self.touch(Object::Message(waiting.number))?;
        }
        self.end_membership(chat, tag)?;
        // Without it, the welcome of an admin who lets us in again can be opened.
        self.with_mls(|mls| Ok(mls.forget(tag)?))?;
        Ok(self.touch(Object::Chat(chat))?)
    }

    /// Holds a letter of a chat that is to have a new group. In one that never had a group nobody is there to hear it.
    pub(super) fn hold(&self, chat: ChatId, letter: &Letter) -> Result<(), Fault> {
        if group::is_stale(self.tx, chat)? {
            letter::keep(self.tx, chat, &letter.encode())?;
            self.after.to_start.borrow_mut().insert(chat);
        }
        Ok(())
    }

    /// Renews the keys of a group of many that came with a backup, unless that is under way, or somebody else's change is.
    pub(super) fn renew(&self, chat: ChatId, behind: Option<u64>) -> Result<(), Fault> {
        let Some(tag) = group::to_renew(self.tx, chat)? else {
            return Ok(());
        };
        let pending = self.with_mls(|mls| {
            if mls.pending(tag)?.is_some() || behind == Some(mls.epoch(tag)?) {
                return Ok(None);
            }
            Ok(Some(mls.renew(tag)?))
        });
        match pending {
            Ok(Some(pending)) => {
                group::renewing(self.tx, tag, true)?;
                self.want_slot(chat, &pending)
            }
            Ok(None) => Ok(()),
            Err(Fault::Mls(reason)) => {
                tracing::warn!(group = %tag, %reason, "a group from a backup cannot be renewed");
                Ok(())
            }
            Err(other) => Err(other),
        }
    }

    /// Seals what was held, in its order, now that there is a group.
    pub(super) fn seal_held(&self, chat: ChatId) -> Result<(), Fault> {
        for body in letter::take(self.tx, chat)? {
            match Letter::decode(&body) {
                Ok(letter) => {
                    self.post(chat, &letter, None)?;
                }
                Err(reason) => tracing::warn!(%reason, "a letter that was held cannot be read"),
            }
        }
        Ok(())
    }
}
