//! What page and phone must agree on in every session, without sending it.
//!
//! | part | bytes | meaning |
//! |---|---|---|
//! | label | 18 | `pillion session v1`: a message of this handshake is worth nothing in another |
//! | version | 2 | [`PROTOCOL_VERSION`], big endian |
//! | link | 16 | a message of another link is worth nothing here |
//! | origin | n | the relay |
//!
//! Source: docs/protocol.md, rule `R-SESS-1`.

use alloc::vec::Vec;

use pillion_wire::{id::LinkId, origin::Origin};

use crate::version::PROTOCOL_VERSION;

const LABEL: &[u8; 18] = b"pillion session v1";

/// The prologue of the sessions of one link.
#[must_use]
pub fn bytes(origin: &Origin, link: LinkId) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(36_usize.saturating_add(origin.as_str().len()));
    bytes.extend_from_slice(LABEL);
    bytes.extend_from_slice(&PROTOCOL_VERSION.to_be_bytes());
    bytes.extend_from_slice(&link.0);
    bytes.extend_from_slice(origin.as_str().as_bytes());
    bytes
}
