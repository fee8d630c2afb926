//! Adding a contact by handle: the relay names an account, and the card that it shows must prove it.
//!
//! The first card of an account is trusted (rule `R-ID-2`); from then on its identity must stay the same.

use pillion_protocol::content::{contact::Contact, id::IntentId, problem::Problem, reply::Answer, request::RequestId};
use pillion_wire::{client_frame::ClientFrame, handle::Handle, id::AccountId, time::Timestamp};

use super::{fault::Fault, pending::Pending, phone::Phone, screens::Seat, work::Work};
use crate::{
    mls::card::Card,
    store::{
        contact,
        intent::{self, Outcome},
    },
};

impl Phone {
    /// Begins to answer `AddContact`.
    pub(super) fn add_contact(&mut self, seat: Seat, request: RequestId, intent: IntentId, handle: Handle) {
        let known = self.known_contact(intent, &handle);
        match known {
            Err(fault) => self.reply_problem(seat, request, fault.problem()),
            Ok(Some(contact)) => self.add_known(seat, request, contact),
            Ok(None) if !self.relay.is_ready() => self.reply_problem(seat, request, Problem::Offline),
            Ok(None) => {
                let pending = Pending::LookUp {
                    seat,
                    request,
                    intent,
                    handle: handle.clone(),
                };
                let request = self.relay.ask(pending);
                self.transmit(&ClientFrame::LookUp { request, handle });
            }
        }
    }

    /// A known contact: its chat is no request any more, and is shown.
    fn add_known(&mut self, seat: Seat, request: RequestId, contact: Contact) {
        let added = self.transact(self.now, |work| {
            work.accept(contact.chat)?;
            work.show(contact.chat)
        });
        match added {
            Ok(()) => self.reply(seat, request, Answer::Contact(contact)),
            Err(fault) => self.reply_problem(seat, request, fault.problem()),
        }
    }

    /// The contact, where the relay need not or cannot be asked.
    fn known_contact(&self, intent: IntentId, handle: &Handle) -> Result<Option<Contact>, Fault> {
        if handle == self.keys.card.handle() {
            return Err(Problem::OwnHandle.into());
        }
        let tx = self.database.read();
        match intent::find(&tx, intent)? {
            Some(Outcome::Contact(account)) => {
                let contact = contact::find(&tx, account)?.filter(|contact| contact.handle == *handle);
                contact.map(Some).ok_or_else(|| Problem::IntentReused.into())
            }
            Some(Outcome::Message(_) | Outcome::Chat(_) | Outcome::Gone) => Err(Problem::IntentReused.into()),
            // A known contact is looked up again, so that a changed key shows; offline the known one will do.
            None if self.relay.is_ready() => Ok(None),
            None => Ok(contact::by_handle(&tx, handle)?),
        }
    }

    /// The relay has named an account.
    #[expect(
        clippy::too_many_arguments,
        reason = "the fields of one frame and of the request that it answers"
    )]
    pub(super) fn entry(
        &mut self,
        now: Timestamp,
        seat: Seat,
        request: RequestId,
        intent: IntentId,
        handle: &Handle,
        account: AccountId,
        record: &[u8],
    ) {
        self.notice(now, record);
        let added = self.transact(now, |work| work.add_contact(intent, handle, account, record));
        match added {
            Ok(contact) => self.reply(seat, request, Answer::Contact(contact)),
            Err(fault) => self.reply_problem(seat, request, fault.problem()),
        }
    }
}

impl Work<'_> {
    pub(super) fn add_contact(
        &self,
        intent: IntentId,
        handle: &Handle,
        account: AccountId,
        record: &[u8],
    ) -> Result<Contact, Fault> {
        let card = Card::decode(record).map_err(|_| Problem::ForgedEntry)?;
        if card.handle() != handle || card.account() != account {
            return Err(Problem::ForgedEntry.into());
        }
        if account == self.keys.account() {
            return Err(Problem::OwnHandle.into());
        }
        let contact = match contact::by_handle(self.tx, handle)? {
            Some(known) if known.account != account => return Err(Problem::KeyChanged.into()),
            Some(known) if self.is_same_person(&card)? => known,
            Some(_) => return Err(Problem::KeyChanged.into()),
            None => self.befriend(&card)?,
        };
        self.accept(contact.chat)?;
        self.show(contact.chat)?;
        if intent::find(self.tx, intent)?.is_none() {
            intent::add(self.tx, intent, Outcome::Contact(account), self.now)?;
        }
        Ok(contact)
    }
}
