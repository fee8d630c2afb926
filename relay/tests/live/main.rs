//! A whole relay in this process: real sockets on free ports, a real database in a folder of its own.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    unreachable_pub,
    reason = "tests"
)]

mod stage;

mod door;
mod files;
mod files_given_up;
mod files_held_up;
#[cfg(feature = "s3")]
mod files_in_bucket;
mod files_large;
mod http;
mod mailbox;
mod program;
mod program_bucket;
mod reply;
