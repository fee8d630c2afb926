//! The page as a machine, with a relay and a phone that the tests play: what it keeps, what it asks, and what it refuses.
//!
//! The same page runs against the real relay and the real phone in `tests/sim` and `tests/browser`; here each rule stands alone.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

mod fixture;
mod relay;
mod stage;

mod acting;
mod alerting;
mod codes;
mod downloads;
mod downloads_deleted;
mod drafts;
mod finding;
mod galleries;
mod groups;
mod history;
mod leaving;
mod line;
mod listing;
mod members;
mod opening;
mod outbox;
mod parcels;
mod parcels_held;
mod pictures;
mod presence;
mod reading;
mod returning;
mod sync;
mod typing;
mod voices;
