//! What the two ends of a Pillion link say, and how it is sealed.
//!
//! A link joins one browser page to one phone. In reading order:
//!
//! 1. [`crypto`]: the primitives, each named once; [`version`]: what both ends must agree on.
//! 2. [`code`]: the QR code; [`pairing`]: from a scanned code to a link; [`check`]: the four emoji that people compare;
//!    [`contact_code`] and [`safety`]: the codes by which two people add and verify one another; [`invitation`]: into groups.
//! 3. [`link`]: what each end keeps of a link; [`farewell`]: how a page knows that it was truly unlinked.
//! 4. [`session`]: each later connection, with a link key that moves on every time.
//! 5. [`mod@file`]: how long a sealed file is, and what its key opens at the relay.
//! 6. [`content`]: what the ends say inside a session.
//! 7. [`endpoint`]: one end of a link as a machine: bytes and time in, bytes and events out.
//!
//! This crate has no socket, no clock and no randomness of its own: time and the random source are arguments. It does
//! not know how phones talk to one another (MLS lives in the phone program), and the relay does not depend on it.
//!
//! Source: docs/protocol.md, rules `R-PAIR-*`, `R-SESS-*` and `R-SYNC-*`.
#![no_std]

extern crate alloc;

pub mod check;
pub mod code;
pub mod contact_code;
pub mod content;
pub mod crypto;
pub mod endpoint;
pub mod farewell;
pub mod file;
pub mod invitation;
pub mod link;
pub mod pairing;
pub mod safety;
pub mod session;
pub mod version;

mod wrapper;
