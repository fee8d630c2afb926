//! The browser under the machine.
//!
//! 1. [`start`] sets everything up and is called by `www/app.js`.
//! 2. [`run`] gives the machine what happens, and does what it wants.
//! 3. [`socket`], [`storage`], its [`twins`] with a [`spare`], [`wrap`] and [`keeper`], [`tabs`], [`clock`], [`random`], [`about`], [`choices`], [`alerts`], [`media`]: one browser facility each.
//!
//! Nothing here decides anything about links, chats or messages.

pub mod about;
pub mod alerts;
pub mod choices;
pub mod clock;
pub mod keeper;
pub mod media;
pub mod random;
pub mod run;
pub mod socket;
pub mod spare;
pub mod start;
pub mod storage;
pub mod tabs;
pub mod twins;
pub mod wrap;
