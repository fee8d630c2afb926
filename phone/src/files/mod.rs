//! The bytes of files: sealed, kept, brought to the relay and fetched from it.
//!
//! 1. The phone's machine says what is to be done ([`crate::app::haul`]); a [`porter`] does it on a thread of its own, so that
//!    neither a slow disk nor a slow network holds up a message.
//! 2. The [`vault`] is the folder of the sealed bytes, each file under the digest of them.
//! 3. [`mod@seal`] makes sealed bytes of a file and a file of sealed bytes; [`ferry`] talks to the relay,
//!    and fetches nothing for which there is no [`room`]. A [`meter`] says how far they are.
//!
//! At most two parts of a file are in memory at once, however large it is.
//!
//! Source: docs/protocol.md, rules `R-FILE-*`.

pub mod ferry;
pub mod meter;
pub mod porter;
pub mod room;
pub mod seal;
pub mod vault;
