//! A browser that asks to be linked, as the phone's own screens see it before they say yes.

use alloc::string::String;

use minicbor::{Decode, Encode};
use pillion_wire::time::Timestamp;

/// One pairing in progress.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Pairing {
    /// Names it in `Confirm`; chosen by the phone.
    #[n(0)]
    pub id: u32,
    /// The four signs that page and phone must both show.
    #[n(1)]
    pub check: [Sign; 4],
    /// The browser, such as `Firefox 151`.
    #[n(2)]
    pub browser: String,
    /// The system it runs on.
    #[n(3)]
    pub os: String,
    /// Where the page says it was loaded from.
    #[n(4)]
    pub origin: String,
    /// When the code was scanned.
    #[n(5)]
    pub at: Timestamp,
}

/// One emoji and its name.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Sign {
    /// The emoji.
    #[n(0)]
    pub emoji: String,
    /// Its English name.
    #[n(1)]
    pub name: String,
}
