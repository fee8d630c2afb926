//! The page's worker for files. It is loaded when a file is first sent or wanted, and works beside the page, so that no file makes the
//! page wait.
//!
//! In reading order:
//!
//! 1. `order`: what the page wants, and what it is told.
//! 2. `desk`: takes orders, and stops what is not wanted any more.
//! 3. `leave`: seals a file onto this browser's disk (`shelf`), then gives it to the relay (`relay`), part by part.
//! 4. `come`: gets a file from the relay and opens it; `excerpt`: a stretch of one, for a player.
//!
//! Keys come with each order and are gone with it; nothing is kept here but sealed bytes. Source: docs/protocol.md, rules `R-FILE-*`.

#[cfg(target_arch = "wasm32")]
mod come;
#[cfg(target_arch = "wasm32")]
pub mod desk;
#[cfg(target_arch = "wasm32")]
mod excerpt;
#[cfg(target_arch = "wasm32")]
mod leave;
#[cfg(target_arch = "wasm32")]
mod order;
#[cfg(target_arch = "wasm32")]
mod relay;
#[cfg(target_arch = "wasm32")]
mod shelf;
#[cfg(target_arch = "wasm32")]
mod trouble;
