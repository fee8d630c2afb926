//! What a screen says of the person at it, for contacts to see.

use minicbor::{Decode, Encode};

use super::id::ChatId;

/// What is told live, and forgotten.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum LiveAsk {
    /// Something is being typed in a chat, or no longer; said again every few seconds while it is. Answer: `Done`.
    #[n(0)]
    Typing {
        /// The chat.
        #[n(0)]
        chat: ChatId,
        /// Whether.
        #[n(1)]
        on: bool,
    },
    /// What this screen shows now. Answer: `Done`.
    #[n(1)]
    Look {
        /// The chat that is open, if one is.
        #[n(0)]
        chat: Option<ChatId>,
        /// Whether somebody is looking at the screen: it is visible, and was used in the last minutes.
        #[n(1)]
        active: bool,
    },
}
