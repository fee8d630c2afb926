//! People that this account does not know, and people that it does not want to hear.
//!
//! Who begins a chat and is unknown makes a request: he learns that his messages came, and neither our name nor what was
//! read before somebody accepts it, says something in it, or adds him by his handle. Of a blocked contact nothing is kept (rule
//! `R-LETTER-8`).

use pillion_protocol::content::{id::ChatId, problem::Problem};
use pillion_wire::id::AccountId;

use super::{fault::Fault, work::Work};
use crate::store::{change::Object, chat, contact, group, member, shelf};

impl Work<'_> {
    /// Does what an `Accept` asks.
    pub(super) fn accept_request(&self, chat: ChatId) -> Result<(), Fault> {
        if !chat::exists(self.tx, chat)? {
            return Err(Problem::NoSuchChat.into());
        }
        self.check_not_blocked(chat)?;
        self.accept(chat)
    }

    /// Lets whoever began a chat be a contact, and tells him what was held back. Nothing happens in a chat that is no request,
    /// and nothing is told to somebody who is blocked.
    pub(super) fn accept(&self, chat: ChatId) -> Result<(), Fault> {
        let is_blocked = contact::by_chat(self.tx, chat)?.is_some_and(|contact| contact.blocked);
        if is_blocked || !shelf::request(self.tx, chat, false)? {
            return Ok(());
        }
        self.touch(Object::Chat(chat))?;
        // What was sent before is fetched now.
        self.after.files.set(true);
        if let Some(contact) = contact::by_chat(self.tx, chat)? {
            // Its picture was not shown before.
            self.touch(Object::Contact(contact.account))?;
        }
        self.after.receipts.set(true);
        if let (Some(tag), Some(contact)) = (group::of_chat(self.tx, chat)?, contact::by_chat(self.tx, chat)?) {
            self.introduce(tag, contact.account)?;
        }
        Ok(())
    }

    /// Shows a chat that stood ready.
    pub(super) fn show(&self, chat: ChatId) -> Result<(), Fault> {
        if shelf::hide(self.tx, chat, false)? {
            // Screens that were told that a request is gone know nothing of who made it.
            if let Some(contact) = contact::by_chat(self.tx, chat)? {
                self.touch(Object::Contact(contact.account))?;
            }
            self.touch(Object::Chat(chat))?;
        }
        Ok(())
    }

    /// Does what a `Block` asks.
    pub(super) fn block(&self, account: AccountId, on: bool) -> Result<(), Fault> {
        let contact = contact::find(self.tx, account)?.ok_or(Problem::NoSuchChat)?;
        if contact::block(self.tx, account, on)? {
            self.touch(Object::Contact(account))?;
            self.touch(Object::Chat(contact.chat))?;
            // What was read meanwhile is told once it may be, and a name that was given meanwhile.
            self.after.receipts.set(true);
            self.after.names.set(true);
            self.after.files.set(true);
        }
        Ok(())
    }

    /// Refuses to do for somebody what is only done for people who are accepted (rule `R-FILE-12`).
    pub(super) fn check_known(&self, chat: ChatId) -> Result<(), Fault> {
        if contact::by_chat(self.tx, chat)?.is_some_and(|contact| contact.blocked) {
            return Err(Problem::Blocked.into());
        }
        if chat::is_request(self.tx, chat)? {
            return Err(Problem::NotAccepted.into());
        }
        Ok(())
    }

    /// Refuses to say anything to a contact that is blocked, or in a group that this account is not in any more.
    pub(super) fn check_not_blocked(&self, chat: ChatId) -> Result<(), Fault> {
        let inside = member::is_inside(self.tx, chat)?;
        if inside == Some(false)
            || inside.is_some() && group::of_chat(self.tx, chat)?.is_none() && group::to_renew(self.tx, chat)?.is_none()
        {
            return Err(Problem::NotAMember.into());
        }
        match contact::by_chat(self.tx, chat)? {
            Some(contact) if contact.blocked => Err(Problem::Blocked.into()),
            _ => Ok(()),
        }
    }
}
