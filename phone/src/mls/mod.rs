//! Phone to phone: identities, and the sealed groups of two that chats are.
//!
//! 1. An [`identity`] and a [`mailbox`] key make an account; a [`card`] ties the two and the handle together.
//! 2. The phone publishes key packages ([`package`]), so that others can start a chat while it is away.
//! 3. [`pair`] starts a group of two with a key package, and seals letters in it.
//! 4. [`arrival`] opens what a mailbox delivers: the welcome into a group, a letter, a peer's key change.
//!
//! Everything happens on a borrowed database connection ([`provider`]), inside the caller's transaction: a letter's row, its
//! ciphertext and the ratchet's advance are one write, and a rollback takes all three back (rule `R-MLS-1`).
//!
//! What this is not: it knows no socket, no mailbox and no chat; groups of more than two and commits of our own come later.
//! This is the only folder that names MLS or a cipher.
//!
//! Source: RFC 9420; docs/protocol.md, rules `R-MLS-*`; DESIGN 6.

pub mod arrival;
pub mod card;
pub mod envelope;
pub mod error;
pub mod identity;
pub mod mailbox;
pub mod package;
pub mod pair;
pub mod provider;
pub mod suite;

#[cfg(test)]
mod tests;
