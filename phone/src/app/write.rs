//! A message's way out, up to the outbox.
//!
//! The message, its sealed blob, the ratchet, the intent and the change log are one transaction; only then is the screen
//! answered. In a chat that has no group yet the message waits, stored, until [`super::start`] has made one.

use pillion_protocol::content::{
    body::Body,
    file::{File, Held},
    id::{ChatId, IntentId, MessageId},
    message::{Message, State},
    picture::Picture,
    problem::Problem,
    text::Text,
};

use super::{fault::Fault, letter::Letter, timer::Timer, work::Work};
use crate::store::{
    change::Object,
    chat,
    intent::{self, Outcome},
    invitation, message, picture, shelf, state,
};

/// What is to be said.
#[derive(Debug)]
pub(super) struct Said {
    /// A text or a file.
    pub(super) body: Body,
    /// The message that it answers.
    pub(super) quote: Option<MessageId>,
    /// Whether it was passed on from another chat.
    pub(super) forwarded: bool,
}

impl Said {
    /// A text that answers nothing.
    pub(super) fn plain(text: Text) -> Self {
        Self {
            body: text.into(),
            quote: None,
            forwarded: false,
        }
    }
}

impl Work<'_> {
    /// Does what a `Send` asks, or tells what came of it the first time.
    pub(super) fn send(
        &self,
        intent: IntentId,
        chat: ChatId,
        text: Text,
        quote: Option<MessageId>,
    ) -> Result<Message, Fault> {
        let before = self.done_before(intent)?;
        let is_new = before.is_none();
        let said = Said {
            body: text.into(),
            quote,
            forwarded: false,
        };
        let message = self.say_once(intent, chat, said, before)?;
        if is_new {
            shelf::draft(self.tx, chat, "")?;
        }
        Ok(message)
    }

    /// Does what a `Share` asks, or tells what came of it the first time.
    pub(super) fn share(
        &self,
        intent: IntentId,
        chat: ChatId,
        file: File,
        caption: Option<Text>,
        quote: Option<MessageId>,
        picture: Option<&Picture>,
    ) -> Result<Message, Fault> {
        if file.look.map(|look| look.picture) != picture.map(Picture::id) {
            return Err(Problem::Picture.into());
        }
        let before = self.done_before(intent)?;
        // One's own is fetched however large it is: it is nowhere else for long.
        let body = self.shared(file, caption, Held::Coming)?;
        let forwarded = false;
        let said = Said { body, quote, forwarded };
        if let Some(picture) = picture {
            // Its message says it in the same transaction.
            let _ = picture::put(self.tx, picture)?;
        }
        self.say_once(intent, chat, said, before)
    }

    /// Does what a `Forward` asks, or tells what came of it the first time.
    pub(super) fn forward(&self, intent: IntentId, chat: ChatId, id: MessageId, to: ChatId) -> Result<Message, Fault> {
        let before = self.done_before(intent)?;
        if let Some(done) = before.as_ref().filter(|done| done.chat == to && done.forwarded) {
            // What it was made of may have been edited or deleted since.
            return Ok(done.clone());
        }
        let body = self.message(chat, id)?.message.body;
        if let Body::Deleted | Body::Newer | Body::Event(_) = body {
            return Err(Problem::MessageDeleted.into());
        }
        let said = Said {
            body,
            quote: None,
            forwarded: true,
        };
        self.say_once(intent, to, said, before)
    }

    fn say_once(&self, intent: IntentId, chat: ChatId, said: Said, before: Option<Message>) -> Result<Message, Fault> {
        if let Some(done) = before {
            return if is_same(&done, intent, chat, &said) {
                Ok(done)
            } else {
                Err(Problem::IntentReused.into())
            };
        }
        if !chat::exists(self.tx, chat)? {
            return Err(Problem::NoSuchChat.into());
        }
        if let Some(quoted) = said.quote
            && message::in_chat(self.tx, chat, quoted)?.is_none()
        {
            return Err(Problem::NoSuchMessage.into());
        }
        self.check_not_blocked(chat)?;
        self.accept(chat)?;
        let (number, message) = self.write(chat, said, Some(intent))?;
        intent::add(self.tx, intent, Outcome::Message(number), self.now)?;
        Ok(message)
    }

    /// Writes a message into a chat and gives it to the outbox.
    pub(super) fn write(&self, chat: ChatId, said: Said, intent: Option<IntentId>) -> Result<(i64, Message), Fault> {
        self.show(chat)?;
        let place = chat::next_place(self.tx, chat, self.now)?.ok_or(Problem::NoSuchChat)?;
        let id = MessageId(self.rng.bytes());
        let message = Message {
            intent,
            quote: said.quote.map(message::quoted),
            forwarded: said.forwarded,
            expires: self.expiry(chat)?,
            ..Message::new(id, chat, place, None, said.body, self.now, State::Stored)
        };
        // A random id of 16 bytes is new.
        let number = message::add(self.tx, &message, None)?.ok_or(Problem::IntentReused)?;
        self.touch(Object::Message(number))?;
        self.touch(Object::Chat(chat))?;
        self.give_to_outbox(number, &message)?;
        // As it is shown: with what it quotes.
        let stored = message::find(self.tx, number)?.map_or(message, |found| found.message);
        Ok((number, stored))
    }

    /// Tries a failed message again; nothing happens to one that has not failed.
    pub(super) fn retry(&self, id: MessageId) -> Result<(), Fault> {
        let found = message::own(self.tx, id)?.ok_or(Problem::NoSuchMessage)?;
        if !chat::exists(self.tx, found.message.chat)? {
            return Err(Problem::NoSuchMessage.into());
        }
        if found.message.body == Body::Deleted {
            return Err(Problem::MessageDeleted.into());
        }
        self.check_not_blocked(found.message.chat)?;
        if state::revive(self.tx, found.number)? {
            self.touch(Object::Message(found.number))?;
            self.touch(Object::Chat(found.message.chat))?;
            self.give_to_outbox(found.number, &found.message)?;
        }
        Ok(())
    }

    /// Seals what waited for the group of a chat: letters first, invitations that are followed, then messages, in their order.
    pub(super) fn seal_waiting(&self, chat: ChatId) -> Result<(), Fault> {
        self.seal_held(chat)?;
        for invitation in invitation::take_knocks(self.tx, chat)? {
            self.post(chat, &Letter::Join { invitation }, None)?;
        }
        for waiting in state::unsealed(self.tx, chat)? {
            self.give_to_outbox(waiting.number, &waiting.message)?;
        }
        Ok(())
    }

    pub(super) fn give_to_outbox(&self, number: i64, message: &Message) -> Result<(), Fault> {
        let picture = match message.body.file() {
            Some(shared) => self.look_of(&shared.file)?,
            None => None,
        };
        let Some(letter) = letter_of(message, picture) else {
            // A file that is not with the relay yet: nobody is told before.
            self.after.files.set(true);
            return Ok(());
        };
        if self.post(message.chat, &letter, Some(number))? {
            state::sealed(self.tx, number)?;
            self.after.expiry.set(true);
        } else {
            self.after.to_start.borrow_mut().insert(message.chat);
        }
        Ok(())
    }
}

