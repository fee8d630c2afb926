//! One transaction at work: what every step that changes something needs at hand.

use core::cell::{Cell, RefCell};
use std::collections::BTreeSet;

use pillion_protocol::content::id::ChatId;
use pillion_wire::{
    id::{AccountId, GroupTag, PutId},
    time::Timestamp,
};

use super::{fault::Fault, keys::Keys, letter::Letter, rng::SharedRng};
use crate::{
    mls::pair::Mls,
    store::{change, contact, database::Tx, error::StoreError, group, letter, outbox},
};

/// A transaction, who we are, the time, and what is to be done once it is committed.
#[derive(Debug)]
pub(super) struct Work<'a> {
    pub(super) tx: &'a Tx<'a>,
    pub(super) keys: &'a Keys,
    pub(super) rng: &'a SharedRng,
    pub(super) now: Timestamp,
    pub(super) after: After,
}

/// What a committed transaction leaves to do.
#[derive(Debug, Default)]
pub(super) struct After {
    /// Mailboxes for which something new waits.
    pub(super) posted: RefCell<BTreeSet<AccountId>>,
    /// Chats whose messages wait for a group.
    pub(super) to_start: RefCell<BTreeSet<ChatId>>,
    /// Somebody is to be told that messages came or were read.
    pub(super) receipts: Cell<bool>,
    /// Somebody may be told this account's name now.
    pub(super) names: Cell<bool>,
    /// A message may go away by itself earlier than all others.
    pub(super) expiry: Cell<bool>,
    /// Who has said something, and where.
    pub(super) came: RefCell<Vec<(ChatId, AccountId)>>,
    /// A chat was deleted, and what was said in it is to be taken out.
    pub(super) sweep: Cell<bool>,
    /// A key package was used up.
    pub(super) package_used: Cell<bool>,
}

impl Work<'_> {
    /// The groups, on this transaction.
    pub(super) fn with_mls<T>(&self, work: impl FnOnce(&Mls<'_>) -> Result<T, Fault>) -> Result<T, Fault> {
        let mut rng = self.rng.clone();
        let mls = Mls::new(self.tx, &self.keys.identity, &self.keys.card, &mut rng)?;
        work(&mls)
    }

    /// Seals a letter for the other side of a chat and puts it into the outbox; `false` if there is no group yet, or the contact has
    /// come with another key: then a message waits in its row, and all else is held.
    pub(super) fn post(&self, chat: ChatId, letter: &Letter, message: Option<i64>) -> Result<bool, Fault> {
        let (Some(tag), Some(contact)) = (group::of_chat(self.tx, chat)?, contact::by_chat(self.tx, chat)?) else {
            if message.is_none() {
                self.hold(chat, letter)?;
            }
            return Ok(false);
        };
        if contact.key_changed {
            if message.is_none() {
                letter::keep(self.tx, chat, &letter.encode())?;
            }
            return Ok(false);
        }
        self.post_in(tag, contact.account, letter, message)?;
        Ok(true)
    }

    /// Seals a letter in one group.
    pub(super) fn post_in(
        &self,
        tag: GroupTag,
        recipient: AccountId,
        letter: &Letter,
        message: Option<i64>,
    ) -> Result<(), Fault> {
        let payload = self.with_mls(|mls| Ok(mls.seal(tag, &letter.encode())?))?;
        self.put(&outbox::NewPut {
            put: PutId(self.rng.bytes()),
            recipient,
            payload: &payload,
            message,
            welcome: None,
        })?;
        Ok(())
    }

    /// Puts a blob into the outbox.
    pub(super) fn put(&self, new: &outbox::NewPut<'_>) -> Result<(), StoreError> {
        outbox::add(self.tx, new)?;
        self.after.posted.borrow_mut().insert(new.recipient);
        Ok(())
    }

    /// Notes that an object has changed.
    pub(super) fn touch(&self, object: change::Object) -> Result<(), StoreError> {
        change::touch(self.tx, object)
    }
}
