//! What stands above the composer: the message that one answers, or the one that one edits.

use pillion_protocol::content::{id::MessageId, problem::Problem};

/// The bar of the open chat.
#[derive(Clone, PartialEq, Eq)]
pub enum Bar {
    /// What is sent next answers this message.
    Reply(MessageId),
    /// The composer holds the new words of this message.
    Edit(Edit),
}

/// A message of one's own that is being edited.
#[derive(Clone, PartialEq, Eq)]
pub struct Edit {
    /// The message.
    pub message: MessageId,
    /// What the composer holds.
    pub text: String,
    /// Why it could not be sent as it is.
    pub problem: Option<Problem>,
    /// The phone is being told.
    pub sent: bool,
}

impl Bar {
    /// The message.
    #[must_use]
    pub const fn message(&self) -> MessageId {
        match self {
            Self::Reply(message) => *message,
            Self::Edit(edit) => edit.message,
        }
    }
}

/// Message text is private: `Debug` leaves it out.
impl core::fmt::Debug for Bar {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Reply(message) => write!(f, "Reply({message:?})"),
            Self::Edit(edit) => edit.fmt(f),
        }
    }
}

/// Message text is private: `Debug` leaves it out.
impl core::fmt::Debug for Edit {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Edit({:?}, sent {})", self.message, self.sent)
    }
}
