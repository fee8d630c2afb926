//! Files that the person has asked for, on their way into this browser's folder for downloads.

use pillion_protocol::content::{
    file::File,
    id::{ChatId, MessageId},
};

use super::table::Table;

/// What became of a file so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Download {
    /// So many of its bytes have come and are genuine.
    Coming(u64),
    /// The relay does not have it any more: the phone brings it there again.
    Recalled,
    /// All of it was given to the browser.
    Done,
    /// Nothing of it was.
    Failed(Failure),
}

impl Download {
    /// Whether it may still come.
    #[must_use]
    pub const fn is_under_way(self) -> bool {
        matches!(self, Self::Coming(_) | Self::Recalled)
    }
}

/// Why a file did not come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// The relay does not have it any more.
    Gone,
    /// What came is not what was sent.
    Damaged,
    /// The browser has no room for it.
    Storage,
    /// The relay could not be reached, or stopped in the middle.
    Network,
}

/// One file to get.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The message that has it.
    pub message: MessageId,
    /// The chat of that.
    pub chat: ChatId,
    /// The file.
    pub file: File,
}

/// A file that was to be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sought {
    /// What it is.
    pub wanted: Wanted,
    /// The phone was asked to bring it to the relay again since it was had last.
    pub recalled: bool,
}

/// By message.
pub type Downloads = Table<MessageId, Download>;
