//! What can stand before the page.

use pillion_protocol::content::id::{ChatId, IntentId, MessageId};
use pillion_wire::{
    handle::Handle,
    id::{AccountId, LinkId},
    time::Timestamp,
};

use super::{gallery::Tab, parcel::Chosen};

/// One dialog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Dialog {
    /// Add a contact by handle.
    NewContact(NewContact),
    /// The linked browsers.
    Links,
    /// Really log out?
    LogOut {
        /// Since when the phone is being told; `None` before the person has confirmed.
        since: Option<Timestamp>,
    },
    /// What one can choose for this browser.
    Settings,
    /// The keys of the page.
    Help,
    /// Which emoji to put under a message of the open chat?
    React(MessageId),
    /// To which chat does a message of the open chat go?
    Forward(MessageId),
    /// Really delete a message of the open chat, and for whom?
    Delete {
        /// The message.
        message: MessageId,
        /// Written by this account, so that it can be deleted for all.
        mine: bool,
    },
    /// Really delete a chat?
    DeleteChat(ChatId),
    /// Really block a contact?
    Block(AccountId),
    /// The people who are blocked.
    Blocked,
    /// Make a group.
    NewGroup,
    /// A group and its members.
    Group(ChatId),
    /// Who else comes into a group?
    AddMembers(ChatId),
    /// Another name for a group.
    Rename(ChatId),
    /// The link by which people ask to be let into a group.
    Invite(ChatId),
    /// Really leave a group?
    Leave(ChatId),
    /// After how long do messages of a chat go away?
    Timer(ChatId),
    /// A contact, and what to compare with it.
    Contact(AccountId),
    /// What is one of the linked browsers called?
    RenameLink(LinkId),
    /// Really log out all others?
    UnlinkOthers,
    /// The code by which others add this account.
    OwnCode,
    /// How far a message of the open chat has come with each reader.
    Info(MessageId),
    /// Who has put what under a message of the open chat.
    Reactions(MessageId),
    /// What a message of the open chat said before.
    Edits(MessageId),
    /// What a chat has: one of its shelves.
    Gallery(ChatId, Tab),
    /// The picture, film or sound of a message.
    Picture(MessageId),
    /// Send these files, with what stands in the composer?
    Attach {
        /// Where to.
        chat: ChatId,
        /// Which.
        files: Vec<Chosen>,
    },
}

/// What a small menu is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Menu {
    /// A message of the open chat.
    Message(MessageId),
    /// A chat.
    Chat(ChatId),
}

/// A contact that is being added.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NewContact {
    /// What the phone is asked for.
    pub wanted: Option<Wanted>,
    /// The phone asks to be let into a group.
    pub joining: bool,
    /// Why it did not work.
    pub problem: Option<String>,
}

/// An account that is being looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Makes a repeat harmless.
    pub intent: IntentId,
    /// Whom.
    pub handle: Handle,
    /// The phone was asked in this session.
    pub asked: bool,
}
