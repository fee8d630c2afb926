//! A message's way out, up to the outbox.
//!
//! The message, its sealed blob, the ratchet, the intent and the change log are one transaction; only then is the screen
//! answered. In a chat that has no group yet the message waits, stored, until [`super::start`] has made one.

use pillion_protocol::content::{
    id::{ChatId, IntentId, MessageId},
    message::{Message, State},
    problem::Problem,
    text::Text,
};

use super::{fault::Fault, letter::Letter, work::Work};
use crate::store::{
    change::Object,
    chat,
    intent::{self, Outcome},
    message,
};

impl Work<'_> {
    /// Does what a `Send` asks, or tells what came of it the first time.
    pub(super) fn send(&self, intent: IntentId, chat: ChatId, text: Text) -> Result<Message, Fault> {
        match intent::find(self.tx, intent)? {
            None => {}
            Some(Outcome::Message(number)) => {
                let done = message::find(self.tx, number)?.ok_or(Problem::NoSuchMessage)?;
                let same = done.chat == chat && done.body.text() == Some(&text);
                return if same {
                    Ok(done)
                } else {
                    Err(Problem::IntentReused.into())
                };
            }
            Some(Outcome::Contact(_)) => return Err(Problem::IntentReused.into()),
        }
        let (number, message) = self.write(chat, text, Some(intent))?;
        intent::add(self.tx, intent, Outcome::Message(number), self.now)?;
        Ok(message)
    }

    /// Writes a message into a chat and gives it to the outbox.
    pub(super) fn write(&self, chat: ChatId, text: Text, intent: Option<IntentId>) -> Result<(i64, Message), Fault> {
        let place = chat::next_place(self.tx, chat, self.now)?.ok_or(Problem::NoSuchChat)?;
        let id = MessageId(self.rng.bytes());
        let message = Message {
            intent,
            ..Message::new(id, chat, place, None, text.into(), self.now, State::Stored)
        };
        // A random id of 16 bytes is new.
        let number = message::add(self.tx, &message)?.ok_or(Problem::IntentReused)?;
        self.touch(Object::Message(number))?;
        self.touch(Object::Chat(chat))?;
        self.give_to_outbox(number, &message)?;
        Ok((number, message))
    }

    /// Tries a failed message again; nothing happens to one that has not failed.
    pub(super) fn retry(&self, id: MessageId) -> Result<(), Fault> {
        let found = message::own(self.tx, id)?.ok_or(Problem::NoSuchMessage)?;
        if message::revive(self.tx, found.number)? {
            self.touch(Object::Message(found.number))?;
            self.touch(Object::Chat(found.message.chat))?;
            self.give_to_outbox(found.number, &found.message)?;
        }
        Ok(())
    }

    /// Seals the messages of a chat that waited for its group, in their order.
    pub(super) fn seal_waiting(&self, chat: ChatId) -> Result<(), Fault> {
        for waiting in message::unsealed(self.tx, chat)? {
            self.give_to_outbox(waiting.number, &waiting.message)?;
        }
        Ok(())
    }

    fn give_to_outbox(&self, number: i64, message: &Message) -> Result<(), Fault> {
        let Some(text) = message.body.text().cloned() else {
            return Ok(());
        };
        let letter = Letter::Text {
            id: message.id,
            text,
            at: message.at,
        };
        if self.post(message.chat, &letter, Some(number))? {
            message::sealed(self.tx, number)?;
        } else {
            self.after.to_start.borrow_mut().insert(message.chat);
        }
        Ok(())
    }
}
