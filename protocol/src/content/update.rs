//! What the phone tells its screens without being asked: every change of its state, as state.

use alloc::vec::Vec;

use minicbor::{Decode, Encode};
use pillion_wire::id::{AccountId, LinkId};

use super::{
    account::{Account, Connection},
    chat::Chat,
    contact::Contact,
    id::{ChatId, MessageId, Version},
    link::Link,
    message::Message,
    presence::{Presence, Typing},
    progress::Progress,
};

/// Changes that lead from one version to another.
///
/// A screen whose version is not `from` asks `Sync` instead of applying it.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Update {
    /// The version that these changes build on.
    #[n(0)]
    pub from: Version,
    /// The version that they lead to.
    #[n(1)]
    pub to: Version,
    /// The changes; empty, with `to` after `from`, when they did not fit one message: ask `Sync`.
    #[n(2)]
    pub changes: Vec<Change>,
}

/// The new state of one thing.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum Change {
    /// The account.
    #[n(0)]
    Account(#[n(0)] Account),
    /// The phone's connection to its relay. Not versioned: it comes with every `Sync` and whenever it changes.
    #[n(1)]
    Connection(#[n(0)] Connection),
    /// A chat.
    #[n(2)]
    Chat(#[n(0)] Chat),
    /// A message.
    #[n(3)]
    Message(#[n(0)] Message),
    /// A contact.
    #[n(4)]
    Contact(#[n(0)] Contact),
    /// A linked browser.
    #[n(5)]
    Link(#[n(0)] Link),
    /// A linked browser is gone.
    #[n(6)]
    LinkGone(#[n(0)] LinkId),
    /// A message was deleted here: its place is empty.
    #[n(7)]
    MessageGone {
        /// The chat.
        #[n(0)]
        chat: ChatId,
        /// The message.
        #[n(1)]
        message: MessageId,
    },
    /// A chat was deleted, with all that was said in it.
    #[n(8)]
    ChatGone(#[n(0)] ChatId),
    /// Whether a contact is there. Not versioned: it is told live, and not at all after a cut.
    #[n(9)]
    Presence {
        /// Who.
        #[n(0)]
        account: AccountId,
        /// What it shares.
        #[n(1)]
        presence: Presence,
    },
    /// Who types. Not versioned.
    #[n(10)]
    Typing(#[n(0)] Typing),
    /// How far a file is on its way. Not versioned, and for the phone's own screens alone.
    #[n(11)]
    Progress(#[n(0)] Progress),
}
