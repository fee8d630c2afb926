//! The browser under the machine.
//!
//! 1. [`start`] sets everything up and is called by `www/app.js`.
//! 2. [`run`] gives the machine what happens, and does what it wants.
//! 3. [`socket`], [`storage`] with [`wrap`] and [`keeper`], [`tabs`], [`clock`], [`random`], [`about`]: one browser facility each.
//!
//! Nothing here decides anything about links, chats or messages.

pub mod start;
pub mod run;
pub mod socket;
pub mod storage;
pub mod wrap;
pub mod keeper;
pub mod tabs;
pub mod clock;
pub mod random;
pub mod about;
