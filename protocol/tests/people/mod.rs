//! Alice, her phone and her browser: what the tests of this crate begin with.
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests; each file uses a part of it"
)]

pub(crate) mod cast;
pub(crate) mod world;
