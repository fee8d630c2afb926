//! How far a file is on its way: told to the phone's own screens while it moves, never kept.
//!
//! Source: docs/protocol.md, rule `R-FILE-22`.

use minicbor::{Decode, Encode};

use super::{
    id::{ChatId, MessageId},
    request::RequestId,
};

/// How far something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Progress {
    /// What.
    #[n(0)]
    pub of: Moving,
    /// Bytes that are done.
    #[n(1)]
    pub done: u64,
    /// All bytes, more than 0.
    #[n(2)]
    pub all: u64,
}

/// What moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub enum Moving {
    /// The file of a message, to the relay or from it.
    #[n(0)]
    File {
        /// The chat.
        #[n(0)]
        chat: ChatId,
        /// The message.
        #[n(1)]
        message: MessageId,
    },
    /// A file that is sealed or saved, as this screen has asked.
    #[n(1)]
    Request(#[n(0)] RequestId),
}

impl Progress {
    /// In hundredths of all.
    #[must_use]
    pub fn percent(&self) -> u64 {
        let of_all = self.done.saturating_mul(100).checked_div(self.all);
        of_all.unwrap_or(0).min(100)
    }
}
