//! Groups of many, as screens see them.

use alloc::{string::String, vec::Vec};

use minicbor::{Decode, Encode, bytes::ByteVec};
use pillion_wire::{handle::Handle, id::AccountId, time::Timestamp};

use super::message::State;

/// The most members of a group.
pub const MEMBERS: usize = 1_024;

/// The longest name of a group, in characters.
pub const NAME_CHARS: usize = 128;

/// The most members, or receipts, of one answer: so that it fits one message of a link.
pub const PAGE: usize = 200;

/// What makes a chat a group.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Group {
    /// How many members it has, this account among them.
    #[n(0)]
    pub members: u32,
    /// Whether this account is one of its admins.
    #[n(1)]
    pub admin: bool,
    /// Whether this account is in it no longer: it can be read, not written to.
    #[n(2)]
    pub left: bool,
    /// How many people ask this account to let them in.
    #[n(3)]
    pub asking: u32,
}

/// One member, or somebody who asks to be one.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Member {
    /// Who; this account too.
    #[n(0)]
    pub account: AccountId,
    /// The member's handle.
    #[n(1)]
    pub handle: Handle,
    /// The name of a contact; otherwise the handle with its `@`.
    #[n(2)]
    pub name: String,
    /// Whether it may add, remove, rename and make admins.
    #[n(3)]
    pub admin: bool,
}

/// How far a message has come with one reader.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Receipt {
    /// Who.
    #[n(0)]
    pub account: AccountId,
    /// The name of a contact; otherwise the handle with its `@`.
    #[n(1)]
    pub name: String,
    /// `Sent`, `Delivered` or `Read`.
    #[n(2)]
    pub state: State,
    /// When this phone learned of it; absent while it is only sent.
    #[n(3)]
    pub at: Option<Timestamp>,
}

/// What is to become of a group. All but `Leave` is for its admins.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum GroupChange {
    /// Contacts come in.
    #[n(0)]
    Add(#[n(0)] Vec<AccountId>),
    /// Members go.
    #[n(1)]
    Remove(#[n(0)] Vec<AccountId>),
    /// This account goes.
    #[n(2)]
    Leave,
    /// Another name.
    #[n(3)]
    Rename(#[n(0)] String),
    /// A member becomes an admin, or is one no longer.
    #[n(4)]
    Admin {
        /// Who.
        #[n(0)]
        account: AccountId,
        /// Whether it is to be one.
        #[n(1)]
        on: bool,
    },
    /// Somebody who has asked comes in.
    #[n(5)]
    Admit(#[n(0)] AccountId),
    /// Somebody who has asked does not.
    #[n(6)]
    TurnAway(#[n(0)] AccountId),
    /// Another picture, the bytes of a [`super::picture::Picture`]; `None`: none.
    #[n(7)]
    Picture(#[n(0)] Option<ByteVec>),
}
