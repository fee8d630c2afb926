//! The terminal UI: a screen of the phone.
//!
//! 1. [`run`] is the driver: keys, the phone's words and the clock become events; effects become requests.
//! 2. [`update`] is pure: an event goes in, the [`model`] changes, effects come out.
//! 3. [`view`] draws the model; it decides nothing.
//!
//! Nothing in `model` and `update` knows a terminal, so tests drive them as a person would.

pub mod input;
pub mod model;
pub mod run;
#[cfg(test)]
pub mod stage;
pub mod terminal;
pub mod update;
pub mod view;

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]
mod tests;
