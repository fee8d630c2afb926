//! What a screen asks of the phone.

use alloc::string::String;

use minicbor::{Decode, Encode};
use pillion_wire::{handle::Handle, id::LinkId};

use super::{
    id::{ChatId, IntentId, MessageId, Place, Version},
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

/// What can be asked. An ask with an `intent` changes something; the phone remembers the intent, so that a repeat
/// gets the first answer again and nothing is done twice.
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
    /// End a link. A browser that names its own link logs out. Answer: `Done`.
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
    /// The person on the phone has decided about a pairing. Only the phone's own screens may. Answer: `Linked` or,
    /// after a no, `Done`.
    #[n(8)]
    Confirm {
        /// From `Pairing`.
        #[n(0)]
        pairing: u32,
        /// Yes or no.
        #[n(1)]
        yes: bool,
    },
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

impl Request {
    /// How soon it is served; see [`Priority`].
    #[must_use]
    pub const fn priority(&self) -> Priority {
        match self.ask {
            Ask::History { .. } | Ask::Sync { .. } => Priority::History,
            _ => Priority::Chat,
        }
    }
}

/// The order in which waiting messages leave an end of a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Priority {
    /// The signalling of calls, and what keeps the session itself alive.
    Call,
    /// What people wait for.
    Chat,
    /// Whatever can come a moment later.
    History,
}
