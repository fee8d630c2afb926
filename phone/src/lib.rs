//! A phone in a terminal: it owns the keys and the whole state of one account.
//!
//! 1. [`run`] opens the [`home`] folder and drives the phone: disk, socket, clock.
//! 2. Every screen (terminal, command line, linked browser) sends the same requests through the [`desk`].

pub mod desk;
pub mod home;
pub mod mls;
pub mod passphrase;
pub mod run;
pub mod store;
