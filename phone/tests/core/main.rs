//! The phone's machine among others: two phones, browsers' pages and the real relay, on virtual time.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

mod carry;
mod contacts;
mod disk;
mod links;
mod messages;
mod outages;
mod page;
mod screens;
mod world;
