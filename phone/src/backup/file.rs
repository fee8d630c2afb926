//! A file that is there whole or not at all.
//!
//! It is written as `NAME.part` beside its place, for its owner alone (mode 0600), and takes its name when all of it is on the
//! disk. Dropped before that, it leaves nothing behind.

use std::{
    ffi::OsString,
    fs::{self, File, TryLockError},
    io::{self, Write},
    path::{Path, PathBuf},
};

/// Why a file was not written.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// There is one of that name.
    #[error("There is already a file {}. Choose another name, or use --force to replace it.", .0.display())]
    Exists(PathBuf),
    /// Another program is at it.
    #[error("Another program is writing {}. Wait until it has finished.", .0.display())]
    Busy(PathBuf),
    /// The path names no file.
    #[error("{} is no name for a file. Give one, such as phone.backup.", .0.display())]
    NoName(PathBuf),
    /// The system refused.
    #[error("The file {} cannot be written: {reason}. Free some space there, or choose another place.", path.display())]
    Refused {
        /// Which file.
        path: PathBuf,
        /// What the system says.
        reason: io::Error,
    },
}

/// A file that is being written.
#[derive(Debug)]
pub struct NewFile {
    path: PathBuf,
    part: PathBuf,
    file: File,
    replace: bool,
    finished: bool,
}

impl NewFile {
    /// Begins a file; with `replace` it may take the place of another one.
    ///
    /// # Errors
    /// [`FileError`], a sentence.
    pub fn begin(path: &Path, replace: bool) -> Result<Self, FileError> {
        if path.file_name().is_none() || path.is_dir() {
            return Err(FileError::NoName(path.to_owned()));
        }
        if !replace && path.exists() {
            return Err(FileError::Exists(path.to_owned()));
        }
        let mut part = OsString::from(path);
        part.push(".part");
        let part = PathBuf::from(part);
        let refused = |reason| FileError::Refused {
            path: path.to_owned(),
            reason,
        };
        let file = private(&part).map_err(refused)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(FileError::Busy(path.to_owned())),
            Err(TryLockError::Error(reason)) => return Err(refused(reason)),
        }
        // What a program that was killed has left.
        file.set_len(0).map_err(refused)?;
        Ok(Self {
            path: path.to_owned(),
            part,
            file,
            replace,
            finished: false,
        })
    }

    /// The same error, with the name of this file.
    #[must_use]
    pub fn refused(&self, reason: io::Error) -> FileError {
        FileError::Refused {
            path: self.path.clone(),
            reason,
        }
    }

    /// Gives the file its name, once all of it is on the disk.
    ///
    /// # Errors
    /// [`FileError`]; then there is no such file.
    pub fn finish(mut self) -> Result<(), FileError> {
        self.file.sync_all().map_err(|reason| self.refused(reason))?;
        if !self.replace && self.path.exists() {
            return Err(FileError::Exists(self.path.clone()));
        }
        fs::rename(&self.part, &self.path).map_err(|reason| self.refused(reason))?;
        self.finished = true;
        // Some file systems cannot; the file itself is on the disk.
        let _ = sync_folder_of(&self.path);
        Ok(())
    }
}

impl Write for NewFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Drop for NewFile {
    fn drop(&mut self) {
        if !self.finished {
            // What stays is replaced by the next try.
            let _ = fs::remove_file(&self.part);
        }
    }
}

/// Has the names in the folder of a file on the disk, too.
///
/// # Errors
/// What the system says.
pub fn sync_folder_of(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or_else(|| Path::new(".")))?.sync_all()
}

#[cfg(unix)]
fn private(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .mode(0o600)
        .open(path)
}

#[cfg(not(unix))]
fn private(path: &Path) -> io::Result<File> {
    File::options().create(true).truncate(false).write(true).open(path)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn it_has_its_name_when_it_is_whole_and_is_the_owners_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        let mut file = NewFile::begin(&path, false).unwrap();
        file.write_all(b"hello").unwrap();
        assert_eq!(names(folder.path()), ["a.part"]);
        file.finish().unwrap();
        assert_eq!(names(folder.path()), ["a"]);
        assert_eq!(fs::read(&path).unwrap(), b"hello");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }

    #[test]
    fn one_that_is_given_up_leaves_nothing_and_one_that_was_killed_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        fs::write(folder.path().join("a.part"), "much longer than what comes").unwrap();
        drop(NewFile::begin(&path, false).unwrap());
        assert_eq!(names(folder.path()), Vec::<String>::new());
        fs::write(folder.path().join("a.part"), "much longer than what comes").unwrap();
        NewFile::begin(&path, false).unwrap().finish().unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"");
    }

    #[test]
    fn another_file_is_replaced_only_on_demand() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        let late = NewFile::begin(&path, false).unwrap();
        let refused = NewFile::begin(&path, true).unwrap_err();
        assert!(matches!(refused, FileError::Busy(_)), "{refused}");
        fs::write(&path, "kept").unwrap();
        let refused = late.finish().unwrap_err();
        assert!(matches!(refused, FileError::Exists(_)), "{refused}");
        let refused = NewFile::begin(&path, false).unwrap_err();
        assert!(matches!(refused, FileError::Exists(_)), "{refused}");
        assert_eq!(fs::read(&path).unwrap(), b"kept");
        NewFile::begin(&path, true).unwrap().finish().unwrap();
        assert_eq!(names(folder.path()), ["a"]);
        assert_eq!(fs::read(&path).unwrap(), b"");
    }

    #[test]
    fn a_place_where_no_file_can_be_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let refused = NewFile::begin(folder.path(), true).unwrap_err();
        assert!(matches!(refused, FileError::NoName(_)), "{refused}");
        let refused = NewFile::begin(&folder.path().join("no/where"), false).unwrap_err();
        assert!(matches!(refused, FileError::Refused { .. }), "{refused}");
    }
}
