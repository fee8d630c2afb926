//! The digest of a long stream, taken as it passes.

use alloc::string::String;
use core::fmt;

use blake2::{
    Blake2s256,
    digest::{FixedOutput, Update},
};
use minicbor::{Decode, Encode};

/// What a digest begins with, so that it is no other hash of the protocol.
const LABEL: &[u8] = b"pillion file digest v1";

/// 32 bytes that name a sealed file: BLAKE2s-256 over the length of the label (1), the label `pillion file digest v1`, and all bytes of
/// the file.
#[derive(Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(transparent)]
pub struct Digest(#[cbor(n(0), with = "minicbor::bytes")] pub [u8; 32]);

impl Digest {
    /// All bytes, as lower-case hexadecimal digits.
    #[must_use]
    pub fn to_hex(&self) -> String {
        pillion_wire::id::AccountId(self.0).to_hex()
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Digest(…)")
    }
}

/// Takes a digest.
#[derive(Clone)]
pub struct Digester(Blake2s256);

impl Digester {
    /// Of nothing yet.
    #[must_use]
    pub fn new() -> Self {
        let mut hasher = Blake2s256::default();
        hasher.update(&[u8::try_from(LABEL.len()).unwrap_or(u8::MAX)]);
        hasher.update(LABEL);
        Self(hasher)
    }

    /// The next bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The digest of all.
    #[must_use]
    pub fn finish(self) -> Digest {
        Digest(self.0.finalize_fixed().into())
    }
}

impl Default for Digester {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Digester {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Digester")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_value_stays_what_it_is_however_the_bytes_come() {
        let mut whole = Digester::new();
        whole.update(b"pillion");
        let mut pieces = Digester::new();
        for byte in b"pillion" {
            pieces.update(&[*byte]);
        }
        let digest = whole.finish();
        assert_eq!(digest, pieces.finish());
        // Computed with another BLAKE2s.
        assert_eq!(
            digest.to_hex(),
            "6eb4bfb0cea1d4f5526d92ccd3ffc26416eb2dbc618e70d0c9f52e87d8d5acae"
        );
    }
}
