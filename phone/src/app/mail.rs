//! A message's way in: what the mailbox delivers.
//!
//! Opening, storing, the state of the group and the change log are one transaction; then the relay may forget the blob.
//! A blob that came before, or that does not open, is acknowledged all the same: it would come for ever. It shows nowhere.

use pillion_protocol::content::{
    body::Body,
    contact::Contact,
    id::{ChatId, MessageId, Place},
    message::{Message, State},
    picture::PictureId,
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
    letter::Letter,
    phone::Phone,
    unreadable::Unreadable,
    work::Work,
    write::Said,
    writer::Writer,
};
use crate::{
    mls::{arrival::Opened, card::Card, error::MlsError, piece::Piece},
    store::{change::Object, chat, contact, group, message, picture, received, shelf, state},
};

/// How a blob is heard.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hearing<'a> {
    /// What the directory says of the stranger who has begun a chat with it.
    pub(super) verdict: Option<&'a Verdict>,
    /// Whether every text is answered.
    pub(super) echo: bool,
}

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
        self.take_in(put, payload, Hearing { verdict, echo })
    }

    /// Opens a blob, and does what it says.
    pub(super) fn take_in(&self, put: PutId, payload: &[u8], hearing: Hearing<'_>) -> Result<(), Fault> {
        if let Some(piece) = Piece::read(payload) {
            return self.take_piece(put, &piece, hearing);
        }
        match self.with_mls(|mls| Ok(mls.open(payload)?)) {
            Err(Fault::Mls(MlsError::NoTree(set))) => self.take_welcome(put, set, payload, hearing),
            opened => self.heed(put, payload, opened, hearing),
        }
    }

    /// Does what an opened blob says.
    pub(super) fn heed(
        &self,
        put: PutId,
        payload: &[u8],
        opened: Result<Opened, Fault>,
        hearing: Hearing<'_>,
    ) -> Result<(), Fault> {
        match opened {
            Ok(Opened::Joined { group, peer }) => {
                self.joined(group, &peer, hearing.verdict, hearing.echo)?;
                self.take_kept(group, hearing)
            }
            Ok(Opened::Letter { group, from, plaintext }) => self.letter(group, &from, &plaintext, hearing.echo),
            Ok(Opened::Changed { group }) => self.take_kept(group, hearing),
            Ok(Opened::Group { group, news }) => self.news(group, *news, hearing),
            Err(Fault::Mls(MlsError::UnknownGroup(_) | MlsError::Ahead(_))) => self.keep(put, payload),
            Err(Fault::Store(error)) => Err(error.into()),
            Err(reason) => {
                tracing::warn!(%put, %reason, "a blob could not be opened");
                Ok(())
            }
        }
    }

    /// Somebody has begun a chat.
    fn joined(&self, tag: GroupTag, peer: &Card, verdict: Option<&Verdict>, echo: bool) -> Result<(), Fault> {
        self.after.package_used.set(true);
        // A known account with another identity: it is shown, and not let in before it is accepted.
        if let Some(known) = contact::find(self.tx, peer.account())?
            && known.handle == *peer.handle()
            && !known.blocked
            && !self.is_same_person(peer)?
        {
            return match verdict.filter(|verdict| verdict.card == *peer) {
                Some(verdict) if verdict.is_true => self.key_changed(&known, peer, Some(tag)),
                Some(_) => self.turn_away(tag),
                None => Err(Fault::Stranger(Box::new(peer.clone()))),
            };
        }
        let Some(contact) = self.acquaint(peer, verdict, echo)? else {
            return self.turn_away(tag);
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

    /// Who begins a chat or a group; `None` if he is not who he seems to be.
    pub(super) fn acquaint(
        &self,
        peer: &Card,
        verdict: Option<&Verdict>,
        echo: bool,
    ) -> Result<Option<Contact>, Fault> {
        Ok(match contact::find(self.tx, peer.account())? {
            Some(known) if self.is_same_person(peer)? => Some(known),
            // A known account with another identity, or a known handle with another account. It is not let in unseen.
            Some(_) => None,
            None if contact::by_handle(self.tx, peer.handle())?.is_some() => None,
            None => match verdict.filter(|verdict| verdict.card == *peer) {
                Some(verdict) if verdict.is_true => Some(self.let_in(peer, echo)?),
                Some(_) => None,
                None => return Err(Fault::Stranger(Box::new(peer.clone()))),
            },
        })
    }

    /// Somebody unknown, whose chat is a request until it is accepted. It is shown when something is said in it.
    fn let_in(&self, card: &Card, accepted: bool) -> Result<Contact, Fault> {
        let contact = self.befriend(card)?;
        shelf::request(self.tx, contact.chat, !accepted)?;
        shelf::hide(self.tx, contact.chat, true)?;
        Ok(contact)
    }

    pub(super) fn turn_away(&self, tag: GroupTag) -> Result<(), Fault> {
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
            picture: None,
        };
        contact::add(self.tx, &contact, &card.encode())?;
        self.touch(Object::Contact(contact.account))?;
        self.touch(Object::Chat(chat))?;
        Ok(contact)
    }

    fn letter(&self, tag: GroupTag, from: &Card, plaintext: &[u8], echo: bool) -> Result<(), Fault> {
        let Some(writer) = self.writer(tag, from)? else {
            return Ok(());
        };
        match Letter::decode(plaintext) {
            Ok(Letter::Text {
                id,
                text,
                at,
                quote,
                forwarded,
                timer,
            }) => {
                let body = text.into();
                let said = Said { body, quote, forwarded };
                let expires = timer.map(|timer| timer.ends(self.now));
                self.text(writer, id, said, at, expires, echo)
            }
            Ok(Letter::File {
                id,
                file,
                caption,
                at,
                quote,
                forwarded,
                timer,
                picture,
            }) => {
                let body = self.told_of(*file, caption)?;
                let said = Said { body, quote, forwarded };
                let expires = timer.map(|timer| timer.ends(self.now));
                self.text(writer, id, said, at, expires, false)?;
                self.keep_look(picture.as_ref())
            }
            Ok(Letter::Delivered { ids }) => self.delivered(writer, &ids),
            Ok(Letter::Read { through }) => self.read_by_peer(writer, through),
            Ok(Letter::Profile { name, picture }) => self.profile(writer, name.as_str(), picture),
            Ok(Letter::Edit { id, text, at }) => self.edited_by_peer(writer, id, &text, at),
            Ok(Letter::Delete { id }) => self.deleted_by_peer(writer, id),
            Ok(Letter::React { id, emoji, at }) => self.peer_reacted(writer, id, emoji.as_ref(), at),
            Ok(Letter::Timer { timer, at }) => self.peer_set_timer(writer, timer, at),
            Ok(Letter::Join { invitation }) => self.asked_in(writer, invitation),
            Ok(Letter::Played { id }) => self.played_by_peer(writer, id),
            Ok(Letter::Picture { picture }) => self.picture_came(writer, &picture),
            Ok(Letter::Again { id }) => self.asked_again(writer, id),
            Ok(Letter::Back { id, there }) => self.came_back(writer, id, there),
            Err(Unreadable::Newer(id)) => self.newer(writer, id, plaintext),
            Err(reason) => {
                tracing::info!(group = %tag, %reason, "a letter was passed over");
                Ok(())
            }
        }
    }

    fn text(
        &self,
        writer: Writer,
        id: MessageId,
        said: Said,
        at: Timestamp,
        expires: Option<Timestamp>,
        echo: bool,
    ) -> Result<(), Fault> {
        let answer = said.body.text().filter(|_| echo).and_then(echo::answer);
        let message = Message {
            quote: said.quote.map(message::quoted),
            forwarded: said.forwarded,
            expires,
            ..incoming(writer, id, said.body, at)
        };
        let Some(place) = self.came(message, None)? else {
            return Ok(());
        };
        if let Some(answer) = answer {
            chat::read_through(self.tx, writer.chat, place)?;
            self.write(writer.chat, Said::plain(answer), None)?;
        }
        Ok(())
    }

    /// A message that only a newer phone can read is kept as it came.
    fn newer(&self, writer: Writer, id: Option<MessageId>, plaintext: &[u8]) -> Result<(), Fault> {
        let id = id.unwrap_or_else(|| MessageId(self.rng.bytes()));
        self.came(incoming(writer, id, Body::Newer, self.now), Some(plaintext))?;
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

    fn profile(&self, writer: Writer, name: &str, picture: Option<PictureId>) -> Result<(), Fault> {
        if writer.is_many {
            return Ok(());
        }
        let renamed = !name.is_empty() && contact::rename(self.tx, writer.account, name)?;
        if picture::set_of_contact(self.tx, writer.account, picture)? || renamed {
            self.touch(Object::Contact(writer.account))?;
            self.touch(Object::Chat(writer.chat))?;
        }
        Ok(())
    }
}

/// A message of somebody else, whose place is given when it is stored.
fn incoming(writer: Writer, id: MessageId, body: Body, at: Timestamp) -> Message {
    let from = Some(writer.account);
    Message::new(id, writer.chat, Place(0), from, body, at, State::Delivered)
}
