//! A long stream sealed in chunks, so that neither end ever holds more than one: backups, and files.
//!
//! STREAM (Hoang, Reyhanitabar, Rogaway, Vizár 2015) over ChaCha20-Poly1305. The nonce of a chunk:
//!
//! | offset | bytes | meaning |
//! |---|---|---|
//! | 0 | 7 | zeros: a key seals one stream and no other |
//! | 7 | 4 | its number from 0, big endian: chunks cannot change places |
//! | 11 | 1 | 1 on the last chunk, else 0: a stream cannot be cut short or go on |
//!
//! A chunk is [`CHUNK_BYTES`] and its tag; the last one may be shorter, and is empty only if the whole stream is. What was
//! opened is genuine up to there; only after the last chunk is it known to be whole.
//!
//! Source: docs/protocol.md, rule `R-STREAM-1`.

use alloc::vec::Vec;
use core::fmt;

use aead_stream::{DecryptorBE32, EncryptorBE32, NewStream as _, StreamBE32, StreamPrimitive as _};
use chacha20poly1305::ChaCha20Poly1305;

use super::{key::StreamKey, seal::CannotOpen};

/// Plain bytes of one chunk: large enough that the tags are nothing, small enough for a page's memory and a range request.
pub const CHUNK_BYTES: usize = 64 * 1_024;

/// What sealing adds to a chunk, in bytes.
pub const TAG_BYTES: usize = 16;

/// A sealed chunk that is not the last, in bytes.
pub const SEALED_BYTES: usize = CHUNK_BYTES + TAG_BYTES;

/// A chunk of another length than the stream allows at this place, or one too many: 2^32 - 1 of them make 256 TiB.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a chunk of {0} bytes does not belong here")]
pub struct BadChunk(pub usize);

/// Seals a stream, chunk by chunk.
pub struct Sealer {
    stream: EncryptorBE32<ChaCha20Poly1305>,
    is_empty: bool,
}

impl Sealer {
    /// The beginning of a stream. The key must never have sealed another one.
    #[must_use]
    pub fn new(key: &StreamKey) -> Self {
        Self {
            stream: EncryptorBE32::new(key.as_bytes().into(), &[0; 7].into()),
            is_empty: true,
        }
    }

    /// Seals a chunk that is not the last, in its place.
    ///
    /// # Errors
    /// [`BadChunk`] unless it has [`CHUNK_BYTES`].
    pub fn seal(&mut self, chunk: &mut Vec<u8>) -> Result<(), BadChunk> {
        let length = chunk.len();
        if length != CHUNK_BYTES {
            return Err(BadChunk(length));
        }
        self.is_empty = false;
        self.stream
            .encrypt_next_in_place(&[], chunk)
            .map_err(|_| BadChunk(length))
    }

    /// Seals the last chunk, in its place.
    ///
    /// # Errors
    /// [`BadChunk`] if it has more than [`CHUNK_BYTES`], or none in a stream that has some.
    pub fn seal_last(self, chunk: &mut Vec<u8>) -> Result<(), BadChunk> {
        let length = chunk.len();
        if length > CHUNK_BYTES || (length == 0 && !self.is_empty) {
            return Err(BadChunk(length));
        }
        self.stream
            .encrypt_last_in_place(&[], chunk)
            .map_err(|_| BadChunk(length))
    }
}

impl fmt::Debug for Sealer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sealer")
    }
}

/// Opens a stream, chunk by chunk, in its order.
pub struct Opener {
    stream: DecryptorBE32<ChaCha20Poly1305>,
    is_empty: bool,
}

impl Opener {
    /// The beginning of a stream.
    #[must_use]
    pub fn new(key: &StreamKey) -> Self {
        Self {
            stream: DecryptorBE32::new(key.as_bytes().into(), &[0; 7].into()),
            is_empty: true,
        }
    }

    /// Opens the next chunk, which has others behind it, in its place.
    ///
    /// # Errors
    /// [`CannotOpen`]; the stream is worth nothing from here on, and what the buffer holds must not be used.
    pub fn open(&mut self, chunk: &mut Vec<u8>) -> Result<(), CannotOpen> {
        if chunk.len() != SEALED_BYTES {
            return Err(CannotOpen);
        }
        self.is_empty = false;
        self.stream.decrypt_next_in_place(&[], chunk).map_err(|_| CannotOpen)
    }

    /// Opens the last chunk, in its place: behind it is nothing.
    ///
    /// # Errors
    /// [`CannotOpen`]: the stream is cut short, goes on, or is damaged here.
    pub fn open_last(self, chunk: &mut Vec<u8>) -> Result<(), CannotOpen> {
        if chunk.len() > SEALED_BYTES || (chunk.len() == TAG_BYTES && !self.is_empty) {
            return Err(CannotOpen);
        }
        self.stream.decrypt_last_in_place(&[], chunk).map_err(|_| CannotOpen)
    }
}

impl fmt::Debug for Opener {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Opener")
    }
}

/// Opens any chunk of a stream, in its place: what opens is genuine and stands where it stood; of the others nothing is known.
///
/// # Errors
/// [`CannotOpen`]: the chunk is damaged, has another number, or is the last where it should not be, or is not where it should.
pub fn open_at(key: &StreamKey, number: u32, is_last: bool, chunk: &mut Vec<u8>) -> Result<(), CannotOpen> {
    if chunk.len() > SEALED_BYTES || (!is_last && chunk.len() != SEALED_BYTES) {
        return Err(CannotOpen);
    }
    let stream = StreamBE32::<ChaCha20Poly1305>::new(key.as_bytes().into(), &[0; 7].into());
    stream
        .decrypt_in_place(number, is_last, &[], chunk)
        .map_err(|_| CannotOpen)
}

