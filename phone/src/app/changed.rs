//! A contact that comes with another identity.
//!
//! An account keeps its handle for good, but its owner may give the directory another card, with another identity (`R-DIR-2`): a
//! phone that was set up anew with the old mailbox key does so. So does whoever has stolen that key, and a relay that lies. The
//! phone cannot tell them apart; the person can, by comparing. Until he has said that it is right, nothing is sent to the contact
//! and nothing that the other identity says is shown.
//!
//! 1. The other identity appears: in the directory when the handle is looked up, or as the maker of a group, which the
//!    directory must confirm. It is kept, with that group, and a line in the thread says so.
//! 2. It is accepted on the phone itself, or the safety code of the contact's phone is scanned. The chat goes on in the group that the
//!    other identity has begun, or in a new one. If the directory shows the known identity again, all is as before.
//!
//! A known handle under another account is turned away: no relay that keeps its rules can say that.
//!
//! Source: docs/protocol.md, rules `R-ID-2`, `R-ID-6`.

use pillion_protocol::content::{contact::Contact, event::Event, id::ChatId, problem::Problem};
use pillion_wire::{
    client_frame::ClientFrame,
    id::{AccountId, GroupTag},
    time::Timestamp,
};

use super::{fault::Fault, pending::Pending, phone::Phone, work::Work};
use crate::{
    mls::card::Card,
    store::{
        change::Object,
        changed::{self, Changed},
        contact, group,
    },
};

impl Phone {
    /// The directory holds this record: it may show that somebody known has another identity now, or has not any more.
    pub(super) fn notice(&mut self, now: Timestamp, record: &[u8]) {
        let Ok(card) = Card::decode(record) else { return };
        if let Err(fault) = self.transact(now, |work| work.notice(&card)) {
            self.fault(&fault);
        }
    }

    /// A key package was somebody else's than the contact's: the directory says whether the contact is another one.
    pub(super) fn ask_who_it_is(&mut self, chat: ChatId) -> Result<(), Fault> {
        let contact = contact::by_chat(&self.database.read(), chat)?.ok_or(Problem::NoSuchContact)?;
        let request = self.relay.ask(Pending::Identity { chat });
        let handle = contact.handle;
        self.transmit(&ClientFrame::LookUp { request, handle });
        Ok(())
    }

    /// The directory's answer to that; messages wait if the contact is another one, and fail if the package was just wrong.
    pub(super) fn identity_found(&mut self, now: Timestamp, chat: ChatId, record: &[u8]) {
        self.notice(now, record);
        match contact::by_chat(&self.database.read(), chat) {
            Ok(Some(contact)) if contact.key_changed => {}
            Ok(_) => self.start_failed(now, chat, Problem::ChatSetUp),
            Err(error) => self.storage_failed(&error),
        }
    }
}

impl Work<'_> {
    fn notice(&self, card: &Card) -> Result<(), Fault> {
        let known = contact::find(self.tx, card.account())?;
        let Some(known) = known.filter(|known| known.handle == *card.handle()) else {
            return Ok(());
        };
        if !self.is_same_person(card)? {
            return self.key_changed(&known, card, None);
        }
        if let Some(changed) = changed::find(self.tx, known.account)? {
            changed::keep(self.tx, known.account, None)?;
            self.drop_group(changed.group)?;
            self.touch(Object::Contact(known.account))?;
            self.seal_waiting(known.chat)?;
        }
        Ok(())
    }

    /// A contact has come with a card of another identity, which the directory holds, and maybe with a group.
    pub(super) fn key_changed(&self, known: &Contact, card: &Card, tag: Option<GroupTag>) -> Result<(), Fault> {
        if known.blocked {
            return self.drop_group(tag);
        }
        let before = changed::find(self.tx, known.account)?;
        let card = card.encode();
        let is_new = before.as_ref().is_none_or(|before| before.card != card);
        let group = before.and_then(|before| before.group);
        // A group of the same identity stays, unless it has begun another one.
        let stays = if tag.is_none() && !is_new { group } else { None };
        if stays.is_none() {
            self.drop_group(group)?;
        }
        let changed = Changed {
            card,
            group: tag.or(stays),
        };
        changed::keep(self.tx, known.account, Some(&changed))?;
        if is_new {
            self.happened(known.chat, Some(known.account), Event::KeyChanged)?;
            self.touch(Object::Contact(known.account))?;
        }
        Ok(())
    }

    /// Does what an `AcceptKey` asks; nothing for a contact that is who it was.
    pub(super) fn accept_key(&self, account: AccountId) -> Result<(), Fault> {
        let known = contact::find(self.tx, account)?.ok_or(Problem::NoSuchContact)?;
        let Some(changed) = changed::find(self.tx, account)? else {
            return Ok(());
        };
        for tag in group::all_of(self.tx, known.chat)? {
            self.drop_group(Some(tag))?;
            group::remove(self.tx, tag)?;
        }
        changed::accept(self.tx, account)?;
        self.touch(Object::Contact(account))?;
        if let Some(tag) = changed.group {
            group::add(self.tx, tag, known.chat, self.now)?;
            self.introduce(tag, account)?;
            self.tell_timer(known.chat)?;
        }
        self.seal_waiting(known.chat)
    }

    fn drop_group(&self, tag: Option<GroupTag>) -> Result<(), Fault> {
        match tag {
            Some(tag) => self.with_mls(|mls| Ok(mls.forget(tag)?)),
            None => Ok(()),
        }
    }
}
