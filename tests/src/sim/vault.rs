//! A phone's disk beside its database: files in the clear outside its home, sealed ones inside.

use std::collections::BTreeMap;

use pillion_phone::app::haul::{Cargo, Hitch, Sealed};
use pillion_protocol::{
    content::problem::Problem,
    crypto::{digest::Digest, key::StreamKey},
};

use crate::sealed;

/// It outlives the program.
#[derive(Debug, Default)]
pub struct Vault {
    /// In the clear, by path.
    outside: BTreeMap<String, Vec<u8>>,
    whole: BTreeMap<[u8; 32], Vec<u8>>,
    coming: BTreeMap<[u8; 32], Vec<u8>>,
}

impl Vault {
    /// Lays a file beside the phone.
    pub fn lay(&mut self, path: &str, plain: Vec<u8>) {
        self.outside.insert(path.to_string(), plain);
    }

    /// A file beside the phone.
    #[must_use]
    pub fn outside(&self, path: &str) -> Option<&[u8]> {
        self.outside.get(path).map(Vec::as_slice)
    }

    /// What comes out of a file that is kept here.
    #[must_use]
    pub fn opened(&self, digest: Digest, key: &StreamKey, bytes: u64) -> Option<Vec<u8>> {
        sealed::open(key, self.whole.get(&digest.0)?, bytes)
    }

    /// Seals a file that lies beside the phone, and keeps it.
    ///
    /// # Errors
    /// If there is none.
    pub fn seal(&mut self, key: &StreamKey, path: &str) -> Result<Sealed, Problem> {
        let plain = self.outside.get(path).ok_or(Problem::FileUnreadable)?;
        let (sealed, digest) = sealed::seal(key, plain);
        let bytes = u64::try_from(plain.len()).map_err(|_| Problem::FileUnreadable)?;
        self.whole.insert(digest.0, sealed);
        let seen = None;
        Ok(Sealed { bytes, digest, seen })
    }

    /// Lays an opened file beside the phone.
    ///
    /// # Errors
    /// If it is not here, not genuine, or something lies there.
    pub fn save(&mut self, digest: Digest, key: &StreamKey, bytes: u64, path: &str) -> Result<(), Problem> {
        if self.outside.contains_key(path) {
            return Err(Problem::FileUnwritable);
        }
        let sealed = self.whole.get(&digest.0).ok_or(Problem::FileGone)?;
        let plain = sealed::open(key, sealed, bytes).ok_or(Problem::FileDamaged)?;
        self.outside.insert(path.to_string(), plain);
        Ok(())
    }

    /// Forgets a file.
    pub fn remove(&mut self, digest: Digest) {
        self.whole.remove(&digest.0);
        self.coming.remove(&digest.0);
    }

    /// Sealed bytes that are to be brought to the relay, from `from` on.
    ///
    /// # Errors
    /// If they are not here.
    pub fn rest(&self, digest: Digest, from: u64) -> Result<&[u8], Hitch> {
        let sealed = self.whole.get(&digest.0).ok_or(Hitch::Missing)?;
        let from = usize::try_from(from).map_err(|_| Hitch::Damaged)?;
        sealed.get(from..).ok_or(Hitch::Damaged)
    }

    /// How much of a file has come.
    #[must_use]
    pub fn held(&self, digest: Digest) -> u64 {
        let held = self.coming.get(&digest.0).map_or(0, Vec::len);
        u64::try_from(held).unwrap_or(u64::MAX)
    }

    /// More of a file has come; whether that is all.
    ///
    /// # Errors
    /// If it is not what was announced: nothing of it is kept.
    pub fn take(&mut self, cargo: &Cargo, piece: &[u8]) -> Result<bool, Hitch> {
        let coming = self.coming.entry(cargo.digest.0).or_default();
        coming.extend_from_slice(piece);
        if self.held(cargo.digest) < cargo.bytes {
            return Ok(false);
        }
        let sealed = self.coming.remove(&cargo.digest.0).unwrap_or_default();
        if sealed::digest(&sealed) != cargo.digest {
            return Err(Hitch::Damaged);
        }
        self.whole.insert(cargo.digest.0, sealed);
        Ok(true)
    }

    /// How many files are kept.
    #[must_use]
    pub fn count(&self) -> usize {
        self.whole.len()
    }

    /// How many have come in part.
    #[must_use]
    pub fn parts(&self) -> usize {
        self.coming.len()
    }
}
