//! The head of the open chat: with whom it is, and what they do.

use pillion_protocol::content::{id::ChatId, presence::Presence};
use pillion_wire::{id::AccountId, time::Timestamp};

use super::{dialog::Dialog, page::Page};

/// The head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The chat.
    pub chat: ChatId,
    /// Its name.
    pub title: String,
    /// The other one of a chat of two.
    pub peer: Option<AccountId>,
    /// What stands under the name.
    pub under: Under,
    /// The other one's identity was compared.
    pub verified: bool,
    /// After how many seconds new messages go away.
    pub timer: Option<u32>,
    /// How many people ask to be let in.
    pub asking: u32,
}

/// What stands under the name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Under {
    /// These people type; in a chat of two without a name.
    Typing(Vec<String>),
    /// A group of so many.
    Members(u32),
    /// A group that this account is in no longer.
    Left,
    /// The other one is there.
    Online,
    /// The other one was there.
    LastSeen(Timestamp),
    /// The other one's handle.
    Handle(String),
}

/// The head of the open chat.
#[must_use]
pub fn head(page: &Page) -> Option<Head> {
    let (chat, _) = page.open_thread()?;
    let contact = chat.peer.and_then(|peer| page.contacts.get(&peer));
    let typing = page.live.typing(chat.id);
    let under = match (&chat.group, page.live.presence(chat)) {
        (Some(group), _) if group.left => Under::Left,
        (Some(_), _) if !typing.is_empty() => Under::Typing(typing),
        (Some(group), _) => Under::Members(group.members),
        (None, _) if !typing.is_empty() => Under::Typing(Vec::new()),
        (None, Presence::Online) => Under::Online,
        (None, Presence::LastSeen(at)) => Under::LastSeen(at),
        (None, Presence::Unknown) => {
            Under::Handle(contact.map(|contact| contact.handle.to_string()).unwrap_or_default())
        }
    };
    Some(Head {
        chat: chat.id,
        title: chat.title.clone(),
        peer: chat.peer,
        under,
        verified: contact.is_some_and(|contact| contact.verified),
        timer: chat.timer,
        asking: chat.group.as_ref().map_or(0, |group| group.asking),
    })
}

impl Head {
    /// What tells more about whom it is with.
    #[must_use]
    pub fn info(&self) -> Dialog {
        self.peer.map_or(Dialog::Group(self.chat), Dialog::Contact)
    }
}
