//! From a file on this disk to sealed bytes on this disk, and back.

use std::{
    fs::{self, File},
    io::{self, Read, Write},
    path::Path,
    sync::atomic::{AtomicBool, Ordering},
};

use pillion_protocol::{
    crypto::{key::StreamKey, stream::SEALED_BYTES},
    file::{
        length::{self, LARGEST},
        opening::Opening,
        sealing::Sealing,
    },
};

use super::meter::Meter;
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
pub fn seal(
    source: &Path,
    key: &StreamKey,
    target: &Path,
    stop: &AtomicBool,
    meter: &Meter,
) -> Result<Sealed, SealError> {
    let mut file = File::open(source).map_err(SealError::Source)?;
    let facts = file.metadata().map_err(SealError::Source)?;
    if !facts.is_file() || facts.len() > LARGEST {
        return Err(SealError::Source(io::ErrorKind::InvalidInput.into()));
    }
    // A file that grows meanwhile is taken as it was; one that shrinks is refused.
    let bytes = facts.len();
    let mut out = private(target).map_err(SealError::Vault)?;
    let mut sealing = Sealing::new(key, bytes);
    meter.begin(length::sealed(bytes));
    while let Some(wanted) = sealing.wants() {
        going(stop)?;
        let mut chunk = Vec::with_capacity(SEALED_BYTES);
        chunk.resize(wanted, 0);
        file.read_exact(&mut chunk).map_err(SealError::Source)?;
        sealing.seal(&mut chunk).map_err(|_| SealError::Damaged)?;
        out.write_all(&chunk).map_err(SealError::Vault)?;
        meter.add(u64::try_from(chunk.len()).unwrap_or_default());
    }
    out.sync_all().map_err(SealError::Vault)?;
    let digest = sealing.finish().ok_or(SealError::Damaged)?;
    Ok(Sealed {
        bytes,
        digest,
        seen: None,
    })
}

fn going(stop: &AtomicBool) -> Result<(), SealError> {
    if stop.load(Ordering::Relaxed) {
        return Err(SealError::Stopped);
    }
    Ok(())
}

/// A new file that its owner alone may read.
fn private(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Opens sealed bytes into a file of `bytes`, where there must be none. If that fails, none is left.
///
/// # Errors
/// [`SealError`].
pub fn open(
    sealed: &Path,
    mut opening: Opening,
    target: &Path,
    stop: &AtomicBool,
    meter: &Meter,
) -> Result<(), SealError> {
    let source = File::open(sealed).map_err(SealError::Vault)?;
    meter.begin(source.metadata().map_err(SealError::Vault)?.len());
    let mut out = File::create_new(target).map_err(SealError::Target)?;
    let opened = open_into(source, &mut opening, &mut out, stop, meter);
    let opened = opened.and_then(|()| out.sync_all().map_err(SealError::Target));
    if opened.is_err() {
        // It was made here a moment ago.
        let _ = fs::remove_file(target);
    }
    opened
}

fn open_into(
    mut source: File,
    opening: &mut Opening,
    out: &mut impl Write,
    stop: &AtomicBool,
    meter: &Meter,
) -> Result<(), SealError> {
    while let Some(wanted) = opening.wants() {
        going(stop)?;
        let mut chunk = vec![0; wanted];
        source.read_exact(&mut chunk).map_err(|error| match error.kind() {
            io::ErrorKind::UnexpectedEof => SealError::Damaged,
            _ => SealError::Vault(error),
        })?;
        opening.open(&mut chunk).map_err(|_| SealError::Damaged)?;
        out.write_all(&chunk).map_err(SealError::Target)?;
        meter.add(u64::try_from(wanted).unwrap_or_default());
    }
    match source.read(&mut [0]).map_err(SealError::Vault)? {
        0 => Ok(()),
        _ => Err(SealError::Damaged),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use std::path::PathBuf;

    use pillion_protocol::crypto::{digest::Digest, digest::Digester, stream::CHUNK_BYTES};
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
            let sealed = seal(
                &self.path("plain"),
                &key(),
                &self.path("sealed"),
                &ON,
                &Meter::default(),
            )
            .unwrap();
            (plain, sealed)
        }

        fn open(&self, key: &StreamKey, bytes: u64, digest: Digest) -> Result<(), SealError> {
            let opening = Opening::new(key, bytes, digest);
            open(&self.path("sealed"), opening, &self.path("out"), &ON, &Meter::default())
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
            assert_eq!(u64::try_from(on_disk.len()).unwrap(), length::sealed(length));
            let mut digester = Digester::new();
            digester.update(&on_disk);
            assert_eq!(digester.finish(), sealed.digest);
            stage.open(&key(), length, sealed.digest).unwrap();
            assert_eq!(fs::read(stage.path("out")).unwrap(), plain);
        }
    }

    #[test]
    fn bytes_that_are_not_what_was_sealed_leave_no_file() {
        let stage = Stage::new();
        let digest = stage.sealed(100_000).1.digest;
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
            assert!(matches!(stage.open(&key(), 100_000, digest), Err(SealError::Damaged)));
            assert!(!stage.path("out").exists());
        }
        fs::write(stage.path("sealed"), &good).unwrap();
        for (key, bytes) in [(StreamKey::from_bytes([8; 32]), 100_000), (key(), 99_000)] {
            assert!(
                matches!(stage.open(&key, bytes, digest), Err(SealError::Damaged)),
                "{bytes}"
            );
        }
        assert!(!stage.path("out").exists());
        stage.open(&key(), 100_000, digest).unwrap();
    }

    #[test]
    fn nothing_is_written_over_and_what_is_no_file_is_not_sealed() {
        let stage = Stage::new();
        let digest = stage.sealed(10).1.digest;
        fs::write(stage.path("out"), "mine").unwrap();
        assert!(matches!(stage.open(&key(), 10, digest), Err(SealError::Target(_))));
        assert_eq!(fs::read(stage.path("out")).unwrap(), b"mine");
        for source in [stage.path("nothing"), stage.folder.path().to_owned()] {
            let sealed = seal(&source, &key(), &stage.path("other"), &ON, &Meter::default());
            assert!(matches!(sealed, Err(SealError::Source(_))), "{source:?}");
        }
        let opening = Opening::new(&key(), 10, digest);
        let gone = open(
            &stage.path("nothing"),
            opening,
            &stage.path("third"),
            &ON,
            &Meter::default(),
        );
        assert!(matches!(gone, Err(SealError::Vault(_))) && !stage.path("third").exists());
    }

    #[test]
    fn a_phone_that_stops_leaves_no_file() {
        let stage = Stage::new();
        let opening = Opening::new(&key(), 10, stage.sealed(10).1.digest);
        let stop = AtomicBool::new(true);
        let opened = open(
            &stage.path("sealed"),
            opening,
            &stage.path("out"),
            &stop,
            &Meter::default(),
        );
        assert!(matches!(opened, Err(SealError::Stopped)) && !stage.path("out").exists());
    }
}
