//! One transaction at work: what every step that changes something needs at hand.

use core::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use pillion_protocol::content::{id::ChatId, problem::Problem};
use pillion_wire::{
    id::{AccountId, FileId, GroupTag, PutId},
    time::Timestamp,
};

use super::{fault::Fault, keys::Keys, letter::Letter, rng::SharedRng};
use crate::{
    mls::{
        pair::Mls,
        piece::{self, SetId},
    },
    store::{
        change, contact,
        database::Tx,
        error::StoreError,
        group, letter, member,
        outbox::{self, Lane, Put},
    },
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
    /// Lanes in which something new waits.
    pub(super) posted: RefCell<BTreeSet<Lane>>,
    /// Chats whose messages wait for a group.
    pub(super) to_start: RefCell<BTreeSet<ChatId>>,
    /// Groups in which something may be to be changed.
    pub(super) altered: RefCell<BTreeSet<ChatId>>,
    /// Groups in which another change of this epoch was before ours.
    pub(super) behind: RefCell<BTreeMap<ChatId, u64>>,
    /// Changes of ours that another one was before.
    pub(super) lost: RefCell<BTreeSet<i64>>,
    /// Changes of groups that are done, or will not be, and why.
    pub(super) settled: RefCell<Vec<(i64, Option<Problem>)>>,
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
    /// Files that were to leave and will not: the relay gets their room back.
    pub(super) given_up: RefCell<Vec<FileId>>,
    /// The bytes of a file may be to be moved, or removed.
    pub(super) files: Cell<bool>,
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

    /// Puts a letter for the others of a chat into the outbox; `false` if there is no group yet, or the contact has come with another key:
    /// then a message waits in its row, and all else is held. In a chat of two it is sealed now, in a group of many when it is its turn,
    /// so that nobody gets it in an epoch that is long over.
    ///
    /// # Errors
    /// [`Problem::NotAMember`] in a group that this account is not in any more.
    pub(super) fn post(&self, chat: ChatId, letter: &Letter, message: Option<i64>) -> Result<bool, Fault> {
        let inside = member::is_inside(self.tx, chat)?;
        let Some(tag) = group::of_chat(self.tx, chat)? else {
            if inside.is_some() && group::to_renew(self.tx, chat)?.is_none() {
                return Err(Problem::NotAMember.into());
            }
            if message.is_none() {
                self.hold(chat, letter)?;
            }
            return Ok(false);
        };
        match (inside, contact::by_chat(self.tx, chat)?) {
            (Some(false), _) => return Err(Problem::NotAMember.into()),
            (Some(true), _) => self.put(&Put {
                message,
                ..Put::many(PutId(self.rng.bytes()), tag, Vec::new(), letter.encode())
            })?,
            (None, Some(contact)) if contact.key_changed => {
                if message.is_none() {
                    letter::keep(self.tx, chat, &letter.encode())?;
                }
                return Ok(false);
            }
            (None, Some(contact)) => self.post_in(tag, contact.account, letter, message)?,
            (None, None) => return Ok(false),
        }
        Ok(true)
    }

    /// Seals a letter in one group, for one of its members.
    pub(super) fn post_in(
        &self,
        tag: GroupTag,
        recipient: AccountId,
        letter: &Letter,
        message: Option<i64>,
    ) -> Result<(), Fault> {
        let payload = self.with_mls(|mls| Ok(mls.seal(tag, &letter.encode())?))?;
        self.put(&Put {
            message,
            ..Put::single(PutId(self.rng.bytes()), recipient, payload)
        })?;
        Ok(())
    }

    /// A blob for members of a group of many as it goes into the outbox: in pieces if it does not fit a frame. The last one carries
    /// message and slot.
    pub(super) fn parts(
        &self,
        tag: GroupTag,
        recipients: &[AccountId],
        payload: &[u8],
        message: Option<i64>,
        epoch: Option<u64>,
    ) -> Vec<Put> {
        let pieces = piece::split(payload, recipients.len(), SetId(self.rng.bytes()));
        let put = |payload| Put::many(PutId(self.rng.bytes()), tag, recipients.to_vec(), payload);
        let mut parts: Vec<_> = pieces.into_iter().map(put).collect();
        if let Some(last) = parts.last_mut() {
            (last.message, last.epoch) = (message, epoch);
        }
        parts
    }

    /// Puts a blob into the outbox.
    pub(super) fn put(&self, new: &Put) -> Result<(), StoreError> {
        outbox::add(self.tx, new)?;
        self.after.posted.borrow_mut().insert(new.lane);
        Ok(())
    }

    /// Notes that an object has changed.
    pub(super) fn touch(&self, object: change::Object) -> Result<(), StoreError> {
        change::touch(self.tx, object)
    }
}