/// Seals any chunk of a stream: nobody has time for all chunks before one that lies far behind.
#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
pub(crate) fn seal_at(key: &StreamKey, number: u32, is_last: bool, chunk: &mut Vec<u8>) {
    let stream = StreamBE32::<ChaCha20Poly1305>::new(key.as_bytes().into(), &[0; 7].into());
    stream.encrypt_in_place(number, is_last, &[], chunk).unwrap();
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use alloc::vec;

    use super::*;

    fn key() -> StreamKey {
        StreamKey::from_bytes([7; 32])
    }

    /// Three sealed chunks: two whole ones and a last one of five bytes.
    fn sealed() -> Vec<Vec<u8>> {
        let mut sealer = Sealer::new(&key());
        let mut chunks = vec![vec![1; CHUNK_BYTES], vec![2; CHUNK_BYTES], vec![3; 5]];
        sealer.seal(&mut chunks[0]).unwrap();
        sealer.seal(&mut chunks[1]).unwrap();
        sealer.seal_last(&mut chunks[2]).unwrap();
        chunks
    }

    fn opened(mut chunks: Vec<Vec<u8>>) -> Result<Vec<u8>, CannotOpen> {
        let mut opener = Opener::new(&key());
        let mut last = chunks.pop().unwrap_or_default();
        for chunk in &mut chunks {
            opener.open(chunk)?;
        }
        opener.open_last(&mut last)?;
        chunks.push(last);
        Ok(chunks.concat())
    }

    #[test]
    fn a_stream_comes_back() {
        let plain = opened(sealed()).unwrap();
        assert_eq!(plain.len(), 2 * CHUNK_BYTES + 5);
        assert_eq!((plain[0], plain[CHUNK_BYTES], plain[2 * CHUNK_BYTES]), (1, 2, 3));
    }

    #[test]
    fn the_bytes_stay_what_they_are() {
        let mut chunk = b"pillion".to_vec();
        Sealer::new(&key()).seal_last(&mut chunk).unwrap();
        // ChaCha20-Poly1305, key 32 times 07, nonce 000000000000000000000001: computed with another implementation.
        assert_eq!(hex::encode(chunk), "997e3f7aaf02082f72d3ecd2bad1fb1c7cbaa1b5c4b37f");
    }

    #[test]
    fn an_empty_stream_is_one_tag() {
        let mut chunk = Vec::new();
        Sealer::new(&key()).seal_last(&mut chunk).unwrap();
        assert_eq!(chunk.len(), TAG_BYTES);
        assert_eq!(opened(vec![chunk]).unwrap(), Vec::<u8>::new());
    }

    #[test]
    fn a_stream_that_is_cut_reordered_doubled_or_longer_is_refused() {
        let [one, two, three] = <[_; 3]>::try_from(sealed()).unwrap();
        for (what, chunks) in [
            ("cut at a chunk", vec![one.clone(), two.clone()]),
            (
                "cut within a chunk",
                vec![one.clone(), two.clone(), three[..4].to_vec()],
            ),
            ("without its beginning", vec![two.clone(), three.clone()]),
            ("in another order", vec![two.clone(), one.clone(), three.clone()]),
            ("one of them twice", vec![one.clone(), one.clone(), three.clone()]),
            ("going on", vec![one.clone(), two.clone(), three.clone(), three.clone()]),
            ("without all", vec![]),
        ] {
            assert_eq!(opened(chunks), Err(CannotOpen), "{what}");
        }
    }

    #[test]
    fn a_flipped_bit_and_another_key_are_refused() {
        for chunk in 0..3 {
            let mut chunks = sealed();
            chunks[chunk][3] ^= 1;
            assert_eq!(opened(chunks), Err(CannotOpen), "chunk {chunk}");
        }
        let mut chunk = sealed().remove(0);
        let other = StreamKey::from_bytes([8; 32]);
        assert_eq!(Opener::new(&other).open(&mut chunk), Err(CannotOpen));
    }

    #[test]
    fn a_chunk_of_another_length_is_not_sealed() {
        let mut sealer = Sealer::new(&key());
        assert_eq!(sealer.seal(&mut vec![0; 5]), Err(BadChunk(5)));
        let long = CHUNK_BYTES + 1;
        assert_eq!(Sealer::new(&key()).seal_last(&mut vec![0; long]), Err(BadChunk(long)));
        sealer.seal(&mut vec![0; CHUNK_BYTES]).unwrap();
        assert_eq!(sealer.seal_last(&mut Vec::new()), Err(BadChunk(0)));
    }

    #[test]
    fn a_chunk_opens_by_itself_and_only_in_its_place() {
        let chunks = sealed();
        for (number, is_last) in [(0, false), (1, false), (2, true)] {
            for other in 0..4 {
                for last in [false, true] {
                    let mut chunk = chunks[usize::try_from(number).unwrap()].clone();
                    let opened = open_at(&key(), other, last, &mut chunk);
                    assert_eq!(
                        opened.is_ok(),
                        (other, last) == (number, is_last),
                        "{number} at {other}"
                    );
                }
            }
        }
        let mut plain = chunks[2].clone();
        open_at(&key(), 2, true, &mut plain).unwrap();
        assert_eq!(plain, [3; 5]);
        let mut flipped = chunks[1].clone();
        flipped[9] ^= 1;
        let mut long = vec![0; SEALED_BYTES + 1];
        let mut short = chunks[1][..100].to_vec();
        for bad in [&mut flipped, &mut long, &mut short] {
            assert_eq!(open_at(&key(), 1, false, bad), Err(CannotOpen));
        }
        assert_eq!(
            open_at(&StreamKey::from_bytes([8; 32]), 0, false, &mut chunks[0].clone()),
            Err(CannotOpen)
        );
    }
}
