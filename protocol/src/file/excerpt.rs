//! A stretch of a file, opened before the rest of it is here: a player begins with the head, jumps to where the tail says what is where,
//! and goes on from wherever a person wants to hear.
//!
//! 1. [`Excerpt::new`] says which sealed bytes hold the stretch: whole chunks.
//! 2. [`Excerpt::open`] takes these chunks, in their order.
//!
//! What opens is what was sealed at this place. That the whole is what was announced, its digest, only [`super::opening`] can tell: whoever
//! plays a file and does not keep it takes the word of who has the key.
//!
//! Source: docs/protocol.md, rule `R-FILE-20`.

use alloc::vec::Vec;
use core::{fmt, ops::Range};

use super::length::{padded, sealed};
use crate::crypto::{
    key::StreamKey,
    seal::CannotOpen,
    stream::{CHUNK_BYTES, SEALED_BYTES, open_at},
};

/// A stretch of a file that is being opened.
pub struct Excerpt {
    key: StreamKey,
    /// How long the file is.
    bytes: u64,
    /// Of the file, what is wanted.
    wanted: Range<u64>,
    /// The next chunk.
    next: u64,
    /// The one behind the last that is wanted.
    end: u64,
}

impl Excerpt {
    /// The stretch `wanted` of a file of `bytes`; `None` if there is no such stretch.
    #[must_use]
    pub fn new(key: &StreamKey, bytes: u64, wanted: Range<u64>) -> Option<Self> {
        if wanted.start >= wanted.end || wanted.end > bytes {
            return None;
        }
        Some(Self {
            key: key.clone(),
            bytes,
            next: wanted.start / CHUNK,
            end: wanted.end.div_ceil(CHUNK),
            wanted,
        })
    }

    /// Which sealed bytes are to come.
    #[must_use]
    pub fn sealed(&self) -> Range<u64> {
        let all = sealed(self.bytes);
        let at = |chunk: u64| chunk.saturating_mul(SEALED).min(all);
        at(self.next)..at(self.end)
    }

    /// How many of them the next chunk has; `None` after the last one.
    #[must_use]
    pub fn wants(&self) -> Option<usize> {
        let left = self.sealed();
        let left = left.end.saturating_sub(left.start);
        (left > 0).then(|| super::length::chunk_of(left, SEALED_BYTES))
    }

    /// Opens the next chunk in its place; what stays in it is what is wanted of it.
    ///
    /// # Errors
    /// [`CannotOpen`]: the chunk is not what was sealed there. Nothing opens after that.
    pub fn open(&mut self, chunk: &mut Vec<u8>) -> Result<(), CannotOpen> {
        let opened = self.opened(chunk);
        if opened.is_err() {
            self.next = self.end;
            chunk.clear();
        }
        opened
    }

    fn opened(&mut self, chunk: &mut Vec<u8>) -> Result<(), CannotOpen> {
        if self.wants() != Some(chunk.len()) {
            return Err(CannotOpen);
        }
        let number = u32::try_from(self.next).map_err(|_| CannotOpen)?;
        let first = self.next.saturating_mul(CHUNK);
        let is_last = first.saturating_add(CHUNK) >= padded(self.bytes);
        open_at(&self.key, number, is_last, chunk)?;
        let within = |at: u64| usize::try_from(at.saturating_sub(first)).unwrap_or(usize::MAX);
        chunk.truncate(within(self.wanted.end));
        chunk.drain(..within(self.wanted.start).min(chunk.len()));
        self.next = self.next.saturating_add(1);
        Ok(())
    }
}

/// Plain bytes of a chunk.
const CHUNK: u64 = CHUNK_BYTES as u64;

/// Sealed bytes of a chunk.
const SEALED: u64 = SEALED_BYTES as u64;

