//! The next link key.
//!
//! Source: docs/protocol.md, rule `R-SESS-3`.

use crate::crypto::{
    kdf::{self, Label},
    key::LinkKey,
    random::{self, Random},
};

/// What the phone adds to the next link key, in bytes.
pub const SALT_BYTES: usize = 32;

/// The phone's part of the next link key. It crosses sealed, in the payload of `hello2`.
#[derive(zeroize::Zeroize, zeroize::ZeroizeOnDrop)]
pub(crate) struct Salt([u8; SALT_BYTES]);

impl Salt {
    pub(crate) fn random(rng: &mut dyn Random) -> Self {
        Self(random::bytes(rng))
    }

    pub(crate) const fn as_bytes(&self) -> &[u8; SALT_BYTES] {
        &self.0
    }

    pub(crate) fn read(payload: &[u8]) -> Option<Self> {
        payload.try_into().ok().map(Self)
    }
}

/// The key after `current`, as both ends derive it from one handshake.
pub(crate) fn next(current: &LinkKey, handshake_hash: &[u8; 32], salt: &Salt) -> LinkKey {
    LinkKey::from_bytes(kdf::derive(
        Label::NextLinkKey,
        current.as_bytes(),
        &[handshake_hash, salt.as_bytes()],
    ))
}
