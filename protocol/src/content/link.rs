//! A linked browser as screens see it.

use alloc::string::String;

use minicbor::{Decode, Encode};
use pillion_wire::{id::LinkId, time::Timestamp};

/// The longest name of a link, in characters.
pub const NAME_CHARS: usize = 64;

/// One linked browser.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Link {
    /// Its name on the wire.
    #[n(0)]
    pub id: LinkId,
    /// The browser, such as `Firefox 151`.
    #[n(1)]
    pub browser: String,
    /// The system it runs on, such as `Linux`.
    #[n(2)]
    pub os: String,
    /// Where the page was loaded from.
    #[n(3)]
    pub origin: String,
    /// When it was linked.
    #[n(4)]
    pub made_at: Timestamp,
    /// When it last had a session.
    #[n(5)]
    pub used_at: Timestamp,
    /// Whether it has a session now.
    #[n(6)]
    pub online: bool,
    /// Whether the browser has confirmed that it keeps the link; a link that has not can only be removed.
    #[n(7)]
    pub active: bool,
    /// What its owner calls it.
    #[n(8)]
    pub name: Option<String>,
}
