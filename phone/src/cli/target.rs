//! What a verb is about, as it is typed.

use clap::Args;

/// A message of a chat.
#[derive(Debug, PartialEq, Eq, Args)]
pub struct Which {
    /// A handle, the name of a group or a chat id.
    pub chat: String,
    /// Its id as --json prints it, or `last`: the newest one in the chat.
    pub message: String,
}

/// Something that a chat is, or is not.
#[derive(Debug, PartialEq, Eq, Args)]
pub struct Switch {
    /// A handle, the name of a group or a chat id.
    pub chat: String,
    /// No longer.
    #[arg(long)]
    pub off: bool,
}
