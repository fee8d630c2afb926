//! A change of a group at the relay: it has the slot of its epoch, or another one has.
//!
//! Source: docs/protocol.md, rule `R-GROUP-6`.

use pillion_protocol::content::{group::GroupChange, id::ChatId, problem::Problem};
use pillion_wire::{
    id::{GroupTag, PutId},
    refusal::Code,
};

use super::{fault::Fault, mail::Hearing, work::Work};
use crate::{
    mls::{pending::Pending, welcome::Welcomes},
    store::{
        group, member,
        outbox::{self, Put},
        wanted,
    },
};

impl Work<'_> {
    /// Gives a commit to the outbox. The group goes on as it was until the relay has taken it.
    pub(super) fn want_slot(&self, chat: ChatId, pending: &Pending) -> Result<(), Fault> {
        let mut recipients = member::others(self.tx, chat)?;
        if recipients.is_empty() {
            recipients.push(self.keys.account());
        }
        let epoch = Some(pending.epoch);
        for part in self.parts(pending.group, &recipients, &pending.commit, None, epoch) {
            self.put(&part)?;
        }
        Ok(())
    }

    /// The relay has taken our commit: it holds.
    pub(super) fn slot_won(&self, blob: &Put) -> Result<(), Fault> {
        let (Some(tag), Some(epoch)) = (blob.tag, blob.epoch) else {
            return Ok(());
        };
        let Some(chat) = group::chat_of(self.tx, tag)? else {
            return Ok(());
        };
        let before = member::others(self.tx, chat)?;
        let accepted = match self.with_mls(|mls| Ok(mls.accept_pending(tag, epoch)?)) {
            Err(Fault::Mls(reason)) => {
                tracing::warn!(group = %tag, %reason, "the relay took a change that is none any more");
                return Ok(());
            }
            accepted => accepted?,
        };
        let rest: Vec<_> = before
            .into_iter()
            .filter(|who| !blob.recipients.contains(who))
            .collect();
        if !rest.is_empty() {
            let put = Put::many(PutId(self.rng.bytes()), tag, rest, blob.payload.clone());
            outbox::replace(self.tx, blob.put, &[put])?;
            self.after.posted.borrow_mut().insert(blob.lane);
        }
        self.changed(chat, tag, &accepted.changed)?;
        if let Some(welcomes) = &accepted.welcomes {
            self.welcome(tag, welcomes)?;
            let new = welcomes.each.iter().map(|(account, _)| *account).collect();
            self.show_picture(chat, tag, new)?;
        }
        if group::renewed(self.tx, tag)? {
            self.seal_waiting(chat)?;
        } else if group::to_renew(self.tx, chat)?.is_none()
            && let Some(done) = wanted::first(self.tx, chat)?
        {
            if let Some(GroupChange::Picture(picture)) = done.change {
                self.picture_set(chat, picture.map(Into::into))?;
            }
            self.settle(done.number, None)?;
        }
        let hearing = Hearing {
            verdict: None,
            echo: false,
        };
        self.take_kept(tag, hearing)
    }

    /// Another change has the slot: ours is made anew once that one has come, if it still makes sense.
    pub(super) fn slot_lost(&self, blob: &Put) -> Result<(), Fault> {
        let (Some(tag), Some(epoch)) = (blob.tag, blob.epoch) else {
            return Ok(());
        };
        self.drop_commit(tag, epoch)?;
        if let Some(chat) = group::chat_of(self.tx, tag)? {
            if !group::renewing(self.tx, tag, false)?
                && let Some(first) = wanted::first(self.tx, chat)?
            {
                self.after.lost.borrow_mut().insert(first.number);
            }
            self.after.behind.borrow_mut().insert(chat, epoch);
            self.after.altered.borrow_mut().insert(chat);
        }
        Ok(())
    }

    /// The relay will never take our commit.
    pub(super) fn slot_refused(&self, blob: &Put, code: Code) -> Result<(), Fault> {
        let (Some(tag), Some(epoch)) = (blob.tag, blob.epoch) else {
            return Ok(());
        };
        self.drop_commit(tag, epoch)?;
        if !group::renewing(self.tx, tag, false)?
            && let Some(chat) = group::chat_of(self.tx, tag)?
            && let Some(first) = wanted::first(self.tx, chat)?
        {
            self.settle(first.number, Some(Problem::Relay(code)))?;
        }
        Ok(())
    }

    fn drop_commit(&self, tag: GroupTag, epoch: u64) -> Result<(), Fault> {
        match self.with_mls(|mls| Ok(mls.drop_pending(tag, epoch)?)) {
            Err(Fault::Mls(reason)) => {
                tracing::info!(group = %tag, %reason, "no change waits any more");
                Ok(())
            }
            dropped => dropped,
        }
    }

    /// Sends new members what they need: to all of them the tree, then to each its welcome, in its own lane.
    pub(super) fn welcome(&self, tag: GroupTag, welcomes: &Welcomes) -> Result<(), Fault> {
        let all: Vec<_> = welcomes.each.iter().map(|(account, _)| *account).collect();
        for piece in &welcomes.tree {
            self.put(&Put::many(PutId(self.rng.bytes()), tag, all.clone(), piece.clone()))?;
        }
        for (account, welcome) in &welcomes.each {
            self.put(&Put::single(PutId(self.rng.bytes()), *account, welcome.clone()))?;
        }
        Ok(())
    }

    /// A change that somebody wanted is done, or will not be.
    pub(super) fn settle(&self, number: i64, problem: Option<Problem>) -> Result<(), Fault> {
        wanted::remove(self.tx, number)?;
        self.after.settled.borrow_mut().push((number, problem));
        Ok(())
    }
}
