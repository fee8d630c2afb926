//! The store on disk: what a crash, a full disk and a second relay do to it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    unreachable_pub,
    reason = "tests"
)]

mod backend;

mod failure;
mod opening;
mod writing;
