//! The hub alone, over a store in memory, on virtual time.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    unreachable_pub,
    reason = "tests"
)]

mod signal;
mod stage;

mod delivery;
mod directory;
mod files;
mod hello;
mod links;
mod mail;
mod meeting;
mod nonsense;
mod presence;
