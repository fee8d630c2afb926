//! What each end keeps of a link. Programs store these records whole, as [`record::to_bytes`] writes them.
//!
//! The two records are not alike: the page has the token and the hash of the farewell, the phone the hash of the token
//! and the farewell.

pub mod page;
pub mod phone;
pub mod record;
