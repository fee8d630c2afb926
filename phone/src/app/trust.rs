//! How people make sure of one another: safety numbers to compare, and contact codes to scan.
//!
//! Both are about the identity that was first seen (rule `R-ID-2`); a yes here says that it was the true one.
//!
//! Source: docs/protocol.md, rules `R-ID-4`, `R-ID-5`.

use pillion_protocol::{
    code::CodeError,
    contact_code::ContactCode,
    content::{contact::Contact, id::IntentId, problem::Problem, reply::Answer, request::RequestId},
    safety::Safety,
};
use pillion_wire::{client_frame::ClientFrame, id::AccountId, time::Timestamp};

use super::{fault::Fault, pending::Pending, phone::Phone, screens::Seat, work::Work};
use crate::{
    mls::card::Card,
    store::{change::Object, changed, contact, verified},
};

impl Phone {
    /// Answers `Safety`.
    pub(super) fn safety(&self, account: AccountId) -> Result<Answer, Fault> {
        let safety = self.safety_with(account)?;
        Ok(Answer::Safety {
            number: safety.number(),
            code: safety.to_url(),
        })
    }

    /// Answers `Verify`.
    pub(super) fn verify(&mut self, now: Timestamp, account: AccountId, on: bool) -> Result<Answer, Fault> {
        self.transact(now, |work| work.verify(account, on))?;
        Ok(Answer::Done)
    }

    /// Answers `Compare`.
    pub(super) fn compare(&mut self, now: Timestamp, account: AccountId, code: &str) -> Result<Answer, Fault> {
        match self.safety_with(account)?.matches(code) {
            Ok(true) => {
                // The code of the contact's phone says which key is the right one.
                self.transact(now, |work| work.accept_key(account))?;
                self.verify(now, account, true)
            }
            Ok(false) => Err(Problem::SafetyDiffers.into()),
            Err(CodeError::Damaged) => Err(Problem::DamagedCode.into()),
            Err(CodeError::Newer { .. }) => Err(Problem::NewerCode.into()),
            Err(_) => Err(Problem::NotASafetyCode.into()),
        }
    }

    /// Answers `OwnCode`.
    pub(super) fn own_code(&self) -> Result<Answer, Fault> {
        let code = ContactCode {
            card: self.keys.card.encode(),
            origin: self.keys.relay.clone(),
        };
        // A card is at most 161 bytes long.
        Ok(Answer::Code(code.to_url().ok_or(Problem::Unknown)?))
    }

    /// Begins to answer `AddByCode`: the directory must hold the very card that was scanned.
    pub(super) fn add_by_code(&mut self, seat: Seat, request: RequestId, intent: IntentId, code: &str) {
        match self.scanned_card(code) {
            Err(problem) => self.reply_problem(seat, request, problem),
            Ok(_) if !self.relay.is_ready() => self.reply_problem(seat, request, Problem::Offline),
            Ok(card) => {
                let handle = card.handle().clone();
                let request = self.relay.ask(Pending::Introduce {
                    seat,
                    request,
                    intent,
                    card: Box::new(card),
                });
                self.transmit(&ClientFrame::LookUp { request, handle });
            }
        }
    }

    /// The directory has answered for a scanned card.
    pub(super) fn introduced(
        &mut self,
        now: Timestamp,
        (seat, request, intent): (Seat, RequestId, IntentId),
        card: &Card,
        record: &[u8],
    ) {
        self.notice(now, record);
        let same = Card::decode(record).is_ok_and(|held| held == *card);
        let added = match same {
            true => self.transact(now, |work| work.add_scanned(intent, card)),
            false => Err(Problem::ForgedEntry.into()),
        };
        match added {
            Ok(contact) => self.reply(seat, request, Answer::Contact(contact)),
            Err(fault) => self.reply_problem(seat, request, fault.problem()),
        }
    }

    fn safety_with(&self, account: AccountId) -> Result<Safety, Fault> {
        let tx = self.database.read();
        // What is to be compared is what the contact's phone shows now.
        let card = match changed::find(&tx, account)? {
            Some(changed) => changed.card,
            None => contact::card(&tx, account)?.ok_or(Problem::NoSuchContact)?,
        };
        let card = Card::decode(&card).map_err(|_| Problem::NoSuchContact)?;
        Ok(Safety::of(&self.keys.identity.key().0, &card.identity().0))
    }

    fn scanned_card(&self, code: &str) -> Result<Card, Problem> {
        let code = ContactCode::parse(code).map_err(|error| match error {
            CodeError::Damaged => Problem::DamagedCode,
            CodeError::Newer { .. } => Problem::NewerCode,
            _ => Problem::NotAContactCode,
        })?;
        code.check_origin(&self.keys.relay)
            .map_err(|_| Problem::ForeignContact)?;
        let card = Card::decode(&code.card).map_err(|_| Problem::DamagedCode)?;
        if card.account() == self.keys.account() {
            return Err(Problem::OwnHandle);
        }
        Ok(card)
    }
}

impl Work<'_> {
    fn verify(&self, account: AccountId, on: bool) -> Result<(), Fault> {
        if on && changed::find(self.tx, account)?.is_some() {
            // It may have changed while somebody compared what was on the screen.
            return Err(Problem::KeyChanged.into());
        }
        if verified::set(self.tx, account, on)? {
            self.touch(Object::Contact(account))?;
        } else if contact::find(self.tx, account)?.is_none() {
            return Err(Problem::NoSuchContact.into());
        }
        Ok(())
    }

    fn add_scanned(&self, intent: IntentId, card: &Card) -> Result<Contact, Fault> {
        let contact = self.add_contact(intent, card.handle(), card.account(), &card.encode())?;
        self.verify(contact.account, true)?;
        Ok(contact::find(self.tx, contact.account)?.unwrap_or(contact))
    }
}
