//! A message that one wants to see: where it is, and that it is marked for a moment once it is there.

use pillion_protocol::content::id::{ChatId, MessageId, Place};
use pillion_wire::time::Timestamp;

/// How long a message stays marked, in milliseconds: as long as the eye needs to find it.
pub const MARK_MS: u64 = 2_000;

/// Messages before the one that is jumped to, when its surroundings have to be read first: about a screenful.
pub const CONTEXT: u64 = 20;

/// What is being jumped to, and what was.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Jump {
    /// Not found yet.
    pub wanted: Option<Wanted>,
    /// Found.
    pub found: Option<Found>,
}

/// A message that is not in the window yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    /// The chat.
    pub chat: ChatId,
    /// The message.
    pub message: MessageId,
    /// Where it stands.
    pub place: Place,
}

/// A message that the window holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// The message.
    pub message: MessageId,
    /// Since when it is marked; another time is another jump.
    pub since: Timestamp,
}

impl Jump {
    /// The message that is marked.
    #[must_use]
    pub fn marked(&self) -> Option<MessageId> {
        self.found.map(|found| found.message)
    }

    /// When the mark goes.
    #[must_use]
    pub fn wake_at(&self) -> Option<Timestamp> {
        self.found.map(|found| found.since.after_ms(MARK_MS))
    }
}