/// What is said to the readers of a message; `None` if nothing is yet.
fn letter_of(message: &Message, picture: Option<Picture>) -> Option<Letter> {
    let (id, at, forwarded, timer) = (message.id, message.at, message.forwarded, life(message));
    let quote = message.quote.as_ref().map(|quote| quote.message);
    match &message.body {
        Body::Text(text) => Some(Letter::Text {
            id,
            text: text.clone(),
            at,
            quote,
            forwarded,
            timer,
        }),
        Body::File(shared) if shared.held != Held::Leaving => Some(Letter::File {
            id,
            file: Box::new(shared.file.clone()),
            caption: shared.caption.clone(),
            at,
            quote,
            forwarded,
            timer,
            picture,
        }),
        Body::File(_) | Body::Deleted | Body::Newer | Body::Event(_) => None,
    }
}

/// How long a message of this account stays on each phone.
fn life(message: &Message) -> Option<Timer> {
    let ms = message.expires?.since_ms(message.at);
    Timer::new(u32::try_from(ms / 1_000).ok()?)
}

/// Whether a message is what an intent asked for; what has happened to it since does not count.
fn is_same(done: &Message, intent: IntentId, chat: ChatId, said: &Said) -> bool {
    let as_written = done.edited.is_none() && done.body != Body::Deleted;
    done.intent == Some(intent)
        && done.chat == chat
        && done.forwarded == said.forwarded
        && (!as_written
            || is_same_body(&done.body, &said.body) && done.quote.as_ref().map(|quote| quote.message) == said.quote)
}

/// Whether two bodies say the same, however far their files are.
fn is_same_body(one: &Body, other: &Body) -> bool {
    match (one.file(), other.file()) {
        (Some(one), Some(other)) => one.file == other.file && one.caption == other.caption,
        _ => one == other,
    }
}