impl fmt::Debug for Excerpt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Excerpt({:?} of {} bytes)", self.wanted, self.bytes)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use alloc::vec;

    use super::*;
    use crate::{crypto::stream::seal_at, file::sealing::Sealing};

    fn key() -> StreamKey {
        StreamKey::from_bytes([7; 32])
    }

    fn plain(bytes: u64) -> Vec<u8> {
        (0..bytes).map(|at| u8::try_from(at % 251).unwrap()).collect()
    }

    fn seal(plain: &[u8]) -> Vec<u8> {
        let (mut rest, mut all) = (plain, Vec::new());
        let mut sealing = Sealing::new(&key(), u64::try_from(plain.len()).unwrap());
        while let Some(wanted) = sealing.wants() {
            let (now, later) = rest.split_at(wanted);
            let mut chunk = now.to_vec();
            sealing.seal(&mut chunk).unwrap();
            all.extend(chunk);
            rest = later;
        }
        all
    }

    fn open(key: &StreamKey, bytes: u64, wanted: Range<u64>, sealed: &[u8]) -> Result<Vec<u8>, CannotOpen> {
        let mut excerpt = Excerpt::new(key, bytes, wanted).unwrap();
        let range = excerpt.sealed();
        let at = |at: u64| usize::try_from(at).unwrap();
        let mut rest = &sealed[at(range.start)..at(range.end)];
        let mut all = Vec::new();
        while let Some(wanted) = excerpt.wants() {
            let (now, later) = rest.split_at(wanted);
            let mut chunk = now.to_vec();
            excerpt.open(&mut chunk)?;
            all.extend(chunk);
            rest = later;
        }
        assert!(rest.is_empty());
        Ok(all)
    }

    #[test]
    fn any_stretch_of_a_file_opens() {
        for bytes in [1, 1_000, 65_536, 65_537, 200_000, 262_144] {
            let plain = plain(bytes);
            let sealed = seal(&plain);
            for wanted in [
                0..bytes,
                0..1,
                bytes - 1..bytes,
                bytes / 3..bytes / 2 + 1,
                65_535.min(bytes - 1)..bytes.min(65_537),
            ] {
                let stretch = &plain[usize::try_from(wanted.start).unwrap()..usize::try_from(wanted.end).unwrap()];
                assert_eq!(
                    open(&key(), bytes, wanted.clone(), &sealed).unwrap(),
                    stretch,
                    "{wanted:?} of {bytes}"
                );
            }
        }
    }

    #[test]
    fn a_stretch_behind_4_gib_opens_in_its_place() {
        let bytes = (5 << 30) + 17;
        let byte = |at: u64| u8::try_from(at % 251).unwrap();
        for wanted in [
            (1 << 32) - 5..(1 << 32) + 70_000,
            bytes - 5..bytes,
            bytes - 100_000..bytes - 1,
        ] {
            let mut excerpt = Excerpt::new(&key(), bytes, wanted.clone()).unwrap();
            let sealed = excerpt.sealed();
            assert!(sealed.end > u64::from(u32::MAX) && sealed.end - sealed.start < 4 * SEALED);
            let (mut at, mut all) = (sealed.start, Vec::new());
            while let Some(wanted) = excerpt.wants() {
                let number = at / SEALED;
                let first = number * CHUNK;
                let end = (first + CHUNK).min(padded(bytes));
                let mut chunk: Vec<u8> = (first..end).map(byte).collect();
                seal_at(&key(), u32::try_from(number).unwrap(), end == padded(bytes), &mut chunk);
                assert_eq!(chunk.len(), wanted);
                at += u64::try_from(wanted).unwrap();
                excerpt.open(&mut chunk).unwrap();
                all.extend(chunk);
            }
            assert_eq!(at, sealed.end);
            assert!(all == wanted.clone().map(byte).collect::<Vec<_>>(), "{wanted:?}");
        }
    }

    #[test]
    fn only_the_chunks_that_hold_it_are_wanted() {
        let excerpt = Excerpt::new(&key(), 1 << 30, 70_000..131_072).unwrap();
        assert_eq!(excerpt.sealed(), SEALED..2 * SEALED);
        let excerpt = Excerpt::new(&key(), 1 << 30, 65_535..65_537).unwrap();
        assert_eq!(excerpt.sealed(), 0..2 * SEALED);
    }

    #[test]
    fn there_is_no_stretch_behind_the_end() {
        for wanted in [0..0, 5..5, 0..101, 100..101, 200..300, u64::MAX - 1..u64::MAX] {
            assert!(Excerpt::new(&key(), 100, wanted.clone()).is_none(), "{wanted:?}");
        }
        assert!(Excerpt::new(&key(), 0, 0..1).is_none());
    }

    #[test]
    fn what_was_not_sealed_there_does_not_open_and_nothing_does_after_it() {
        let good = seal(&plain(200_000));
        let mut flipped = good.clone();
        flipped[70_000] ^= 1;
        assert!(open(&key(), 200_000, 60_000..150_000, &flipped).is_err());
        assert!(
            open(&key(), 200_000, 0..60_000, &flipped).is_ok(),
            "the damage is elsewhere"
        );
        // The second chunk in the place of the first.
        let swapped = [&good[SEALED_BYTES..2 * SEALED_BYTES], &good[SEALED_BYTES..]].concat();
        assert!(open(&key(), 200_000, 0..10, &swapped).is_err());
        assert!(open(&StreamKey::from_bytes([8; 32]), 200_000, 0..10, &good).is_err());
        let mut excerpt = Excerpt::new(&key(), 200_000, 0..200_000).unwrap();
        let mut bad = vec![0; SEALED_BYTES];
        assert!(excerpt.open(&mut bad).is_err());
        assert!(bad.is_empty(), "nothing of it is given out");
        assert!(excerpt.open(&mut good[..SEALED_BYTES].to_vec()).is_err());
        assert_eq!(excerpt.wants(), None);
    }

    #[test]
    fn a_file_that_is_cut_short_at_a_chunk_is_refused_at_its_end() {
        // The last chunk of a file of two says that it is the last; of one said to be longer it is not.
        let sealed = seal(&plain(131_072));
        assert!(open(&key(), 131_072, 65_536..131_072, &sealed).is_ok());
        assert!(open(&key(), 196_608, 65_536..131_072, &sealed).is_err());
    }
}
