//! Making the file: a backup of a phone, which may run meanwhile, or a move, for which it must be closed.

use std::{
    fs::{self, File, TryLockError},
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use pillion_protocol::crypto::{random, stretch::Cost};

use super::{
    error::BackupError,
    file::{FileError, NewFile},
    header::Head,
    progress::Progress,
    sealed::{self, About, Kind},
};
use crate::{
    clock::Clock,
    home::{self, Home, holds_account},
    passphrase::Passphrase,
    store::{
        copy::{Key, RawKey, Snapshot},
        database::{Database, Stretch},
        setting::{self, MOVED},
    },
    system::SystemRng,
};

/// What a file is made of and with.
#[derive(Debug, Clone, Copy)]
pub struct Order<'a> {
    /// The home of the phone.
    pub home: &'a Path,
    /// What opens the phone.
    pub passphrase: &'a Passphrase,
    /// Where the file is to be.
    pub file: &'a Path,
    /// What is to open the file.
    pub file_passphrase: &'a Passphrase,
    /// Whether another file may be replaced.
    pub replace: bool,
}

/// Backs a phone up, whether it runs or not. Returns the length of the file.
///
/// # Errors
/// [`BackupError`], a sentence; then there is no file.
pub fn backup(order: Order<'_>, told: &mut dyn FnMut(Progress)) -> Result<u64, BackupError> {
    check(order)?;
    write(order, Kind::Backup, told)
}

/// Closes a phone for good, and writes all of it to a file by which it goes on elsewhere. Returns the length of the file.
///
/// # Errors
/// [`BackupError`], a sentence; then there is no file, and the phone is as it was. It must not run, and must not have been moved:
/// two phones that go on as it was would seal with the same keys.
pub fn move_away(order: Order<'_>, told: &mut dyn FnMut(Progress)) -> Result<u64, BackupError> {
    check(order)?;
    let home = Home::take(order.home)?;
    let mut database = Database::open(&home.database(), order.passphrase, Stretch::Full)?;
    let before = setting::value(&database.read(), MOVED)?;
    if before == Some(setting::HAS_MOVED) {
        return Err(BackupError::Moved(order.home.to_owned()));
    }
    // Before there is a file, and on the disk: the phone must not go on beside it, whatever happens between here and there.
    database.write(|tx| setting::put(tx, MOVED, setting::IS_MOVING))?;
    let written = write(order, Kind::Move, told);
    database.write(|tx| match (&written, before) {
        (Ok(_), _) => setting::put(tx, MOVED, setting::HAS_MOVED),
        (Err(_), None) => setting::forget(tx, MOVED),
        (Err(_), Some(_)) => Ok(()),
    })?;
    database.close()?;
    written
}

fn check(order: Order<'_>) -> Result<(), BackupError> {
    if !holds_account(order.home) {
        return Err(BackupError::NoAccount(order.home.to_owned()));
    }
    if order.file_passphrase.is_empty() {
        return Err(BackupError::EmptyPassphrase);
    }
    Ok(())
}

fn write(order: Order<'_>, kind: Kind, told: &mut dyn FnMut(Progress)) -> Result<u64, BackupError> {
    let mut out = NewFile::begin(order.file, order.replace)?;
    let work = Work::begin(order.home)?;
    let mut rng = SystemRng;
    let key = RawKey::from_bytes(random::bytes(&mut rng));
    let database = home::database_of(order.home);
    let snapshot = Snapshot::open(&database, Key::Passphrase(order.passphrase, Stretch::Full))?;
    snapshot.copy_to(&work.copy, Key::Raw(&key), &mut |copied| {
        told(Progress::copying(copied));
    })?;
    drop(snapshot);
    let system = BackupError::System;
    let mut copy = File::open(&work.copy).map_err(system)?;
    let about = About {
        kind,
        made_at: Clock::start().now(),
        key,
        length: copy.metadata().map_err(system)?.len(),
    };
    let head = Head::new(Cost::RECOMMENDED, random::bytes(&mut rng));
    let (head, key) = head
        .seal(order.file_passphrase)
        .map_err(|error| system(io::Error::other(error)))?;
    let refused = |reason| FileError::Refused {
        path: order.file.to_owned(),
        reason,
    };
    out.write_all(&head).map_err(refused)?;
    sealed::seal(&about, &mut copy, &mut out, &key, &mut |done| {
        told(Progress::sealing(done, about.length));
    })
    .map_err(refused)?;
    out.finish()?;
    Ok(fs::metadata(order.file).map_err(refused)?.len())
}

/// The copy that a file is made of: in the home folder, one at a time, gone when dropped.
struct Work {
    copy: PathBuf,
    /// Held for as long as the copy is there.
    _lock: File,
}

impl Work {
    fn begin(home: &Path) -> Result<Self, BackupError> {
        let lock = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(home.join("backup"))
            .map_err(BackupError::System)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(BackupError::Busy(home.to_owned())),
            Err(TryLockError::Error(reason)) => return Err(BackupError::System(reason)),
        }
        let work = Self {
            copy: home.join("phone.db.copy"),
            _lock: lock,
        };
        // What a program that was killed has left.
        work.discard().map_err(BackupError::System)?;
        Ok(work)
    }

    fn discard(&self) -> io::Result<()> {
        match fs::remove_file(&self.copy) {
            Err(reason) if reason.kind() != io::ErrorKind::NotFound => Err(reason),
            _ => Ok(()),
        }
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        // What stays is without its key, and goes with the next backup.
        let _ = self.discard();
    }
}
