//! What a page keeps of its link.

use minicbor::{Decode, Encode};
use pillion_wire::{
    handle::Handle,
    id::{AccountId, LinkId, LinkToken},
    origin::Origin,
};

use super::record;
use crate::{
    crypto::key::{LinkKey, StaticPublic, StaticSecret},
    farewell::FarewellHash,
    pairing::about::Line,
};

/// A page's link to its phone.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct PageLink {
    /// Its name on the wire.
    #[n(0)]
    pub link: LinkId,
    /// Shown to the relay.
    #[n(1)]
    pub token: LinkToken,
    /// The page's key for this link.
    #[n(2)]
    pub own: StaticSecret,
    /// The phone's key for this link.
    #[n(3)]
    pub phone: StaticPublic,
    /// The link key, or the two between which the link is moving.
    #[n(4)]
    pub keys: PageKeys,
    /// To recognise the phone's farewell.
    #[n(5)]
    pub farewell_hash: FarewellHash,
    /// The relay; both ends bind it.
    #[cbor(n(6), with = "record::origin")]
    pub origin: Origin,
    /// The phone's account.
    #[n(7)]
    pub account: AccountId,
    /// Its handle.
    #[n(8)]
    pub handle: Handle,
    /// The name of its owner.
    #[n(9)]
    pub name: Line,
}

/// The link key of a page, or the two between which the link is moving.
///
/// The page holds both from the moment it has derived `next` until the phone has said that it has stored `next`: at any
/// instant the phone's stored key is one of the two. See [`crate::session`].
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct PageKeys {
    /// The key of the last handshake.
    #[n(0)]
    pub current: LinkKey,
    /// The key that follows it, which the phone may or may not have stored.
    #[n(1)]
    pub next: Option<LinkKey>,
}
