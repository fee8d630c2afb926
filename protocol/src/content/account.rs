//! The account itself, and how the phone is connected.

use alloc::string::String;

use minicbor::{Decode, Encode};
use pillion_wire::{handle::Handle, id::AccountId, refusal::Code, time::Timestamp};

use super::{limit::Limits, picture::PictureId};

/// Who this phone is.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Account {
    /// Its account on the relay.
    #[n(0)]
    pub id: AccountId,
    /// Its handle.
    #[n(1)]
    pub handle: Handle,
    /// The name that contacts see.
    #[n(2)]
    pub name: String,
    /// The relay's origin.
    #[n(3)]
    pub relay: String,
    /// Whether contacts learn when it is online and was last seen, and it learns that of them.
    #[n(4)]
    pub shares_presence: bool,
    /// The picture that contacts see.
    #[n(5)]
    pub picture: Option<PictureId>,
    /// How large the files are that it fetches by itself.
    #[cbor(n(6), default)]
    pub fetches: Limits,
}

/// How the phone is connected; shown as a light on every screen.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Connection {
    /// Whether the phone is let in at its relay now.
    #[n(0)]
    pub online: bool,
    /// Since when it is, or is not.
    #[n(1)]
    pub since: Timestamp,
    /// Why it is not, where the relay said so.
    #[n(2)]
    pub refused: Option<Code>,
    /// Messages on this phone that the relay does not have yet.
    #[n(3)]
    pub waiting: u32,
}
