//! Receipts: the other side is told what came and what was seen.
//!
//! They wait a moment, so that one letter tells of all that came in one go. What is still to be told stands in the
//! database, so a crash delays a receipt and loses none.

use std::collections::BTreeMap;

use pillion_protocol::content::{
    id::{ChatId, MessageId},
    message::State,
};
use pillion_wire::{id::AccountId, time::Timestamp};

use super::{
    fault::Fault,
    letter::{Letter, RECEIPTS},
    phone::Phone,
    work::Work,
    writer::Writer,
};
use crate::store::{change::Object, chat, contact, group, member, message, receipt, state};

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
        let groups = self.relay.has_caught_up();
        match self.transact(now, |work| work.tell_receipts(groups)) {
            Ok(true) => self.receipts.want(now),
            Ok(false) => {}
            Err(fault) => self.fault(&fault),
        }
    }
}

impl Work<'_> {
    /// One go; `true` if there are more. In groups only if `groups`: what is sealed while changes wait in the mailbox comes too late
    /// for the others.
    fn tell_receipts(&self, groups: bool) -> Result<bool, Fault> {
        let due = state::receipts_due(self.tx, groups, RECEIPTS)?;
        let more = u32::try_from(due.len()).is_ok_and(|count| count == RECEIPTS);
        let mut by_writer: BTreeMap<(ChatId, AccountId), Vec<MessageId>> = BTreeMap::new();
        for (chat, writer, id) in due {
            by_writer.entry((chat, writer)).or_default().push(id);
        }
        for ((chat, writer), ids) in by_writer {
            for id in &ids {
                state::set_receipt_due(self.tx, chat, *id, false)?;
            }
            if !contact::find(self.tx, writer)?.is_some_and(|contact| contact.blocked) {
                self.tell(chat, writer, &Letter::Delivered { ids })?;
            }
        }
        if more {
            return Ok(true);
        }
        for (chat, told, mark) in chat::untold(self.tx, groups)? {
            for (writer, through) in receipt::last_of_each(self.tx, chat, told, mark)? {
                self.tell(chat, writer, &Letter::Read { through })?;
            }
            chat::told(self.tx, chat, mark)?;
        }
        Ok(false)
    }

    /// Tells one person something about messages: their writer how far they have come. In a group it is sealed for all, and put into his mailbox alone.
    pub(super) fn tell(&self, chat: ChatId, writer: AccountId, letter: &Letter) -> Result<(), Fault> {
        match member::is_inside(self.tx, chat)? {
            None => self.post(chat, letter, None).map(drop),
            Some(true) if member::card(self.tx, chat, writer)?.is_some() => match group::of_chat(self.tx, chat)? {
                Some(tag) => self.post_in(tag, writer, letter, None),
                None => Ok(()),
            },
            Some(_) => Ok(()),
        }
    }

    /// A reader has these messages.
    pub(super) fn delivered(&self, reader: Writer, ids: &[MessageId]) -> Result<(), Fault> {
        for id in ids {
            let found = message::in_chat(self.tx, reader.chat, *id)?;
            let Some(found) = found.filter(|found| found.message.from.is_none()) else {
                continue;
            };
            if reader.is_many {
                if receipt::delivered(self.tx, found.number, reader.account, self.now)? {
                    self.count(found.number)?;
                }
            } else if state::advance(self.tx, found.number, State::Delivered)? {
                self.touch(Object::Message(found.number))?;
            }
        }
        Ok(self.touch(Object::Chat(reader.chat))?)
    }

    /// A reader has seen everything up to a message.
    pub(super) fn read_by_peer(&self, reader: Writer, through: MessageId) -> Result<(), Fault> {
        let found = message::in_chat(self.tx, reader.chat, through)?;
        let Some(found) = found.filter(|found| found.message.from.is_none()) else {
            return Ok(());
        };
        let place = found.message.place;
        if reader.is_many {
            for number in receipt::read(self.tx, reader.chat, reader.account, place, self.now)? {
                self.count(number)?;
            }
        } else {
            for number in state::read_by_peer(self.tx, reader.chat, place)? {
                self.touch(Object::Message(number))?;
            }
        }
        Ok(self.touch(Object::Chat(reader.chat))?)
    }
}
