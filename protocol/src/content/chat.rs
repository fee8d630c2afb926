//! A chat as screens see it in their list.

use alloc::string::String;

use minicbor::{Decode, Encode};
use pillion_wire::{id::AccountId, time::Timestamp};

use super::{
    id::{ChatId, Place},
    message::State,
};

/// The longest preview, in characters: more than a line of any list holds.
pub const PREVIEW_CHARS: usize = 120;

/// One chat.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Chat {
    /// Its name on this phone.
    #[n(0)]
    pub id: ChatId,
    /// What the list shows: the contact's name.
    #[n(1)]
    pub title: String,
    /// The other one of a chat of two.
    #[n(2)]
    pub peer: Option<AccountId>,
    /// The last message; `None` in a new chat.
    #[n(3)]
    pub last: Option<Preview>,
    /// Incoming messages after the read mark.
    #[n(4)]
    pub unread: u32,
    /// The read mark: all messages up to this place were seen. Only grows.
    #[n(5)]
    pub read_through: Place,
    /// When something last happened in it; the list is sorted by this, newest first.
    #[n(6)]
    pub at: Timestamp,
}

/// The last message of a chat, short.
#[derive(Clone, PartialEq, Eq, Encode, Decode)]
pub struct Preview {
    /// Its place.
    #[n(0)]
    pub place: Place,
    /// Who wrote it; `None`: this account.
    #[n(1)]
    pub from: Option<AccountId>,
    /// The beginning of its text on one line, at most [`PREVIEW_CHARS`] characters.
    #[n(2)]
    pub text: String,
    /// How far it has come.
    #[n(3)]
    pub state: State,
    /// When it was written.
    #[n(4)]
    pub at: Timestamp,
}

/// Message text is private: `Debug` leaves it out.
impl core::fmt::Debug for Preview {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Preview")
            .field("place", &self.place)
            .field("state", &self.state)
            .finish_non_exhaustive()
    }
}
