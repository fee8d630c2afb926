//! The folder in which one phone lives.
//!
//! | name | what it is |
//! |---|---|
//! | `phone.db` | the encrypted database |
//! | `phone.db.new` | the database of an account whose handle the relay has not given yet |
//! | `phone.db.copy` | a copy of a database, on its way into a backup or out of one |
//! | `files` | the sealed bytes of files ([`crate::files::vault`]) |
//! | `backup` | held by the one program that makes a backup |
//! | `lock` | held by the one program that has the database open |
//! | `socket` | where the other command lines find that program |
//!
//! The folder belongs to its owner alone (mode 0700).

use std::{
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
};

/// Why a home cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum HomeError {
    /// Another program has it.
    #[error("Another program has the phone in {} open. Close it first.", .0.display())]
    InUse(PathBuf),
    /// The folder cannot be made, read or written.
    #[error("The folder {} cannot be used: {reason}. Choose another with --home, or make this one writable.", path.display())]
    Folder {
        /// Which folder.
        path: PathBuf,
        /// What the system says.
        reason: io::Error,
    },
}

/// A home that this program alone has open; let go when dropped.
#[derive(Debug)]
pub struct Home {
    path: PathBuf,
    /// The lock lasts as long as the file is open, so it ends with the program, however that ends.
    _lock: File,
}

impl Home {
    /// Takes a home, making the folder where it is missing.
    ///
    /// # Errors
    /// [`HomeError`], a sentence.
    pub fn take(path: &Path) -> Result<Self, HomeError> {
        let folder = |reason| HomeError::Folder {
            path: path.to_owned(),
            reason,
        };
        make_private(path).map_err(folder)?;
        let lock = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(path.join("lock"))
            .map_err(folder)?;
        match lock.try_lock() {
            Ok(()) => Ok(Self {
                path: path.to_owned(),
                _lock: lock,
            }),
            Err(TryLockError::WouldBlock) => Err(HomeError::InUse(path.to_owned())),
            Err(TryLockError::Error(reason)) => Err(folder(reason)),
        }
    }

    /// The folder.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Where the database is.
    #[must_use]
    pub fn database(&self) -> PathBuf {
        database_of(&self.path)
    }

    /// Where the database of an account that is being made is.
    #[must_use]
    pub fn begun(&self) -> PathBuf {
        self.path.join("phone.db.new")
    }

    /// Where a copy of a database is, on its way out of a backup.
    #[must_use]
    pub fn copy(&self) -> PathBuf {
        self.path.join("phone.db.copy")
    }

    /// Deletes what was left of an account that was never made.
    pub fn discard_begun(&self) {
        for name in [
            "phone.db.new",
            "phone.db.new-wal",
            "phone.db.new-shm",
            "phone.db.copy",
            "phone.db.copy-wal",
            "phone.db.copy-shm",
        ] {
            // What is not there need not go.
            let _ = fs::remove_file(self.path.join(name));
        }
    }
}

impl Home {
    /// Takes the folder away again, if it holds nothing else.
    pub fn leave(self) {
        // Whatever refuses to go stays, and harms nobody.
        let _ = fs::remove_file(self.path.join("lock"));
        let _ = fs::remove_dir(&self.path);
    }
}

/// Whether an account was made in this folder.
#[must_use]
pub fn holds_account(path: &Path) -> bool {
    database_of(path).exists()
}

/// Where the database of the phone in this folder is.
#[must_use]
pub fn database_of(path: &Path) -> PathBuf {
    path.join("phone.db")
}

#[cfg(unix)]
pub(crate) fn make_private(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
    fs::DirBuilder::new().recursive(true).mode(0o700).create(path)?;
    let mode = fs::metadata(path)?.permissions().mode();
    if mode & 0o077 != 0 {
        fs::set_permissions(path, fs::Permissions::from_mode(0o700))?;
    }
    Ok(())
}

#[cfg(not(unix))]
pub(crate) fn make_private(path: &Path) -> io::Result<()> {
    fs::create_dir_all(path)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn a_second_program_is_told_and_may_come_in_when_the_first_is_gone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a/b");
        let first = Home::take(&path).unwrap();
        let refused = Home::take(&path).unwrap_err();
        assert!(matches!(refused, HomeError::InUse(_)), "{refused}");
        drop(first);
        Home::take(&path).unwrap();
    }

    #[test]
    fn a_file_in_the_place_of_the_folder_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        fs::write(&path, "x").unwrap();
        let refused = Home::take(&path).unwrap_err();
        assert!(matches!(refused, HomeError::Folder { .. }), "{refused}");
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_may_look_into_a_home() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("home");
        fs::create_dir(&path).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        let _home = Home::take(&path).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o700);
    }
}
