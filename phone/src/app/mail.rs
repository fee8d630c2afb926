//! A message's way in: what the mailbox delivers.
//!
//! Opening, storing, the state of the group and the change log are one transaction; then the relay may forget the blob.
//! A blob that came before, or that does not open, is acknowledged all the same: it would come for ever. It shows nowhere.

use pillion_protocol::content::{
    body::Body,
    contact::Contact,
    id::{ChatId, MessageId, Place},
    message::{Message, State},
    problem::Problem,
};
use pillion_wire::{
    client_frame::ClientFrame,
    id::{GroupTag, PutId},
    time::Timestamp,
};

use super::{
    echo,
    fault::Fault,
    inbox::{Mail, Verdict},
    letter::{Letter, Unreadable},
    phone::Phone,
    work::Work,
    write::Said,
};
use crate::{
    mls::{arrival::Opened, card::Card},
    store::{change::Object, chat, contact, group, message, received, shelf, state},
};

impl Phone {
    /// Takes one blob.
    pub(super) fn take(&mut self, now: Timestamp, mail: Mail) {
        let echo = self.options.echo;
        let verdict = self.inbox.verdict().cloned();
        match self.transact(now, |work| {
            work.deliver(mail.put, &mail.payload, verdict.as_ref(), echo)
        }) {
            Ok(()) => self.transmit(&ClientFrame::Ack { through: mail.seq }),
            Err(Fault::Stranger(card)) => self.wait_for(*card, mail),
            // Not acknowledged: it comes again on the next connection.
            Err(fault) => self.fault(&fault),
        }
    }
}

