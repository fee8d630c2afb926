//! The terminal UI as a person meets it: keys in, effects and a drawn screen out.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

mod chatting;
mod linking;
mod looks;
mod writing;
