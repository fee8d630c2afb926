//! From a file to sealed bytes, and back.
//!
//! Sealed bytes are the file, zeros up to a padded length, all of it as one stream of chunks. Opening checks the zeros too: nothing can
//! travel behind the end of a file.

use std::{
    fs::{self, File},
    io::{self, Read, Write},
    path::Path,
    sync::atomic::{AtomicBool, Ordering},
};

use pillion_protocol::{
    crypto::{
        digest::Digester,
        key::StreamKey,
        stream::{CHUNK_BYTES, Opener, SEALED_BYTES, Sealer},
    },
    file,
};

use crate::app::haul::Sealed;

/// Why a file could not be sealed or opened.
#[derive(Debug, thiserror::Error)]
pub enum SealError {
    /// The file that is to be sealed.
    #[error("the file cannot be read: {0}")]
    Source(io::Error),
    /// The file that is to be written.
    #[error("the file cannot be written: {0}")]
    Target(io::Error),
    /// The sealed bytes on this disk.
    #[error("the sealed bytes cannot be used: {0}")]
    Vault(io::Error),
    /// The sealed bytes are not what the key has sealed.
    #[error("the sealed bytes are damaged")]
    Damaged,
    /// The phone stops.
    #[error("the phone stops")]
    Stopped,
}

/// Seals a file into another one, which is on disk in full afterwards.
///
/// # Errors
/// [`SealError`]; what was written is worth nothing.
pub fn seal(source: &Path, key: &StreamKey, target: &Path, stop: &AtomicBool) -> Result<Sealed, SealError> {
    let file = File::open(source).map_err(SealError::Source)?;
    let facts = file.metadata().map_err(SealError::Source)?;
    if !facts.is_file() || facts.len() > file::LARGEST {
        return Err(SealError::Source(io::ErrorKind::InvalidInput.into()));
    }
    let bytes = facts.len();
    // A file that grows meanwhile is taken as it was; one that shrinks is refused.
    let mut plain = file.take(bytes).chain(io::repeat(0).take(file::padded(bytes) - bytes));
    let mut left = file::padded(bytes);
    let mut out = private(target).map_err(SealError::Vault)?;
    let (mut sealer, mut digester) = (Sealer::new(key), Digester::new());
    loop {
        if stop.load(Ordering::Relaxed) {
            return Err(SealError::Stopped);
        }
        let length = usize::try_from(left).map_or(CHUNK_BYTES, |left| left.min(CHUNK_BYTES));
        let mut chunk = Vec::with_capacity(SEALED_BYTES);
        chunk.resize(length, 0);
        plain.read_exact(&mut chunk).map_err(SealError::Source)?;
        left -= u64::try_from(length).unwrap_or(left);
        let last = left == 0;
        if last {
            sealer.seal_last(&mut chunk).map_err(|_| SealError::Damaged)?;
            write(&mut out, &mut digester, &chunk)?;
            break;
        }
        sealer.seal(&mut chunk).map_err(|_| SealError::Damaged)?;
        write(&mut out, &mut digester, &chunk)?;
    }
    out.sync_all().map_err(SealError::Vault)?;
    let digest = digester.finish();
    Ok(Sealed { bytes, digest })
}

