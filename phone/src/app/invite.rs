//! Invitations: links by which people ask an admin to be let into a group.
//!
//! 1. An admin's phone makes a random name for the invitation and puts it into a link, with its own card and the group's name.
//! 2. Who follows it has the directory confirm the card, and tells that admin, in the chat of two with him, which invitation it is.
//! 3. The admin's phone notes who asks; its owner says yes or no. Nobody comes in by knowing a link.
//!
//! Source: docs/protocol.md, rule `R-GROUP-11`.

use pillion_protocol::{
    code::CodeError,
    content::{id::ChatId, problem::Problem, reply::Answer, request::RequestId},
    invitation::{Invitation, InvitationId},
};
use pillion_wire::{client_frame::ClientFrame, time::Timestamp};

use super::{fault::Fault, pending::Pending, phone::Phone, screens::Seat, work::Work, writer::Writer};
use crate::{
    mls::card::Card,
    store::{change::Object, chat, contact, invitation, member, shelf},
};

impl Phone {
    /// Answers `InviteLink`.
    pub(super) fn invite_link(&mut self, now: Timestamp, chat: ChatId, renew: bool) -> Result<Answer, Fault> {
        let (id, name) = self.transact(now, |work| work.invitation(chat, renew))?;
        let invitation = Invitation {
            id,
            card: self.keys.card.encode(),
            name,
            origin: self.keys.relay.clone(),
        };
        // A card is at most 161 bytes long, a name 512.
        Ok(Answer::Code(invitation.to_url().ok_or(Problem::Unknown)?))
    }

    /// Begins to answer `Join`: the directory must hold the card of the invitation.
    pub(super) fn join(&mut self, seat: Seat, request: RequestId, code: &str) {
        match self.read_invitation(code) {
            Err(problem) => self.reply_problem(seat, request, problem),
            Ok(_) if !self.relay.is_ready() => self.reply_problem(seat, request, Problem::Offline),
            Ok((card, invitation)) => {
                let handle = card.handle().clone();
                let request = self.relay.ask(Pending::Knock {
                    seat,
                    request,
                    card: Box::new(card),
                    invitation,
                });
                self.transmit(&ClientFrame::LookUp { request, handle });
            }
        }
    }

    fn read_invitation(&self, code: &str) -> Result<(Card, InvitationId), Problem> {
        let invitation = Invitation::parse(code).map_err(|error| match error {
            CodeError::Damaged => Problem::DamagedCode,
            CodeError::Newer { .. } => Problem::NewerCode,
            _ => Problem::NotAnInvitation,
        })?;
        invitation
            .check_origin(&self.keys.relay)
            .map_err(|_| Problem::ForeignContact)?;
        let card = Card::decode(&invitation.card).map_err(|_| Problem::DamagedCode)?;
        if card.account() == self.keys.account() {
            return Err(Problem::OwnHandle);
        }
        Ok((card, invitation.id))
    }

    /// The directory has answered for the card of an invitation.
    pub(super) fn knocked(
        &mut self,
        now: Timestamp,
        (seat, request): (Seat, RequestId),
        (card, invitation): (&Card, InvitationId),
        record: &[u8],
    ) {
        let same = Card::decode(record).is_ok_and(|held| held == *card);
        let knocked = match same {
            true => self.transact(now, |work| work.knock(card, invitation)),
            false => Err(Problem::ForgedEntry.into()),
        };
        match knocked {
            Ok(()) => self.reply(seat, request, Answer::Done),
            Err(fault) => self.reply_problem(seat, request, fault.problem()),
        }
    }
}

impl Work<'_> {
    /// The invitation into a group, and the group's name.
    fn invitation(&self, chat: ChatId, renew: bool) -> Result<(InvitationId, String), Fault> {
        if !chat::exists(self.tx, chat)? {
            return Err(Problem::NoSuchChat.into());
        }
        let (name, group) = member::group(self.tx, chat)?.ok_or(Problem::NotAGroup)?;
        if group.left {
            return Err(Problem::NotAMember.into());
        }
        if !group.admin {
            return Err(Problem::NotAdmin.into());
        }
        if let Some(id) = invitation::of_chat(self.tx, chat)?.filter(|_| !renew) {
            return Ok((id, name));
        }
        let id = InvitationId(self.rng.bytes());
        invitation::put(self.tx, chat, id)?;
        Ok((id, name))
    }

    /// Tells the admin that this account follows his invitation. He becomes a contact; a chat with him shows when something is said.
    fn knock(&self, card: &Card, invitation: InvitationId) -> Result<(), Fault> {
        let contact = match contact::find(self.tx, card.account())? {
            Some(_) if self.is_somebody_else(card)? => return Err(Problem::KeyChanged.into()),
            Some(known) => known,
            None if self.is_somebody_else(card)? => return Err(Problem::KeyChanged.into()),
            None => {
                let contact = self.befriend(card)?;
                shelf::hide(self.tx, contact.chat, true)?;
                contact
            }
        };
        self.check_not_blocked(contact.chat)?;
        self.accept(contact.chat)?;
        invitation::knock(self.tx, contact.chat, invitation)?;
        if crate::store::group::of_chat(self.tx, contact.chat)?.is_some() {
            self.seal_waiting(contact.chat)?;
        } else {
            self.after.to_start.borrow_mut().insert(contact.chat);
        }
        Ok(())
    }

    /// Somebody asks to be let into a group. An invitation that is void says nothing.
    pub(super) fn asked_in(&self, writer: Writer, invitation: InvitationId) -> Result<(), Fault> {
        let Some(chat) = invitation::chat_of(self.tx, invitation)?.filter(|_| !writer.is_many) else {
            tracing::info!("somebody follows an invitation that is void");
            return Ok(());
        };
        let is_admin = member::group(self.tx, chat)?.is_some_and(|(_, group)| group.admin);
        if is_admin
            && member::card(self.tx, chat, writer.account)?.is_none()
            && invitation::ask(self.tx, chat, writer.account, self.now)?
        {
            self.touch(Object::Chat(chat))?;
        }
        Ok(())
    }
}
