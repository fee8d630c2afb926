//! Whether somebody is at the screen, and writes: what contacts may be told.

use pillion_protocol::content::id::ChatId;
use pillion_wire::time::Timestamp;

/// How long after a key somebody is still there, where the terminal does not tell, in milliseconds: two minutes.
const STAYS_MS: u64 = 120_000;

/// What is known of the person, and what the phone was told of it.
#[derive(Debug, Clone, Default)]
pub struct Here {
    /// Whether the terminal tells who gives it attention; not all do.
    pub tells: bool,
    /// When a key was last pressed.
    pub key_at: Timestamp,
    /// What the phone was last told: which chat is open, and whether somebody looks.
    pub looked: Option<(Option<ChatId>, bool)>,
    /// Where the person writes, as the phone was told.
    pub typing: Option<Typing>,
}

/// Something that is being written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Typing {
    /// Where.
    pub chat: ChatId,
    /// When it last changed.
    pub changed_at: Timestamp,
    /// When the phone was last told.
    pub told_at: Timestamp,
}

impl Here {
    /// Whether somebody looks at the screen now.
    #[must_use]
    pub const fn is_active(&self, attention: bool, now: Timestamp) -> bool {
        attention && (self.tells || now.0 < self.key_at.0.saturating_add(STAYS_MS))
    }
}
