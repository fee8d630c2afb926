//! Who has written what came: MLS says whose leaf it was, and the phone whether that is who it seems to be.
//!
//! The admin who adds a member vouches for its card. It may carry any handle and account, so what a member says that shows those of
//! a contact under another identity is passed over (rule `R-GROUP-13`).

use pillion_protocol::content::id::ChatId;
use pillion_wire::id::{AccountId, GroupTag};

use super::{fault::Fault, work::Work};
use crate::{
    mls::card::Card,
    store::{contact, group, member},
};

/// The writer of a letter, and the chat that it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Writer {
    pub(super) chat: ChatId,
    pub(super) account: AccountId,
    /// Whether the chat is a group of many.
    pub(super) is_many: bool,
}

impl Work<'_> {
    /// Whose letter this is; `None` if it is to be thrown away.
    pub(super) fn writer(&self, tag: GroupTag, from: &Card) -> Result<Option<Writer>, Fault> {
        let Some(chat) = group::chat_of(self.tx, tag)? else {
            tracing::warn!(group = %tag, "a letter in a group of no chat");
            return Ok(None);
        };
        let account = from.account();
        if contact::find(self.tx, account)?.is_some_and(|contact| contact.blocked) {
            tracing::debug!(group = %tag, "a letter of a blocked contact was thrown away");
            return Ok(None);
        }
        let is_many = match member::is_inside(self.tx, chat)? {
            Some(false) => return Ok(None),
            Some(true) if self.is_somebody_else(from)? => {
                tracing::warn!(group = %tag, "a member shows the name of a contact: its letter was passed over");
                return Ok(None);
            }
            Some(true) => true,
            None if contact::by_chat(self.tx, chat)?.is_some_and(|contact| contact.account == account) => false,
            None => {
                tracing::warn!(group = %tag, "a letter in a group of no chat");
                return Ok(None);
            }
        };
        Ok(Some(Writer { chat, account, is_many }))
    }

    /// Whether a card shows the account or the handle of a contact, and is not that contact's.
    pub(super) fn is_somebody_else(&self, card: &Card) -> Result<bool, Fault> {
        Ok(match contact::find(self.tx, card.account())? {
            Some(_) => !self.is_same_person(card)?,
            None => contact::by_handle(self.tx, card.handle())?.is_some(),
        })
    }
}
