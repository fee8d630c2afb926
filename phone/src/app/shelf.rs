//! What a person does to a chat in the list: pin, mute, archive, mark, and what stands in its composer.

use pillion_protocol::content::{chat::DRAFT_BYTES, id::ChatId, problem::Problem};
use pillion_wire::time::Timestamp;

use super::{fault::Fault, work::Work};
use crate::store::{change::Object, chat, database::Tx, error::StoreError, shelf};

impl Work<'_> {
    /// Does what a `Pin` asks.
    pub(super) fn pin(&self, chat: ChatId, on: bool) -> Result<(), Fault> {
        self.shelve(chat, |tx| shelf::pin(tx, chat, on))
    }

    /// Does what a `Mute` asks.
    pub(super) fn mute(&self, chat: ChatId, until: Option<Timestamp>) -> Result<(), Fault> {
        self.shelve(chat, |tx| shelf::mute(tx, chat, until))
    }

    /// Does what an `Archive` asks.
    pub(super) fn archive(&self, chat: ChatId, on: bool) -> Result<(), Fault> {
        self.shelve(chat, |tx| shelf::archive(tx, chat, on))
    }

    /// Does what a `MarkUnread` asks.
    pub(super) fn mark_unread(&self, chat: ChatId, on: bool) -> Result<(), Fault> {
        self.shelve(chat, |tx| shelf::mark_unread(tx, chat, on))
    }

    /// Does what a `Draft` asks.
    pub(super) fn draft(&self, chat: ChatId, typed: &str) -> Result<(), Fault> {
        let text = typed.replace("\r\n", "\n").replace('\r', "\n");
        if text.len() > DRAFT_BYTES {
            return Err(Problem::TextTooLong.into());
        }
        // A terminal that shows the draft would obey them.
        if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\t')) {
            return Err(Problem::TextControl.into());
        }
        self.shelve(chat, |tx| shelf::draft(tx, chat, &text))
    }

    /// Moves the read mark, has the writer told, and takes away the mark that there is something to look at.
    pub(super) fn read(&self, chat: ChatId, through: pillion_protocol::content::id::Place) -> Result<(), Fault> {
        let moved = chat::read_through(self.tx, chat, through)?;
        if moved {
            self.after.receipts.set(true);
        }
        self.shelve(chat, |tx| Ok(shelf::mark_unread(tx, chat, false)? || moved))
    }

    fn shelve(&self, chat: ChatId, work: impl FnOnce(&Tx<'_>) -> Result<bool, StoreError>) -> Result<(), Fault> {
        if !chat::exists(self.tx, chat)? {
            return Err(Problem::NoSuchChat.into());
        }
        if work(self.tx)? {
            self.touch(Object::Chat(chat))?;
        }
        Ok(())
    }
}
