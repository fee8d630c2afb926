//! From a file to the bytes that lie with the relay, chunk by chunk.

use alloc::vec::Vec;
use core::fmt;

use super::length::{chunk_of, padded};
use crate::crypto::{
    digest::{Digest, Digester},
    key::StreamKey,
    stream::{BadChunk, CHUNK_BYTES, Sealer},
};

/// A file that is being sealed. It holds no more than the chunk that it is given.
pub struct Sealing {
    /// `None` after the last chunk.
    sealer: Option<Sealer>,
    digester: Digester,
    /// Bytes of the file that are to come.
    own: u64,
    /// Bytes of the padded file that are to come.
    left: u64,
}

impl Sealing {
    /// The beginning of a file of `bytes`. The key must never have sealed another one.
    #[must_use]
    pub fn new(key: &StreamKey, bytes: u64) -> Self {
        Self {
            sealer: Some(Sealer::new(key)),
            digester: Digester::new(),
            own: bytes,
            left: padded(bytes),
        }
    }

    /// How many bytes of the file the next chunk takes, which may be none; `None` after the last one.
    #[must_use]
    pub fn wants(&self) -> Option<usize> {
        self.sealer.as_ref()?;
        Some(chunk_of(self.own, CHUNK_BYTES))
    }

    /// Seals the next chunk in its place; it holds what is wanted.
    ///
    /// # Errors
    /// [`BadChunk`] if it holds more or less, or the last chunk was sealed before.
    pub fn seal(&mut self, chunk: &mut Vec<u8>) -> Result<(), BadChunk> {
        let length = chunk.len();
        if self.wants() != Some(length) {
            return Err(BadChunk(length));
        }
        let mut sealer = self.sealer.take().ok_or(BadChunk(length))?;
        self.own -= u64::try_from(length).unwrap_or(self.own);
        let padded = chunk_of(self.left, CHUNK_BYTES);
        chunk.resize(padded, 0);
        self.left -= u64::try_from(padded).unwrap_or(self.left);
        if self.left == 0 {
            sealer.seal_last(chunk)?;
        } else {
            sealer.seal(chunk)?;
            self.sealer = Some(sealer);
        }
        self.digester.update(chunk);
        Ok(())
    }

    /// The digest of all that was sealed; `None` unless that is the whole file.
    #[must_use]
    pub fn finish(self) -> Option<Digest> {
        self.sealer.is_none().then(|| self.digester.finish())
    }
}

impl fmt::Debug for Sealing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sealing({} bytes to come)", self.left)
    }
}
