//! What page and phone say inside the pairing channel.

use minicbor::{Decode, Encode};
use pillion_wire::{
    handle::Handle,
    id::{AccountId, LinkId, LinkToken},
};

use super::about::Line;
use crate::{crypto::key::LinkKey, farewell::FarewellHash};

/// Whose phone it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owner {
    /// The account.
    pub account: AccountId,
    /// Its handle.
    pub handle: Handle,
    /// The name that contacts see.
    pub name: Line,
}

/// The encrypted key: all that makes a page a linked browser.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Grant {
    /// The new link.
    #[n(0)]
    pub link: LinkId,
    /// For the relay.
    #[n(1)]
    pub token: LinkToken,
    /// The first link key.
    #[n(2)]
    pub key: LinkKey,
    /// The phone's account.
    #[n(3)]
    pub account: AccountId,
    /// Its handle.
    #[n(4)]
    pub handle: Handle,
    /// The name of its owner.
    #[n(5)]
    pub name: Line,
    /// To recognise the phone's farewell.
    #[n(6)]
    pub farewell_hash: FarewellHash,
}

/// What the phone says.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(crate) enum PhoneSays {
    /// Yes.
    #[n(0)]
    Granted(#[n(0)] Grant),
    /// No.
    #[n(1)]
    Declined,
    /// The link is active.
    #[n(2)]
    Active,
}

/// What the page says.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(crate) enum PageSays {
    /// The grant is stored.
    #[n(0)]
    Kept,
}
