//! What a phone signs to prove to a relay that it is its account.
//!
//! | part | bytes | meaning |
//! |---|---|---|
//! | label | 22 | `pillion relay hello v1`: a signature made for any other purpose cannot be shown here |
//! | origin length | 2 | big endian |
//! | origin | n | the relay's origin as the phone knows it: another relay cannot pass the challenge on |
//! | nonce | 32 | from the relay's `Challenge`: a recorded answer is worth nothing |
//!
//! Source: docs/protocol.md, rule `R-WIRE-4`.

use alloc::vec::Vec;

use crate::origin::Origin;

const LABEL: &[u8; 22] = b"pillion relay hello v1";

/// The bytes to sign with the mailbox key.
#[must_use]
pub fn signed_bytes(origin: &Origin, nonce: &[u8; 32]) -> Vec<u8> {
    let name = origin.as_str().as_bytes();
    // An origin is at most a host name and a port; a longer one would only fail to verify.
    let length = u16::try_from(name.len()).unwrap_or(u16::MAX);
    let mut bytes = Vec::with_capacity(LABEL.len().saturating_add(name.len()).saturating_add(34));
    bytes.extend_from_slice(LABEL);
    bytes.extend_from_slice(&length.to_be_bytes());
    bytes.extend_from_slice(name);
    bytes.extend_from_slice(nonce);
    bytes
}
