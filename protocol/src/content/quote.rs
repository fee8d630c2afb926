//! The message that another one answers, short.
//!
//! Only its name travels between phones: what is shown is what the reader's own phone has of it, so nobody can put words
//! into another one's mouth.

use alloc::string::String;

use minicbor::{Decode, Encode};
use pillion_wire::id::AccountId;

use super::id::{MessageId, Place};

/// A quoted message.
#[derive(Clone, PartialEq, Eq, Encode, Decode)]
pub struct Quote {
    /// Its name.
    #[n(0)]
    pub message: MessageId,
    /// What this phone has of it; `None` if it is not here, or not any more.
    #[n(1)]
    pub found: Option<Quoted>,
}

/// What this phone has of a quoted message.
#[derive(Clone, PartialEq, Eq, Encode, Decode)]
pub struct Quoted {
    /// Where it stands, to jump there.
    #[n(0)]
    pub place: Place,
    /// Who wrote it; `None`: this account.
    #[n(1)]
    pub from: Option<AccountId>,
    /// The beginning of its words, at most [`super::chat::PREVIEW_CHARS`] characters.
    #[n(2)]
    pub text: String,
    /// In a group: the name of `from`.
    #[n(3)]
    pub name: Option<String>,
}

/// Message text is private: `Debug` leaves it out.
impl core::fmt::Debug for Quote {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Quote({:?})", self.message)
    }
}

/// Message text is private: `Debug` leaves it out.
impl core::fmt::Debug for Quoted {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Quoted({:?})", self.place)
    }
}
