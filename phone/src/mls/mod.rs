//! Phone to phone: identities, and the sealed groups that chats are.
//!
//! 1. An [`identity`] and a [`mailbox`] key make an account; a [`card`] ties the two and the handle together.
//! 2. The phone publishes key packages ([`package`]), so that others can start a chat while it is away.
//! 3. [`pair`] starts a group of two with a key package, and seals letters in it.
//! 4. [`many`] makes groups of more and changes them. A change is a commit that waits for its slot at the relay ([`pending`]);
//!    what it may do depends on who is in the group ([`roster`], [`profile`]) and on who makes it ([`roles`]).
//!    New members get each a [`welcome`] of their own, after the tree. What is too large for a frame goes as [`piece`]s.
//! 5. [`arrival`] opens what a mailbox delivers: the welcome into a group, a letter, a change.
//! 6. A [`signal`] is for members that are there now: it moves no ratchet and is kept by nobody.
//!
//! Everything happens on a borrowed database connection ([`provider`]), inside the caller's transaction: a letter's row, its
//! ciphertext and the ratchet's advance are one write, and a rollback takes all three back (rule `R-MLS-1`).
//!
//! What this is not: it knows no socket, no mailbox and no chat.
//! This is the only folder that names MLS or a cipher.
//!
//! Source: RFC 9420; docs/protocol.md, rules `R-MLS-*` and `R-GROUP-*`; DESIGN 6.

pub mod arrival;
pub mod card;
pub mod envelope;
pub mod error;
pub mod identity;
pub mod mailbox;
pub mod many;
pub mod note;
pub mod package;
pub mod packed;
pub mod pair;
pub mod pending;
pub mod piece;
pub mod profile;
pub mod provider;
pub mod roles;
pub mod roster;
pub mod signal;
pub mod suite;
pub mod tree;
pub mod welcome;

#[cfg(test)]
mod tests;
