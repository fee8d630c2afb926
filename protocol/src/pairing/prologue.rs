//! What page and phone must agree on without sending it.
//!
//! | part | bytes | meaning |
//! |---|---|---|
//! | label | 18 | `pillion pairing v1`: a message of this handshake is worth nothing in another |
//! | version | 2 | [`PROTOCOL_VERSION`], big endian: nobody can make two ends of different versions meet |
//! | rendezvous | 16 | a message from another meeting point is worth nothing here |
//! | origin | n | the relay: a page of another relay cannot be linked through this one |
//!
//! Source: docs/protocol.md, rule `R-PAIR-2`.

use alloc::vec::Vec;

use pillion_wire::{id::RendezvousId, origin::Origin};

use crate::version::PROTOCOL_VERSION;

const LABEL: &[u8; 18] = b"pillion pairing v1";

/// The prologue of one pairing.
#[must_use]
pub fn bytes(origin: &Origin, rendezvous: RendezvousId) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(36_usize.saturating_add(origin.as_str().len()));
    bytes.extend_from_slice(LABEL);
    bytes.extend_from_slice(&PROTOCOL_VERSION.to_be_bytes());
    bytes.extend_from_slice(&rendezvous.0);
    bytes.extend_from_slice(origin.as_str().as_bytes());
    bytes
}
