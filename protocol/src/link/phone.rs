//! What a phone keeps of a link.

use minicbor::{Decode, Encode};
use pillion_wire::{
    id::{Farewell, LinkId, TokenHash},
    origin::Origin,
};

use super::record;
use crate::crypto::key::{LinkKey, StaticPublic, StaticSecret};

/// A phone's link to one page.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct PhoneLink {
    /// Its name on the wire.
    #[n(0)]
    pub link: LinkId,
    /// What the relay compares the page's token with.
    #[n(1)]
    pub token_hash: TokenHash,
    /// The phone's key for this link.
    #[n(2)]
    pub own: StaticSecret,
    /// The page's key for this link.
    #[n(3)]
    pub page: StaticPublic,
    /// The link key.
    #[n(4)]
    pub key: LinkKey,
    /// Left with the relay when this link ends while the page is away.
    #[n(5)]
    pub farewell: Farewell,
    /// The relay; both ends bind it.
    #[cbor(n(6), with = "record::origin")]
    pub origin: Origin,
}
