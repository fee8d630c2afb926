//! The physical part alone: what this machine takes for it, measured in the same run.
//!
//! | module | what it stands beside |
//! |---|---|
//! | [`route`], [`hops`] | messages: the same legs over bare WebSockets, with a bare fsync wherever something must be kept |
//! | [`fsync`] | one such fsync |
//! | [`still`] | the page: a page that shows a QR code without any program |
//! | [`transfer`] | a file: one bare upload and download |
//! | [`cipher`] | sealing: the cipher without channel, length and padding |
//!
//! A reference does no more than what the task demands of any program; it is a floor, not a rival.

pub mod cipher;
pub mod fsync;
pub mod hops;
pub mod route;
pub mod still;
pub mod transfer;
