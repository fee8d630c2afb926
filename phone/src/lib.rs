//! A phone in a terminal: it owns the keys and the whole state of one account.
//!
//! 1. [`run`] opens the [`home`] folder and drives the phone ([`driver`]): disk, [`socket`], [`clock`].
//! 2. [`app`] is the phone itself, a pure machine over its [`store`] and its [`mls`] groups.
//! 3. Every screen (terminal, command line, linked browser) sends the same requests through the [`desk`].

pub mod app;
pub mod backup;
pub mod cli;
pub mod clock;
pub mod desk;
pub mod driver;
pub mod files;
pub mod home;
pub mod mls;
pub mod passphrase;
pub mod picture;
pub mod run;
pub mod screen;
pub mod socket;
pub mod store;
pub mod system;
pub mod tui;
