//! A phone in one file: backups, moves, and what is made of them.
//!
//! 1. [`make`] takes a snapshot of the database, while the phone runs or when it is closed for good, and seals it into a file.
//! 2. The file has a legible [`header`] with what is needed to stretch the passphrase, and a [`sealed`] stream.
//! 3. [`restore`] makes a phone of it: one that goes on (a move), or one that begins anew (a backup).
//! 4. Whatever is written is a [`mod@file`] that is there whole or not at all; [`progress`] is told meanwhile.
//!
//! No step holds more than a few chunks in memory, however large the phone is.
//!
//! What this is not: it knows no message. What beginning anew means for chats is in `store/restored.rs` and `app/start.rs`.
//!
//! Source: docs/protocol.md, rules `R-BACKUP-*`.

pub mod error;
pub mod file;
pub mod header;
pub mod make;
pub mod progress;
pub mod restore;
pub mod sealed;

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests;