/// A new file that its owner alone may read.
fn private(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn write(out: &mut File, digester: &mut Digester, chunk: &[u8]) -> Result<(), SealError> {
    digester.update(chunk);
    out.write_all(chunk).map_err(SealError::Vault)
}

/// Opens sealed bytes into a file of `bytes`, where there must be none. If that fails, none is left.
///
/// # Errors
/// [`SealError`].
pub fn open(sealed: &Path, key: &StreamKey, bytes: u64, target: &Path, stop: &AtomicBool) -> Result<(), SealError> {
    let source = File::open(sealed).map_err(SealError::Vault)?;
    let mut out = File::create_new(target).map_err(SealError::Target)?;
    let opened = open_into(source, key, bytes, &mut out, stop);
    let opened = opened.and_then(|()| out.sync_all().map_err(SealError::Target));
    if opened.is_err() {
        // It was made here a moment ago.
        let _ = fs::remove_file(target);
    }
    opened
}

fn open_into(
    mut source: File,
    key: &StreamKey,
    bytes: u64,
    out: &mut impl Write,
    stop: &AtomicBool,
) -> Result<(), SealError> {
    let mut left = source.metadata().map_err(SealError::Vault)?.len();
    if left != file::sealed(bytes) {
        return Err(SealError::Damaged);
    }
    let (mut opener, mut wanted) = (Opener::new(key), bytes);
    loop {
        if stop.load(Ordering::Relaxed) {
            return Err(SealError::Stopped);
        }
        let length = usize::try_from(left).map_or(SEALED_BYTES, |left| left.min(SEALED_BYTES));
        let mut chunk = vec![0; length];
        source.read_exact(&mut chunk).map_err(SealError::Vault)?;
        left -= u64::try_from(length).unwrap_or(left);
        if left == 0 {
            opener.open_last(&mut chunk).map_err(|_| SealError::Damaged)?;
            return put(out, &chunk, &mut wanted);
        }
        opener.open(&mut chunk).map_err(|_| SealError::Damaged)?;
        put(out, &chunk, &mut wanted)?;
    }
}

/// Writes what belongs to the file; the rest must be zeros.
fn put(out: &mut impl Write, chunk: &[u8], wanted: &mut u64) -> Result<(), SealError> {
    let own = usize::try_from(*wanted).map_or(chunk.len(), |wanted| wanted.min(chunk.len()));
    let (own, zeros) = chunk.split_at_checked(own).unwrap_or((chunk, &[]));
    if zeros.iter().any(|byte| *byte != 0) {
        return Err(SealError::Damaged);
    }
    out.write_all(own).map_err(SealError::Target)?;
    *wanted -= u64::try_from(own.len()).unwrap_or(*wanted);
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use std::path::PathBuf;

    use tempfile::TempDir;

    use super::*;

    static ON: AtomicBool = AtomicBool::new(false);

    fn key() -> StreamKey {
        StreamKey::from_bytes([7; 32])
    }

    struct Stage {
        folder: TempDir,
    }

    impl Stage {
        fn new() -> Self {
            let folder = TempDir::new().unwrap();
            Self { folder }
        }

        fn path(&self, name: &str) -> PathBuf {
            self.folder.path().join(name)
        }

        /// A file of so many bytes, sealed.
        fn sealed(&self, bytes: usize) -> (Vec<u8>, Sealed) {
            let plain: Vec<u8> = (0..bytes).map(|at| u8::try_from(at % 251).unwrap()).collect();
            fs::write(self.path("plain"), &plain).unwrap();
            let sealed = seal(&self.path("plain"), &key(), &self.path("sealed"), &ON).unwrap();
            (plain, sealed)
        }

        fn open(&self, key: &StreamKey, bytes: u64) -> Result<(), SealError> {
            open(&self.path("sealed"), key, bytes, &self.path("out"), &ON)
        }
    }

    #[test]
    fn a_file_comes_back_whatever_its_length() {
        for bytes in [0, 1, 1_024, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 300_000] {
            let stage = Stage::new();
            let (plain, sealed) = stage.sealed(bytes);
            let length = u64::try_from(bytes).unwrap();
            assert_eq!(sealed.bytes, length);
            let on_disk = fs::read(stage.path("sealed")).unwrap();
            assert_eq!(u64::try_from(on_disk.len()).unwrap(), file::sealed(length));
            let mut digester = Digester::new();
            digester.update(&on_disk);
            assert_eq!(digester.finish(), sealed.digest);
            stage.open(&key(), length).unwrap();
            assert_eq!(fs::read(stage.path("out")).unwrap(), plain);
        }
    }

    #[test]
    fn bytes_that_are_not_what_was_sealed_leave_no_file() {
        let stage = Stage::new();
        stage.sealed(100_000);
        let good = fs::read(stage.path("sealed")).unwrap();
        let mut flipped = good.clone();
        flipped[90_000] ^= 1;
        let mut swapped = good.clone();
        swapped.swap(10, 70_000);
        for bad in [
            flipped,
            swapped,
            good[..good.len() - 1].to_vec(),
            [&good[..], b"x"].concat(),
            Vec::new(),
        ] {
            fs::write(stage.path("sealed"), bad).unwrap();
            assert!(matches!(stage.open(&key(), 100_000), Err(SealError::Damaged)));
            assert!(!stage.path("out").exists());
        }
        fs::write(stage.path("sealed"), &good).unwrap();
        for (key, bytes) in [(StreamKey::from_bytes([8; 32]), 100_000), (key(), 99_000)] {
            assert!(matches!(stage.open(&key, bytes), Err(SealError::Damaged)), "{bytes}");
        }
        assert!(!stage.path("out").exists());
        stage.open(&key(), 100_000).unwrap();
    }

    #[test]
    fn nothing_travels_behind_the_end() {
        let stage = Stage::new();
        stage.sealed(1_000);
        // As long as one of 900 bytes, which would hide a hundred.
        assert_eq!(file::sealed(900), file::sealed(1_000));
        assert!(matches!(stage.open(&key(), 900), Err(SealError::Damaged)));
    }

    #[test]
    fn nothing_is_written_over_and_what_is_no_file_is_not_sealed() {
        let stage = Stage::new();
        stage.sealed(10);
        fs::write(stage.path("out"), "mine").unwrap();
        assert!(matches!(stage.open(&key(), 10), Err(SealError::Target(_))));
        assert_eq!(fs::read(stage.path("out")).unwrap(), b"mine");
        for source in [stage.path("nothing"), stage.folder.path().to_owned()] {
            let sealed = seal(&source, &key(), &stage.path("other"), &ON);
            assert!(matches!(sealed, Err(SealError::Source(_))), "{source:?}");
        }
        let gone = open(&stage.path("nothing"), &key(), 10, &stage.path("third"), &ON);
        assert!(matches!(gone, Err(SealError::Vault(_))) && !stage.path("third").exists());
    }

    #[test]
    fn a_phone_that_stops_leaves_no_file() {
        let stage = Stage::new();
        stage.sealed(10);
        let stop = AtomicBool::new(true);
        let opened = open(&stage.path("sealed"), &key(), 10, &stage.path("out"), &stop);
        assert!(matches!(opened, Err(SealError::Stopped)) && !stage.path("out").exists());
    }
}
