//! Sending a file, or saving one: by its path.

use pillion_protocol::content::id::{ChatId, MessageId};

use super::composer::Composer;

/// An open dialog about a file.
#[derive(Debug, Clone)]
pub struct Share {
    /// Names this try, so that an answer to an earlier one is not taken for its own.
    pub attempt: u32,
    /// What is to be done.
    pub what: What,
    /// How far it is.
    pub step: Step,
}

/// What is to be done with a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// It is sent to a chat.
    Send(ChatId),
    /// That of a message is saved.
    Save(ChatId, MessageId),
}

/// How far it is.
#[derive(Debug, Clone)]
pub enum Step {
    /// They write its path; with why the last one did not work.
    Path(Composer, Option<String>),
    /// They write what is said with it; the path stands.
    Caption(Composer, Composer),
    /// The phone is asked; the path stands.
    Asking(Composer),
}