impl Work<'_> {
    fn deliver(&self, put: PutId, payload: &[u8], verdict: Option<&Verdict>, echo: bool) -> Result<(), Fault> {
        if !received::note(self.tx, put, self.now)? {
            tracing::debug!(%put, "a blob came again");
            return Ok(());
        }
        match self.open(payload) {
            Ok(Opened::Joined { group, peer }) => self.joined(group, &peer, verdict, echo),
            Ok(Opened::Letter { group, from, plaintext }) => self.letter(group, &from, &plaintext, echo),
            Ok(Opened::Changed { .. }) => Ok(()),
            // Groups of many are not shown yet: one that we are put into is forgotten.
            Ok(Opened::Group { group, .. }) => self.with_mls(|mls| Ok(mls.forget(group)?)),
            Err(Fault::Store(error)) => Err(error.into()),
            Err(reason) => {
                tracing::warn!(%put, %reason, "a blob could not be opened");
                Ok(())
            }
        }
    }

    fn open(&self, payload: &[u8]) -> Result<Opened, Fault> {
        self.with_mls(|mls| Ok(mls.open(payload)?))
    }

    /// Somebody has begun a chat.
    fn joined(&self, tag: GroupTag, peer: &Card, verdict: Option<&Verdict>, echo: bool) -> Result<(), Fault> {
        self.after.package_used.set(true);
        let contact = match contact::find(self.tx, peer.account())? {
            Some(known) if self.is_same_person(peer)? => known,
            // A known account with another identity: it is shown, and not let in before it is accepted.
            Some(known) if known.handle == *peer.handle() && !known.blocked => {
                return match verdict.filter(|verdict| verdict.card == *peer) {
                    Some(verdict) if verdict.is_true => self.key_changed(&known, peer, Some(tag)),
                    Some(_) => self.turn_away(tag),
                    None => Err(Fault::Stranger(Box::new(peer.clone()))),
                };
            }
            // The same under another handle, of somebody blocked, or a known handle with another account.
            Some(_) => return self.turn_away(tag),
            None if contact::by_handle(self.tx, peer.handle())?.is_some() => return self.turn_away(tag),
            None => match verdict.filter(|verdict| verdict.card == *peer) {
                Some(verdict) if verdict.is_true => self.let_in(peer, echo)?,
                Some(_) => return self.turn_away(tag),
                None => return Err(Fault::Stranger(Box::new(peer.clone()))),
            },
        };
        let first = group::of_chat(self.tx, contact.chat)?.is_none();
        group::add(self.tx, tag, contact.chat, self.now)?;
        group::prefer(self.tx, tag, contact.chat)?;
        if first {
            if !contact.blocked && !chat::is_request(self.tx, contact.chat)? {
                self.introduce(tag, contact.account)?;
                self.tell_timer(contact.chat)?;
            }
            self.seal_waiting(contact.chat)?;
        }
        Ok(())
    }

    /// Somebody unknown, whose chat is a request until it is accepted.
    fn let_in(&self, card: &Card, accepted: bool) -> Result<Contact, Fault> {
        let contact = self.befriend(card)?;
        shelf::request(self.tx, contact.chat, !accepted)?;
        Ok(contact)
    }

    fn turn_away(&self, tag: GroupTag) -> Result<(), Fault> {
        tracing::warn!(group = %tag, "a chat was begun under a name that belongs to somebody else: turned away");
        self.with_mls(|mls| Ok(mls.forget(tag)?))
    }

    /// Whether a card is that of the contact of its account, as it was first seen.
    pub(super) fn is_same_person(&self, card: &Card) -> Result<bool, Fault> {
        let known = contact::card(self.tx, card.account())?.unwrap_or_default();
        Ok(Card::decode(&known).is_ok_and(|known| known.identity() == card.identity()))
    }

    /// A new contact and its chat.
    pub(super) fn befriend(&self, card: &Card) -> Result<Contact, Fault> {
        let chat = ChatId(self.rng.bytes());
        chat::add(self.tx, chat, self.now)?;
        let contact = Contact {
            account: card.account(),
            handle: card.handle().clone(),
            name: card.handle().as_str().to_owned(),
            chat,
            verified: false,
            blocked: false,
            key_changed: false,
        };
        contact::add(self.tx, &contact, &card.encode())?;
        self.touch(Object::Contact(contact.account))?;
        self.touch(Object::Chat(chat))?;
        Ok(contact)
    }

    fn letter(&self, tag: GroupTag, from: &Card, plaintext: &[u8], echo: bool) -> Result<(), Fault> {
        let contact = match group::chat_of(self.tx, tag)? {
            Some(chat) => contact::by_chat(self.tx, chat)?,
            None => None,
        };
        let Some(contact) = contact.filter(|contact| contact.account == from.account()) else {
            tracing::warn!(group = %tag, "a letter in a group of no chat");
            return Ok(());
        };
        if contact.blocked {
            tracing::debug!(group = %tag, "a letter of a blocked contact was thrown away");
            return Ok(());
        }
        match Letter::decode(plaintext) {
            Ok(Letter::Text {
                id,
                text,
                at,
                quote,
                forwarded,
                timer,
            }) => {
                let said = Said { text, quote, forwarded };
                let expires = timer.map(|timer| timer.ends(self.now));
                self.text(&contact, id, said, at, expires, echo)
            }
            Ok(Letter::Delivered { ids }) => self.delivered(contact.chat, &ids),
            Ok(Letter::Read { through }) => self.read_by_peer(contact.chat, through),
            Ok(Letter::Profile { name }) => self.profile(&contact, name.as_str()),
            Ok(Letter::Edit { id, text, at }) => self.edited_by_peer(&contact, id, &text, at),
            Ok(Letter::Delete { id }) => self.deleted_by_peer(&contact, id),
            Ok(Letter::React { id, emoji, at }) => self.peer_reacted(&contact, id, emoji.as_ref(), at),
            Ok(Letter::Timer { timer, at }) => self.peer_set_timer(&contact, timer, at),
            Err(Unreadable::Newer(id)) => self.newer(&contact, id, plaintext),
            Err(reason) => {
                tracing::info!(group = %tag, %reason, "a letter was passed over");
                Ok(())
            }
        }
    }

    fn text(
        &self,
        contact: &Contact,
        id: MessageId,
        said: Said,
        at: Timestamp,
        expires: Option<Timestamp>,
        echo: bool,
    ) -> Result<(), Fault> {
        let answer = if echo { echo::answer(&said.text) } else { None };
        let message = Message {
            quote: said.quote.map(message::quoted),
            forwarded: said.forwarded,
            expires,
            ..incoming(contact, id, said.text.into(), at)
        };
        let Some(place) = self.came(message, None)? else {
            return Ok(());
        };
        if let Some(answer) = answer {
            chat::read_through(self.tx, contact.chat, place)?;
            self.write(contact.chat, Said::plain(answer), None)?;
        }
        Ok(())
    }

    /// A message that only a newer phone can read is kept as it came.
    fn newer(&self, contact: &Contact, id: Option<MessageId>, plaintext: &[u8]) -> Result<(), Fault> {
        let id = id.unwrap_or_else(|| MessageId(self.rng.bytes()));
        self.came(incoming(contact, id, Body::Newer, self.now), Some(plaintext))?;
        Ok(())
    }

    /// Stores an incoming message. Returns its place; `None` if it is here already, or was.
    fn came(&self, message: Message, raw: Option<&[u8]>) -> Result<Option<Place>, Fault> {
        let (chat, id) = (message.chat, message.id);
        self.after.receipts.set(true);
        if message::in_chat(self.tx, chat, id)?.is_some() {
            // Tried again by a writer who did not learn that it came: tell once more.
            state::set_receipt_due(self.tx, chat, id, true)?;
            return Ok(None);
        }
        self.show(chat)?;
        let place = chat::next_place(self.tx, chat, self.now)?.ok_or(Problem::NoSuchChat)?;
        let from = message.from;
        if let Some(number) = message::add(self.tx, &Message { place, ..message }, raw)? {
            self.touch(Object::Message(number))?;
        }
        self.after.expiry.set(true);
        if let Some(from) = from {
            self.after.came.borrow_mut().push((chat, from));
        }
        shelf::wake(self.tx, chat, self.now)?;
        self.touch(Object::Chat(chat))?;
        Ok(Some(place))
    }

    fn delivered(&self, chat: ChatId, ids: &[MessageId]) -> Result<(), Fault> {
        for id in ids {
            if let Some(found) = message::in_chat(self.tx, chat, *id)?
                && state::advance(self.tx, found.number, State::Delivered)?
            {
                self.touch(Object::Message(found.number))?;
            }
        }
        Ok(self.touch(Object::Chat(chat))?)
    }

    fn read_by_peer(&self, chat: ChatId, through: MessageId) -> Result<(), Fault> {
        let Some(found) = message::in_chat(self.tx, chat, through)?.filter(|found| found.message.from.is_none()) else {
            return Ok(());
        };
        for number in state::read_by_peer(self.tx, chat, found.message.place)? {
            self.touch(Object::Message(number))?;
        }
        Ok(self.touch(Object::Chat(chat))?)
    }

    fn profile(&self, contact: &Contact, name: &str) -> Result<(), Fault> {
        if !name.is_empty() && contact::rename(self.tx, contact.account, name)? {
            self.touch(Object::Contact(contact.account))?;
            self.touch(Object::Chat(contact.chat))?;
        }
        Ok(())
    }
}

/// A message of a contact, whose place is given when it is stored.
fn incoming(contact: &Contact, id: MessageId, body: Body, at: Timestamp) -> Message {
    let from = Some(contact.account);
    Message::new(id, contact.chat, Place(0), from, body, at, State::Delivered)
}
