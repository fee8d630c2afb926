//! Messages that say something else: asked by a screen, or told by their writer.
//!
//! What a message said before is kept. Each edit of one message has a later time than the one before, whatever the clock says,
//! so that all phones agree on the last one (rule `R-LETTER-3`).

use pillion_protocol::content::{
    body::Body,
    id::{ChatId, IntentId, MessageId},
    message::Message,
    problem::Problem,
    reply::Answer,
    text::Text,
};
use pillion_wire::time::Timestamp;

use super::{fault::Fault, history::fitting_reversed, letter::Letter, phone::Phone, work::Work, writer::Writer};
use crate::store::{
    change::Object,
    chat,
    database::Tx,
    edit,
    intent::{self, Outcome},
    message,
    row::Numbered,
    state,
};

/// Messages that quote a changed one and are told to screens with it. More than anybody has in sight; a contact who quotes one
/// message without end must not make each change of it dear.
const QUOTING: u32 = 1_000;

/// Earlier wordings looked at for one answer; more than fit unless they are very short.
const WORDINGS: u32 = 1_000;

impl Phone {
    /// Answers `Edits`: the last ones, if not all fit.
    pub(super) fn edits(&self, chat: ChatId, id: MessageId) -> Result<Answer, Fault> {
        let tx = self.database.read();
        let found = named(&tx, chat, id)?;
        Ok(Answer::Edits(fitting_reversed(edit::newest(
            &tx,
            found.number,
            WORDINGS,
        )?)))
    }
}

/// A message that a screen names.
pub(super) fn named(tx: &Tx<'_>, chat: ChatId, id: MessageId) -> Result<Numbered, Fault> {
    if !chat::exists(tx, chat)? {
        return Err(Problem::NoSuchChat.into());
    }
    Ok(shown(message::in_chat(tx, chat, id)?)?)
}

/// A message that is there to be looked at.
fn shown(found: Option<Numbered>) -> Result<Numbered, Problem> {
    found.filter(|found| !found.is_gone).ok_or(Problem::NoSuchMessage)
}

impl Work<'_> {
    /// Does what an `Edit` asks, or tells what the message says that it was done to.
    pub(super) fn edit(&self, intent: IntentId, chat: ChatId, id: MessageId, text: &Text) -> Result<Message, Fault> {
        if let Some(done) = self.done_before(intent)? {
            // The intent that a message came from has sent it, and edits nothing.
            let same = done.chat == chat && done.id == id && done.intent != Some(intent);
            return if same {
                Ok(done)
            } else {
                Err(Problem::IntentReused.into())
            };
        }
        let found = self.message(chat, id)?;
        if found.message.from.is_some() {
            return Err(Problem::NotYours.into());
        }
        let before = found.message.body.text().ok_or(match found.message.body {
            Body::File(_) => Problem::NothingToEdit,
            _ => Problem::MessageDeleted,
        })?;
        self.check_not_blocked(chat)?;
        intent::add(self.tx, intent, Outcome::Message(found.number), self.now)?;
        if before == text {
            return Ok(found.message);
        }
        let last = found.message.edited.unwrap_or(found.message.at);
        let at = self.now.max(last.after_ms(1));
        self.reword(&found, text, at)?;
        if state::is_sealed(self.tx, found.number)? {
            let text = text.clone();
            self.post(chat, &Letter::Edit { id, text, at }, None)?;
        }
        Ok(shown(message::find(self.tx, found.number)?)?.message)
    }

    /// A contact has edited one of its messages.
    pub(super) fn edited_by_peer(
        &self,
        writer: Writer,
        id: MessageId,
        text: &Text,
        at: Timestamp,
    ) -> Result<(), Fault> {
        match self.written_by(writer, id)? {
            Some(found) if found.message.body.text().is_some_and(|before| before != text) => {
                if found.message.edited.is_none_or(|last| last <= at) {
                    self.reword(&found, text, at)?;
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// What an intent led to before; a problem if that is no message, or none any more.
    pub(super) fn done_before(&self, intent: IntentId) -> Result<Option<Message>, Fault> {
        match intent::find(self.tx, intent)? {
            None => Ok(None),
            Some(Outcome::Message(number)) => {
                let done = shown(message::find(self.tx, number)?)?.message;
                if chat::exists(self.tx, done.chat)? {
                    Ok(Some(done))
                } else {
                    Err(Problem::NoSuchMessage.into())
                }
            }
            Some(Outcome::Gone) => Err(Problem::NoSuchMessage.into()),
            Some(Outcome::Contact(_) | Outcome::Chat(_)) => Err(Problem::IntentReused.into()),
        }
    }

    /// A message that a screen names.
    pub(super) fn message(&self, chat: ChatId, id: MessageId) -> Result<Numbered, Fault> {
        named(self.tx, chat, id)
    }

    /// A message of a contact, if it stands in the chat with that contact. Nobody changes what another one has written.
    pub(super) fn written_by(&self, writer: Writer, id: MessageId) -> Result<Option<Numbered>, Fault> {
        let found = message::in_chat(self.tx, writer.chat, id)?;
        let found = found.filter(|found| !found.is_gone && found.message.from == Some(writer.account));
        if found.is_none() {
            tracing::info!(account = %writer.account, "a change of a message that is not its writer's, or not here");
        }
        Ok(found)
    }

    fn reword(&self, found: &Numbered, text: &Text, at: Timestamp) -> Result<(), Fault> {
        edit::put(self.tx, found.number, text, at)?;
        self.touch_shown(found)
    }

    /// Notes that a message shows something else: in its place, in the list of chats and wherever it is quoted.
    pub(super) fn touch_shown(&self, found: &Numbered) -> Result<(), Fault> {
        let (chat, id) = (found.message.chat, found.message.id);
        self.touch(Object::Message(found.number))?;
        for quoting in message::quoting(self.tx, chat, id, QUOTING)? {
            self.touch(Object::Message(quoting))?;
        }
        Ok(self.touch(Object::Chat(chat))?)
    }
}
