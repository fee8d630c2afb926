//! A code that is shown for others to scan or to be given: one's own, or the invitation to a group.

use pillion_protocol::content::id::ChatId;

use super::composer::Composer;

/// Whose code it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// This account's: by it others add it.
    Own,
    /// A group's: by it others ask to be let in.
    Group(ChatId),
}

/// What the keys do.
#[derive(Debug, Clone)]
pub enum Step {
    /// They close it.
    Look,
    /// They write one's own name.
    Name(Composer),
    /// They answer whether to make a new one.
    Renew,
    /// They write the name of a picture file.
    File(Composer),
}

/// A code on the screen.
#[derive(Debug, Clone)]
pub struct Shown {
    /// Whose it is.
    pub of: Of,
    /// The text of it, once it is known.
    pub text: Option<String>,
    /// What the keys do.
    pub step: Step,
    /// Whether the code stands alone, so that it fits.
    pub alone: bool,
    /// What came of the last key, or why the code is not there, and whether that is well.
    pub outcome: Option<(String, bool)>,
}
