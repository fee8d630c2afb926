//! The folder of the sealed bytes.
//!
//! | name | what it is |
//! |---|---|
//! | 64 hexadecimal digits | all sealed bytes of a file; the name is their digest |
//! | the same and `.part` | as much of them as has come from the relay |
//! | `seal-` and a number | a file that is being sealed; left over from a crash it is removed |
//!
//! Without the keys, which lie in the database, nobody can read them.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use pillion_protocol::crypto::digest::Digest;

/// The folder.
#[derive(Debug, Clone)]
pub struct Vault {
    folder: PathBuf,
}

impl Vault {
    /// The vault in a home, without what a crash has left in it.
    ///
    /// # Errors
    /// The system's.
    pub fn open(home: &Path) -> io::Result<Self> {
        let folder = home.join("files");
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            // It is made for the first file.
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self { folder }),
            Err(error) => return Err(error),
        };
        for entry in entries.flatten() {
            if entry.file_name().to_string_lossy().starts_with("seal-") {
                fs::remove_file(entry.path())?;
            }
        }
        Ok(Self { folder })
    }

    /// Makes the folder where it is missing.
    ///
    /// # Errors
    /// The system's.
    pub fn make(&self) -> io::Result<()> {
        crate::home::make_private(&self.folder)
    }

    /// The folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where all bytes of a file are.
    #[must_use]
    pub fn whole(&self, digest: Digest) -> PathBuf {
        self.folder.join(digest.to_hex())
    }

    /// Where what has come of it is.
    #[must_use]
    pub fn part(&self, digest: Digest) -> PathBuf {
        self.whole(digest).with_extension("part")
    }

    /// Where a file is sealed.
    #[must_use]
    pub fn draft(&self, job: u64) -> PathBuf {
        self.folder.join(format!("seal-{job}"))
    }

    /// Gives bytes that are on disk in full their name.
    ///
    /// # Errors
    /// The system's.
    pub fn keep(&self, from: &Path, digest: Digest) -> io::Result<()> {
        fs::rename(from, self.whole(digest))?;
        File::open(&self.folder)?.sync_all()
    }

    /// Removes all that is here of a file.
    ///
    /// # Errors
    /// The system's.
    pub fn remove(&self, digest: Digest) -> io::Result<()> {
        for path in [self.whole(digest), self.part(digest)] {
            match fs::remove_file(path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        Ok(())
    }
}
