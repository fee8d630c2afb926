//! Lines in a thread that nobody has written: what happened to the chat.

use pillion_protocol::content::{
    body::Body,
    event::Event,
    id::{ChatId, MessageId},
    message::{Message, State},
    problem::Problem,
};
use pillion_wire::id::AccountId;

use super::{fault::Fault, work::Work};
use crate::store::{change::Object, chat, message};

impl Work<'_> {
    /// Notes that somebody has done something to a chat; `None`: this account.
    pub(super) fn happened(&self, chat: ChatId, by: Option<AccountId>, event: Event) -> Result<(), Fault> {
        self.show(chat)?;
        let place = chat::next_place(self.tx, chat, self.now)?.ok_or(Problem::NoSuchChat)?;
        let id = MessageId(self.rng.bytes());
        // It is on its way to nobody.
        let line = Message::new(id, chat, place, by, Body::Event(event), self.now, State::Read);
        if let Some(number) = message::add(self.tx, &line, None)? {
            self.touch(Object::Message(number))?;
        }
        Ok(self.touch(Object::Chat(chat))?)
    }
}
