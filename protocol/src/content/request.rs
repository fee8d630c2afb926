//! What a screen asks of the phone.

use alloc::string::String;

use minicbor::{Decode, Encode};
use pillion_wire::{
    handle::Handle,
    id::{AccountId, LinkId},
    time::Timestamp,
};

use super::{
    account_ask::AccountAsk,
    file_ask::FileAsk,
    group_ask::GroupAsk,
    id::{ChatId, IntentId, MessageId, Place, Version},
    live_ask::LiveAsk,
    picture::PictureId,
    reaction::Emoji,
    text::Text,
};

/// Pairs a request with its reply; chosen by the screen, unique within a session.
pub type RequestId = u32;

/// The most messages that one `History` returns.
pub const HISTORY_LIMIT: u16 = 100;

/// One request.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Request {
    /// Comes back in the reply.
    #[n(0)]
    pub id: RequestId,
    /// What is asked.
    #[n(1)]
    pub ask: Ask,
}

/// What can be asked. What has an `intent` is done once: the phone remembers it, and gives a repeat the first answer.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum Ask {
    /// All that changed after `since`; version 0 asks for everything but messages. Answer: `Synced`.
    #[n(0)]
    Sync {
        /// The version up to which the screen is complete.
        #[n(0)]
        since: Version,
        /// From the `Synced` before, when it said that there is more.
        #[n(1)]
        cursor: Option<u64>,
    },
    /// A stretch of a chat. Answer: `Page`.
    #[n(1)]
    History {
        /// The chat.
        #[n(0)]
        chat: ChatId,
        /// Where to begin.
        #[n(1)]
        from: From,
        /// At most this many, and at most [`HISTORY_LIMIT`]; fewer come when they would not fit one message.
        #[n(2)]
        limit: u16,
    },
    /// Say something. Answer: `Message`, once the phone has stored it.
    #[n(2)]
    Send {
        /// Makes a repeat harmless.
        #[n(0)]
        intent: IntentId,
        /// Where.
        #[n(1)]
        chat: ChatId,
        /// What.
        #[n(2)]
        text: Text,
        /// The message of the same chat that it answers.
        #[n(3)]
        quote: Option<MessageId>,
    },
    /// Everything up to this place was on a visible screen. Answer: `Done`.
    #[n(3)]
    Read {
        /// The chat.
        #[n(0)]
        chat: ChatId,
        /// The last place that was seen.
        #[n(1)]
        through: Place,
    },
    /// Find an account by its handle and open a chat with it. Answer: `Contact`, also if it is known already.
    #[n(4)]
    AddContact {
        /// Makes a repeat harmless.
        #[n(0)]
        intent: IntentId,
        /// The handle.
        #[n(1)]
        handle: Handle,
    },
    /// Send a failed message again. Answer: `Done`.
    #[n(5)]
    Retry {
        /// The message.
        #[n(0)]
        message: MessageId,
    },
    /// End a link. A browser that names its own link logs out; another one's owner may have lost it. Answer: `Done`.
    #[n(6)]
    Unlink {
        /// The link.
        #[n(0)]
        link: LinkId,
    },
    /// A code was scanned or pasted. Only the phone's own screens may. Answer: `Pairing`, once the page has answered.
    #[n(7)]
    Scan {
        /// The text of the code.
        #[n(0)]
        code: String,
    },
    /// The person on the phone has decided about a pairing. Only its own screens may. Answer: `Linked`, after a no `Done`.
    #[n(8)]
    Confirm {
        /// From `Pairing`.
        #[n(0)]
        pairing: u32,
        /// Yes or no.
        #[n(1)]
        yes: bool,
    },
    /// Say something else in a message of this account. Answer: `Message`.
    #[n(9)]
    Edit {
        /// Makes a repeat harmless.
        #[n(0)]
        intent: IntentId,
        /// The chat.
        #[n(1)]
        chat: ChatId,
        /// The message.
        #[n(2)]
        message: MessageId,
        /// What it says from now on.
        #[n(3)]
        text: Text,
    },
    /// Delete a message, here or for all; for all only one's own. Answer: `Done`, also if it is deleted already.
    #[n(10)]
    Delete {
        /// The chat.
        #[n(0)]
        chat: ChatId,
        /// The message.
        #[n(1)]
        message: MessageId,
        /// Whether the others' phones are told to delete it too.
        #[n(2)]
        for_all: bool,
    },
    /// Put one emoji under a message, in place of the one before, or take it away. Answer: `Done`.
    #[n(11)]
    React {
        /// The chat.
        #[n(0)]
        chat: ChatId,
        /// The message.
        #[n(1)]
        message: MessageId,
        /// The emoji; `None` takes it away.
        #[n(2)]
        emoji: Option<Emoji>,
    },
    /// Mark a message with a star, or take the star away. Answer: `Done`.
    #[n(12)]
    Star {
        /// The chat.
        #[n(0)]
        chat: ChatId,
        /// The message.
        #[n(1)]
        message: MessageId,
        /// Whether it has a star from now on.
        #[n(2)]
        on: bool,
    },
    /// Say in another chat what a message says. Answer: `Message`, the new one.
    #[n(13)]
    Forward {
        /// Makes a repeat harmless.
        #[n(0)]
        intent: IntentId,
        /// The chat that it stands in.
        #[n(1)]
        chat: ChatId,
        /// The message.
        #[n(2)]
        message: MessageId,
        /// The chat that it goes to.
        #[n(3)]
        to: ChatId,
    },
    /// Who has put what under a message. Answer: `Reactions`.
    #[n(14)]
    Reactions {
        /// The chat.
        #[n(0)]
        chat: ChatId,
        /// The message.
        #[n(1)]
        message: MessageId,
    },
    /// What a message said before it was edited. Answer: `Edits`.
    #[n(15)]
    Edits {
        /// The chat.
        #[n(0)]
        chat: ChatId,
        /// The message.
        #[n(1)]
        message: MessageId,
    },
    /// Keep a chat at the top of the list, or do not. Answer: `Done`.
    #[n(16)]
    Pin {
        /// The chat.
        #[n(0)]
        chat: ChatId,
        /// Whether it is at the top from now on.
        #[n(1)]
        on: bool,
    },
    /// Notify of nothing in a chat until a time; `None`: notify again. Answer: `Done`.
    #[n(17)]
    Mute {
        /// The chat.
        #[n(0)]
        chat: ChatId,
        /// Until when.
        #[n(1)]
        until: Option<Timestamp>,
    },
    /// Put a chat out of the way, or back. Answer: `Done`.
    #[n(18)]
    Archive {
        /// The chat.
        #[n(0)]
        chat: ChatId,
        /// Whether it is out of the way from now on.
        #[n(1)]
        on: bool,
    },
    /// Mark a chat as one to be looked at again, or not. `Read` takes the mark away as well. Answer: `Done`.
    #[n(19)]
    MarkUnread {
        /// The chat.
        #[n(0)]
        chat: ChatId,
        /// Whether it is marked from now on.
        #[n(1)]
        on: bool,
    },
    /// What stands in the composer of a chat, so that another screen can go on with it. Answer: `Done`.
    #[n(20)]
    Draft {
        /// The chat.
        #[n(0)]
        chat: ChatId,
        /// The text as typed, at most [`super::chat::DRAFT_BYTES`]; empty: nothing.
        #[n(1)]
        text: String,
    },
    /// Messages that hold all of these words, or words that begin with them. Answer: `Found`.
    #[n(21)]
    Search {
        /// The words.
        #[n(0)]
        words: String,
        /// In one chat only.
        #[n(1)]
        chat: Option<ChatId>,
        /// Only what has a star; then the words may be empty.
        #[n(2)]
        starred: bool,
        /// From the `Found` before, when it said that there is more.
        #[n(3)]
        cursor: Option<u64>,
    },
    /// Let somebody unknown, who has begun a chat, be a contact. Answer: `Done`.
    #[n(22)]
    Accept {
        /// The chat.
        #[n(0)]
        chat: ChatId,
    },
    /// Throw away unseen what a contact sends from now on, or no longer. Answer: `Done`.
    #[n(23)]
    Block {
        /// The contact.
        #[n(0)]
        account: AccountId,
        /// Whether it is blocked from now on.
        #[n(1)]
        on: bool,
    },
    /// Delete all that was said in a chat, here; with a request, the request too. Answer: `Done`.
    #[n(24)]
    DeleteChat {
        /// The chat.
        #[n(0)]
        chat: ChatId,
    },
    /// What to compare with a contact, to be sure of its identity. Answer: `Safety`.
    #[n(25)]
    Safety {
        /// The contact.
        #[n(0)]
        account: AccountId,
    },
    /// The identities are the same, or are to be compared again. Only the phone's own screens say that they are. Answer: `Done`.
    #[n(26)]
    Verify {
        /// The contact.
        #[n(0)]
        account: AccountId,
        /// Whether it counts as verified from now on.
        #[n(1)]
        on: bool,
    },
    /// The contact's safety code was scanned. Only the phone's own screens may. Answer: `Done` and the contact is verified, or a problem.
    #[n(27)]
    Compare {
        /// The contact.
        #[n(0)]
        account: AccountId,
        /// The text of the code.
        #[n(1)]
        code: String,
    },
    /// The code by which others add this account. Answer: `Code`.
    #[n(28)]
    OwnCode,
    /// Somebody's contact code was scanned. Only the phone's own screens may. Answer: `Contact`, verified.
    #[n(29)]
    AddByCode {
        /// Makes a repeat harmless.
        #[n(0)]
        intent: IntentId,
        /// The text of the code.
        #[n(1)]
        code: String,
    },
    /// About groups.
    #[n(30)]
    Group(#[n(0)] GroupAsk),
    /// About who is there and types.
    #[n(31)]
    Live(#[n(0)] LiveAsk),
    /// Let new messages of a chat go away by themselves, on all phones; in a group only admins may. Answer: `Done`.
    #[n(32)]
    SetTimer {
        /// The chat.
        #[n(0)]
        chat: ChatId,
        /// After how many seconds, from [`super::chat::TIMER_LEAST`] to [`super::chat::TIMER_MOST`]; `None`: never.
        #[n(1)]
        seconds: Option<u32>,
    },
    /// About the account and its links.
    #[n(33)]
    Account(#[n(0)] AccountAsk),
    /// The contact's new key is the right one: write to it from now on. Only the phone's own screens may. Answer: `Done`.
    #[n(34)]
    AcceptKey {
        /// The contact.
        #[n(0)]
        account: AccountId,
    },
    /// A picture that a chat, a contact or the account names. Answer: `Picture`.
    #[n(35)]
    Picture(#[n(0)] PictureId),
    /// About files.
    #[n(36)]
    File(#[n(0)] FileAsk),
}

/// Where a stretch of history begins. The place itself is not included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub enum From {
    /// The newest messages.
    #[n(0)]
    End,
    /// The messages just before a place.
    #[n(1)]
    Before(#[n(0)] Place),
    /// The messages just after a place.
    #[n(2)]
    After(#[n(0)] Place),
}
