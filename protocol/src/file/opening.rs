//! From the bytes that lie with the relay back to a file, chunk by chunk.

use alloc::vec::Vec;
use core::fmt;

use super::length::{chunk_of, sealed};
use crate::crypto::{
    digest::{Digest, Digester},
    key::StreamKey,
    seal::CannotOpen,
    stream::{Opener, SEALED_BYTES},
};

/// A file that is being opened. It holds no more than the chunk that it is given.
///
/// What has opened is genuine; only after the last chunk is it known to be the whole file.
pub struct Opening {
    /// `None` after the last chunk, and after one that did not open.
    opener: Option<Opener>,
    digester: Digester,
    digest: Digest,
    /// Bytes of the file that are to come.
    own: u64,
    /// Sealed bytes that are to come.
    left: u64,
}

impl Opening {
    /// The beginning of a file of `bytes` whose sealed bytes have this digest.
    #[must_use]
    pub fn new(key: &StreamKey, bytes: u64, digest: Digest) -> Self {
        Self {
            opener: Some(Opener::new(key)),
            digester: Digester::new(),
            digest,
            own: bytes,
            left: sealed(bytes),
        }
    }

    /// How many sealed bytes the next chunk has; `None` after the last one.
    #[must_use]
    pub fn wants(&self) -> Option<usize> {
        self.opener.as_ref()?;
        Some(chunk_of(self.left, SEALED_BYTES))
    }

    /// Opens the next chunk in its place; what stays in it belongs to the file, and may be nothing.
    ///
    /// # Errors
    /// [`CannotOpen`]: the chunk, its place or its length is not what was sealed, something travels behind the end of the file, or
    /// the whole has another digest. Nothing opens after that.
    pub fn open(&mut self, chunk: &mut Vec<u8>) -> Result<(), CannotOpen> {
        let length = chunk.len();
        let wanted = self.wants().filter(|wanted| *wanted == length).ok_or(CannotOpen)?;
        let mut opener = self.opener.take().ok_or(CannotOpen)?;
        self.digester.update(chunk);
        self.left -= u64::try_from(wanted).unwrap_or(self.left);
        if self.left == 0 {
            opener.open_last(chunk)?;
            if self.digester.clone().finish() != self.digest {
                return Err(CannotOpen);
            }
        } else {
            opener.open(chunk)?;
            self.opener = Some(opener);
        }
        let own = chunk_of(self.own, chunk.len());
        if chunk.iter().skip(own).any(|byte| *byte != 0) {
            self.opener = None;
            return Err(CannotOpen);
        }
        chunk.truncate(own);
        self.own -= u64::try_from(own).unwrap_or(self.own);
        Ok(())
    }

    /// Whether all of the file has opened.
    #[must_use]
    pub const fn is_whole(&self) -> bool {
        self.left == 0 && self.own == 0 && self.opener.is_none()
    }
}

impl fmt::Debug for Opening {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Opening({} bytes to come)", self.left)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use super::*;
    use crate::{
        crypto::stream::{BadChunk, CHUNK_BYTES},
        file::{length::sealed, sealing::Sealing},
    };

    fn key() -> StreamKey {
        StreamKey::from_bytes([7; 32])
    }

    fn plain(bytes: usize) -> Vec<u8> {
        (0..bytes).map(|at| u8::try_from(at % 251).unwrap()).collect()
    }

    fn long(bytes: usize) -> u64 {
        u64::try_from(bytes).unwrap()
    }

    fn seal(plain: &[u8]) -> (Vec<u8>, Digest) {
        let (mut sealing, mut rest, mut all) = (Sealing::new(&key(), long(plain.len())), plain, Vec::new());
        while let Some(wanted) = sealing.wants() {
            let (now, later) = rest.split_at(wanted);
            let mut chunk = now.to_vec();
            sealing.seal(&mut chunk).unwrap();
            all.extend(chunk);
            rest = later;
        }
        assert!(rest.is_empty());
        (all, sealing.finish().unwrap())
    }

    fn open(key: &StreamKey, bytes: usize, digest: Digest, mut rest: &[u8]) -> Result<Vec<u8>, CannotOpen> {
        let (mut opening, mut all) = (Opening::new(key, long(bytes), digest), Vec::new());
        while let Some(wanted) = opening.wants() {
            let (now, later) = rest.split_at_checked(wanted).unwrap_or((rest, &[]));
            let mut chunk = now.to_vec();
            opening.open(&mut chunk)?;
            all.extend(chunk);
            rest = later;
        }
        assert!(opening.is_whole());
        if rest.is_empty() { Ok(all) } else { Err(CannotOpen) }
    }

    #[test]
    fn a_file_comes_back_whatever_its_length() {
        for bytes in [
            0,
            1,
            1_024,
            CHUNK_BYTES - 1,
            CHUNK_BYTES,
            CHUNK_BYTES + 1,
            131_073,
            300_000,
        ] {
            let plain = plain(bytes);
            let (all, digest) = seal(&plain);
            assert_eq!(long(all.len()), sealed(long(bytes)), "{bytes}");
            assert_eq!(open(&key(), bytes, digest, &all).unwrap(), plain, "{bytes}");
        }
    }

    #[test]
    fn a_chunk_of_another_length_is_not_sealed_and_an_unfinished_file_has_no_digest() {
        let mut sealing = Sealing::new(&key(), 100_000);
        assert_eq!(sealing.wants(), Some(CHUNK_BYTES));
        for length in [0, CHUNK_BYTES - 1, CHUNK_BYTES + 1] {
            let refused = sealing.seal(&mut alloc::vec![1; length]);
            assert_eq!(refused, Err(BadChunk(length)));
        }
        sealing.seal(&mut alloc::vec![1; CHUNK_BYTES]).unwrap();
        assert_eq!(sealing.finish(), None);
    }

    #[test]
    fn what_is_not_what_was_sealed_does_not_open() {
        let (good, digest) = seal(&plain(100_000));
        assert!(open(&key(), 100_000, digest, &good).is_ok());
        let mut flipped = good.clone();
        flipped[90_000] ^= 1;
        let mut swapped = good.clone();
        swapped.swap(10, 70_000);
        let cut = good[..good.len() - 1].to_vec();
        for bad in [flipped, swapped, cut, [&good[..], b"x"].concat(), Vec::new()] {
            assert!(open(&key(), 100_000, digest, &bad).is_err(), "{} bytes", bad.len());
        }
        assert!(open(&StreamKey::from_bytes([8; 32]), 100_000, digest, &good).is_err());
        assert!(open(&key(), 100_000, Digest([1; 32]), &good).is_err());
        assert!(open(&key(), 300_000, digest, &good).is_err());
    }

    #[test]
    fn nothing_travels_behind_the_end() {
        let (all, digest) = seal(&plain(1_000));
        // As long as one of 900 bytes, which would hide a hundred.
        assert_eq!(sealed(900), sealed(1_000));
        assert!(open(&key(), 900, digest, &all).is_err());
    }

    #[test]
    fn nothing_opens_after_a_chunk_that_did_not() {
        let (all, digest) = seal(&plain(200_000));
        let mut opening = Opening::new(&key(), 200_000, digest);
        assert!(opening.open(&mut alloc::vec![0; SEALED_BYTES]).is_err());
        assert_eq!(opening.wants(), None);
        assert!(opening.open(&mut all[..SEALED_BYTES].to_vec()).is_err());
        assert!(!opening.is_whole());
    }
}
