//! Small records sealed for a store that others may read: the page's outbox, drafts and link record.
//!
//! XChaCha20-Poly1305: its nonce of 24 bytes may be random, so the page needs no counter that survives a reload.
//!
//! | offset | bytes | meaning |
//! |---|---|---|
//! | 0 | 24 | nonce, random |
//! | 24 | n | ciphertext |
//! | 24+n | 16 | tag |
//!
//! `aad` names what the record is and where it lies, so that a stored record cannot be moved to another place.

use alloc::vec::Vec;

use chacha20poly1305::{
    XChaCha20Poly1305, XNonce,
    aead::{Aead, KeyInit, Payload},
};

use super::{
    key::RecordKey,
    random::{self, Random},
};

/// What sealing adds to a record, in bytes: nonce and tag.
pub const OVERHEAD_BYTES: usize = 24 + 16;

/// The record cannot be opened: another key, another place, or damage. Which of them is not said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the record cannot be opened with this key")]
pub struct CannotOpen;

/// Seals one record.
#[must_use]
pub fn seal(key: &RecordKey, aad: &[u8], plain: &[u8], rng: &mut dyn Random) -> Vec<u8> {
    let nonce: [u8; 24] = random::bytes(rng);
    let cipher = XChaCha20Poly1305::new(key.as_bytes().into());
    let mut sealed = Vec::with_capacity(plain.len().saturating_add(OVERHEAD_BYTES));
    sealed.extend_from_slice(&nonce);
    // ChaCha20 takes 256 GiB under one nonce; a record in memory cannot reach that, so this cannot fail.
    let ciphertext = cipher.encrypt(&XNonce::from(nonce), Payload { msg: plain, aad });
    debug_assert!(ciphertext.is_ok(), "a record in memory is always sealable");
    sealed.extend(ciphertext.unwrap_or_default());
    sealed
}

/// Opens what [`seal`] sealed under the same key and `aad`.
///
/// # Errors
/// [`CannotOpen`]; never panics, whatever the bytes.
pub fn open(key: &RecordKey, aad: &[u8], sealed: &[u8]) -> Result<Vec<u8>, CannotOpen> {
    let (nonce, ciphertext) = sealed.split_first_chunk::<24>().ok_or(CannotOpen)?;
    XChaCha20Poly1305::new(key.as_bytes().into())
        .decrypt(&XNonce::from(*nonce), Payload { msg: ciphertext, aad })
        .map_err(|_| CannotOpen)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use rand_chacha::ChaCha20Rng;
    use rand_core::SeedableRng;

    use super::*;

    fn sealed() -> (RecordKey, Vec<u8>) {
        let mut rng = ChaCha20Rng::seed_from_u64(1);
        let key = RecordKey::random(&mut rng);
        let sealed = seal(&key, b"draft/1", b"hello", &mut rng);
        (key, sealed)
    }

    #[test]
    fn a_record_comes_back() {
        let (key, sealed) = sealed();
        assert_eq!(sealed.len(), 5 + OVERHEAD_BYTES);
        assert_eq!(open(&key, b"draft/1", &sealed).unwrap(), b"hello");
    }

    #[test]
    fn every_flipped_bit_is_refused() {
        let (key, sealed) = sealed();
        for at in 0..sealed.len() {
            let mut flipped = sealed.clone();
            flipped[at] ^= 1;
            assert_eq!(open(&key, b"draft/1", &flipped), Err(CannotOpen), "byte {at}");
        }
    }

    #[test]
    fn every_cut_is_refused() {
        let (key, sealed) = sealed();
        for end in 0..sealed.len() {
            assert_eq!(open(&key, b"draft/1", &sealed[..end]), Err(CannotOpen), "cut at {end}");
        }
    }

    #[test]
    fn another_key_or_place_opens_nothing() {
        let (key, sealed) = sealed();
        assert_eq!(open(&key, b"draft/2", &sealed), Err(CannotOpen));
        assert_eq!(
            open(&RecordKey::from_bytes([9; 32]), b"draft/1", &sealed),
            Err(CannotOpen)
        );
    }

    #[test]
    fn two_seals_of_one_record_differ() {
        let mut rng = ChaCha20Rng::seed_from_u64(1);
        let key = RecordKey::random(&mut rng);
        assert_ne!(seal(&key, b"", b"same", &mut rng), seal(&key, b"", b"same", &mut rng));
    }
}
