//! Who is there now, and who is typing: told live or not at all, never kept.

use alloc::string::String;

use minicbor::{Decode, Encode};
use pillion_wire::{id::AccountId, time::Timestamp};

use super::id::ChatId;

/// What a contact shares of its being there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub enum Presence {
    /// It does not say, or has not said yet.
    #[n(0)]
    Unknown,
    /// A screen of it is in use.
    #[n(1)]
    Online,
    /// None is, since then.
    #[n(2)]
    LastSeen(#[n(0)] Timestamp),
}

/// Somebody who types, or has stopped.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Typing {
    /// Where.
    #[n(0)]
    pub chat: ChatId,
    /// Who.
    #[n(1)]
    pub account: AccountId,
    /// The name of a contact; otherwise the handle with its `@`.
    #[n(2)]
    pub name: String,
    /// Whether. The phone says when it is over, also when the writer is cut off.
    #[n(3)]
    pub on: bool,
}
