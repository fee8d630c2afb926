//! A line in a thread that nobody has written: something that happened to the chat.

use alloc::{string::String, vec::Vec};

use minicbor::{Decode, Encode};
use pillion_wire::id::AccountId;

/// The most people that one line names; the others are counted.
pub const NAMED: usize = 8;

/// Something that happened. Who did it is [`super::message::Message::from`].
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum Event {
    /// The group was made.
    #[n(0)]
    Made,
    /// Members came in.
    #[n(1)]
    Added(#[n(0)] People),
    /// Members were taken out.
    #[n(2)]
    Removed(#[n(0)] People),
    /// A member has left, of its own will.
    #[n(3)]
    Left(#[n(0)] People),
    /// It has another name.
    #[n(4)]
    Renamed(#[n(0)] String),
    /// Members are admins from now on.
    #[n(5)]
    Promoted(#[n(0)] People),
    /// Members are admins no longer.
    #[n(6)]
    Demoted(#[n(0)] People),
    /// New messages go away by themselves after so many seconds, or no longer.
    #[n(7)]
    Timer(#[n(0)] Option<u32>),
    /// The contact's key is another one from now on.
    #[n(8)]
    KeyChanged,
    /// Something that this build has no words for.
    #[n(9)]
    Other,
    /// This phone was restored from a backup that is too old for the group: an admin must remove this account and add it again.
    #[n(10)]
    OutOfStep,
    /// This account has left, and is in the group still: meanwhile nobody else is an admin, and a group needs one. It is let go once it
    /// has made somebody else an admin.
    #[n(11)]
    StillIn,
    /// It has another picture; `false`: it has none any more.
    #[n(12)]
    Pictured(#[n(0)] bool),
}

/// The people of an event.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
pub struct People {
    /// At most [`NAMED`] of them.
    #[n(0)]
    pub named: Vec<Person>,
    /// How many more there are.
    #[n(1)]
    pub others: u32,
}

/// One of them. It may be this account.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Person {
    /// Who.
    #[n(0)]
    pub account: AccountId,
    /// The name of a contact; otherwise the handle with its `@`.
    #[n(1)]
    pub name: String,
}
