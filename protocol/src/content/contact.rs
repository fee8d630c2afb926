//! A person that this account knows.

use alloc::string::String;

use minicbor::{Decode, Encode};
use pillion_wire::{handle::Handle, id::AccountId};

use super::{id::ChatId, picture::PictureId};

/// One contact.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Contact {
    /// The contact's account.
    #[n(0)]
    pub account: AccountId,
    /// The contact's handle.
    #[n(1)]
    pub handle: Handle,
    /// The name that the contact chose; the handle until it is known.
    #[n(2)]
    pub name: String,
    /// The chat of two with this contact.
    #[n(3)]
    pub chat: ChatId,
    /// Whether the identity was compared out of band.
    #[n(4)]
    pub verified: bool,
    /// Whether what it sends is thrown away unseen.
    #[n(5)]
    pub blocked: bool,
    /// Whether its identity key is another one than before, and this was not accepted yet. Nothing is sent to it meanwhile.
    #[n(6)]
    pub key_changed: bool,
    /// The picture that the contact chose, if it is on this phone; absent while its chat is a request.
    #[n(7)]
    pub picture: Option<PictureId>,
}
