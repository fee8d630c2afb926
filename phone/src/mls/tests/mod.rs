//! People on databases of their own, with nothing but bytes between them.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

mod people;

mod changes;
mod keep;
mod packages;
mod refusals;
mod sizes;
mod talk;
