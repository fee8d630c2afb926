//! One store as simple as can be: a file at whose end 4 KiB are written and synced.

use std::{
    fs::{File, OpenOptions},
    io::{self, Write},
    path::Path,
};

/// What a small transaction writes at least, in bytes: one page of SQLite or redb.
const PAGE_BYTES: usize = 4_096;

/// A file that only grows.
#[derive(Debug)]
pub struct Journal(File);

impl Journal {
    /// A new one in `folder`.
    ///
    /// # Errors
    /// What the system says.
    pub fn open(folder: &Path, name: &str) -> io::Result<Self> {
        let path = folder.join(format!("{name}.journal"));
        OpenOptions::new().create(true).append(true).open(path).map(Self)
    }

    /// Writes a page and returns when it is on the disk.
    ///
    /// # Errors
    /// What the system says.
    pub fn commit(&mut self) -> io::Result<()> {
        self.0.write_all(&[0x5a; PAGE_BYTES])?;
        self.0.sync_all()
    }
}
