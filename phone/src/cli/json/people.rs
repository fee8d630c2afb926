//! Contacts and chats as objects.

use pillion_protocol::content::{chat::Chat, contact::Contact};
use serde::Serialize;

use super::message::handle;
use crate::screen::{follow::Shown, words};

/// `{"account","handle","name","chat","verified"}`.
#[derive(Debug, Serialize)]
pub struct ContactObject {
    /// The contact's account.
    pub account: String,
    /// The handle without `@`.
    pub handle: String,
    /// The name that the contact chose.
    pub name: String,
    /// The chat with this contact.
    pub chat: String,
    /// Whether the identity was compared out of band.
    pub verified: bool,
}

impl From<&Contact> for ContactObject {
    fn from(contact: &Contact) -> Self {
        Self {
            account: contact.account.to_hex(),
            handle: contact.handle.as_str().to_owned(),
            name: contact.name.clone(),
            chat: contact.chat.to_hex(),
            verified: contact.verified,
        }
    }
}

/// `{"id","title","handle","unread","at","last"}`; `last` is `{"from","text","state","at"}` or null.
#[derive(Debug, Serialize)]
pub struct ChatObject {
    /// The chat.
    pub id: String,
    /// What lists call it.
    pub title: String,
    /// The handle of the other one, in a chat of two.
    pub handle: Option<String>,
    /// Incoming messages that were not seen yet.
    pub unread: u32,
    /// When something last happened in it.
    pub at: u64,
    /// The last message, its text cut to one line.
    pub last: Option<PreviewObject>,
}

/// `{"from","text","state","at"}`.
#[derive(Debug, Serialize)]
pub struct PreviewObject {
    /// The handle of the writer without `@`.
    pub from: String,
    /// The beginning of the text, on one line.
    pub text: String,
    /// How far it has come.
    pub state: &'static str,
    /// When it was written.
    pub at: u64,
}

impl ChatObject {
    /// A chat, with handles from the phone's lists.
    #[must_use]
    pub fn new(shown: &Shown, chat: &Chat) -> Self {
        Self {
            id: chat.id.to_hex(),
            title: chat.title.clone(),
            handle: words::peer(shown, chat).map(|contact| contact.handle.as_str().to_owned()),
            unread: chat.unread,
            at: chat.at.0,
            last: chat.last.as_ref().map(|last| PreviewObject {
                from: handle(shown, last.from),
                text: last.text.clone(),
                state: last.state.word(),
                at: last.at.0,
            }),
        }
    }
}
