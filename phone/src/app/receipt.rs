//! Receipts: the other side is told what came and what was seen.
//!
//! They wait a moment, so that one letter tells of all that came in one go. What is still to be told stands in the
//! database, so a crash delays a receipt and loses none.

use std::collections::BTreeMap;

use pillion_protocol::content::id::{ChatId, MessageId};
use pillion_wire::time::Timestamp;

use super::{
    fault::Fault,
    letter::{Letter, RECEIPTS},
    phone::Phone,
    work::Work,
};
use crate::store::{chat, contact, state};

/// Quiet time after which receipts leave, in milliseconds: longer than the gap between two blobs of one go.
const QUIET_MS: u64 = 10;

/// The longest wait, in milliseconds, while blobs keep coming.
const LONGEST_MS: u64 = 200;

/// When the receipts leave.
#[derive(Debug, Default)]
pub(super) struct Receipts {
    due: Option<Due>,
}

#[derive(Debug)]
struct Due {
    first: Timestamp,
    last: Timestamp,
}

impl Receipts {
    pub(super) fn want(&mut self, now: Timestamp) {
        self.due.get_or_insert(Due { first: now, last: now }).last = now;
    }

    pub(super) fn wake_at(&self) -> Option<Timestamp> {
        let due = self.due.as_ref()?;
        Some(due.last.after_ms(QUIET_MS).min(due.first.after_ms(LONGEST_MS)))
    }
}

impl Phone {
    /// Puts the receipts into the outbox if it is time.
    pub(super) fn tell_receipts(&mut self, now: Timestamp) {
        if self.receipts.wake_at().is_none_or(|at| at > now) {
            return;
        }
        self.receipts.due = None;
        match self.transact(now, |work| work.tell_receipts()) {
            Ok(true) => self.receipts.want(now),
            Ok(false) => {}
            Err(fault) => self.fault(&fault),
        }
    }
}

impl Work<'_> {
    /// One go; `true` if there are more.
    fn tell_receipts(&self) -> Result<bool, Fault> {
        let due = state::receipts_due(self.tx, RECEIPTS)?;
        let more = u32::try_from(due.len()).is_ok_and(|count| count == RECEIPTS);
        let mut by_chat: BTreeMap<ChatId, Vec<MessageId>> = BTreeMap::new();
        for (chat, id) in due {
            by_chat.entry(chat).or_default().push(id);
        }
        for (chat, ids) in by_chat {
            for id in &ids {
                state::set_receipt_due(self.tx, chat, *id, false)?;
            }
            if contact::by_chat(self.tx, chat)?.is_some_and(|contact| !contact.blocked) {
                self.post(chat, &Letter::Delivered { ids }, None)?;
            }
        }
        if more {
            return Ok(true);
        }
        for (chat, told, mark) in chat::untold(self.tx)? {
            if let Some(last) = state::last_incoming(self.tx, chat, told, mark)? {
                self.post(chat, &Letter::Read { through: last.id }, None)?;
            }
            chat::told(self.tx, chat, mark)?;
        }
        Ok(false)
    }
}
