//! What becomes of the text in a composer, where it is more than a message of its own.

use core::fmt;

use pillion_protocol::content::id::MessageId;

use super::composer::Composer;

/// What the text is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Purpose {
    /// It answers a message.
    Answer(Answered),
    /// It takes the place of what a message says.
    Edit {
        /// The message.
        message: MessageId,
        /// What the message says now.
        said: Composer,
        /// What was being written before.
        kept: Composer,
    },
}

/// A message that is answered.
#[derive(Clone, PartialEq, Eq)]
pub struct Answered {
    /// The message.
    pub message: MessageId,
    /// Who wrote it, and how it begins: one line.
    pub line: String,
}

/// Message text is private: `Debug` leaves it out.
impl fmt::Debug for Answered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Answered({:?})", self.message)
    }
}
