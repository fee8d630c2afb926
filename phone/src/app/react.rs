//! Emoji under messages, and stars.
//!
//! Each word of one person about one message has a later time than the one before, whatever the clock says (rule
//! `R-LETTER-6`).

use pillion_protocol::content::{
    body::Body,
    id::{ChatId, MessageId},
    problem::Problem,
    reaction::Emoji,
    reply::Answer,
};
use pillion_wire::time::Timestamp;

use super::{
    edit::named, fault::Fault, history::fitting_reversed, letter::Letter, phone::Phone, work::Work, writer::Writer,
};
use crate::store::{change::Object, message, reaction};

/// Reactions looked at for one answer; more than fit.
const REACTIONS: u32 = 2_000;

impl Phone {
    /// Answers `Reactions`: the last ones, if not all fit.
    pub(super) fn reactions(&self, chat: ChatId, id: MessageId) -> Result<Answer, Fault> {
        let tx = self.database.read();
        let found = named(&tx, chat, id)?;
        let newest = reaction::newest(&tx, chat, found.number, REACTIONS)?;
        Ok(Answer::Reactions(fitting_reversed(newest)))
    }
}

impl Work<'_> {
    /// Does what a `React` asks.
    pub(super) fn react(&self, chat: ChatId, id: MessageId, emoji: Option<&Emoji>) -> Result<(), Fault> {
        let found = self.message(chat, id)?;
        found.message.body.text().ok_or(Problem::MessageDeleted)?;
        self.check_not_blocked(chat)?;
        self.accept(chat)?;
        let last = reaction::last_at(self.tx, found.number, None)?;
        let at = last.map_or(self.now, |last| self.now.max(last.after_ms(1)));
        if reaction::put(self.tx, found.number, None, emoji, at)? {
            self.touch(Object::Message(found.number))?;
            let emoji = emoji.cloned();
            self.post(chat, &Letter::React { id, emoji, at }, None)?;
        }
        Ok(())
    }

    /// A contact has put an emoji under a message of the chat, or has taken it away.
    pub(super) fn peer_reacted(
        &self,
        writer: Writer,
        id: MessageId,
        emoji: Option<&Emoji>,
        at: Timestamp,
    ) -> Result<(), Fault> {
        let found = message::in_chat(self.tx, writer.chat, id)?;
        if let Some(found) = found.filter(|found| found.message.body != Body::Deleted)
            && reaction::put(self.tx, found.number, Some(writer.account), emoji, at)?
        {
            self.touch(Object::Message(found.number))?;
        }
        Ok(())
    }

    /// Does what a `Star` asks.
    pub(super) fn star(&self, chat: ChatId, id: MessageId, on: bool) -> Result<(), Fault> {
        let found = self.message(chat, id)?;
        if found.message.body == Body::Deleted {
            return Err(Problem::MessageDeleted.into());
        }
        if message::star(self.tx, found.number, on)? {
            self.touch(Object::Message(found.number))?;
        }
        Ok(())
    }
}
