//! Making a phone of a file.
//!
//! 1. The passphrase is tried before anything is written.
//! 2. The file is opened to the end into the home folder, where nothing of it is a phone yet.
//! 3. The database is copied under the passphrase of the file, which is that of the phone from now on, and made ready to go on or to
//!    begin anew ([`restored`]).
//! 4. Only then it gets its name: there is a whole phone or there is none.

use std::{
    fs::{self, File},
    io::BufReader,
    path::Path,
};

use pillion_wire::time::Timestamp;

use super::{
    error::BackupError,
    file::sync_folder_of,
    header::Head,
    progress::Progress,
    sealed::{self, Kind, OpenError},
};
use crate::{
    home::{Home, holds_account},
    passphrase::Passphrase,
    store::{
        account,
        copy::{Key, Snapshot},
        database::{Database, Stretch},
        error::StoreError,
        restored,
    },
};

/// What was restored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// The handle of the account.
    pub handle: String,
    /// Its relay.
    pub relay: String,
    /// When the file was made.
    pub made_at: Timestamp,
    /// Whether the phone goes on as it was; else it begins anew.
    pub goes_on: bool,
}

/// What is wanted.
#[derive(Debug, Clone, Copy)]
pub struct Order<'a> {
    /// The home of the new phone.
    pub home: &'a Path,
    /// The file.
    pub file: &'a Path,
    /// What opens the file, and the phone from now on.
    pub passphrase: &'a Passphrase,
    /// Takes a move for a backup: it was restored once before.
    pub again: bool,
}

/// Makes a phone of a backup or a move.
///
/// # Errors
/// [`BackupError`], a sentence; then there is no phone in the home.
pub fn restore(order: Order<'_>, told: &mut dyn FnMut(Progress)) -> Result<Restored, BackupError> {
    if holds_account(order.home) {
        return Err(BackupError::HasAccount(order.home.to_owned()));
    }
    let path = || order.file.to_owned();
    let unreadable = |reason| BackupError::Unreadable { path: path(), reason };
    let mut file = File::open(order.file).map_err(unreadable)?;
    let key = Head::open(&mut file, order.passphrase).map_err(|error| BackupError::of_head(error, path()))?;
    let was_there = order.home.exists();
    let home = Home::take(order.home)?;
    // Somebody may have been faster.
    if holds_account(order.home) {
        return Err(BackupError::HasAccount(order.home.to_owned()));
    }
    home.discard_begun();
    let mut opened = || {
        let mut out = File::create(home.copy()).map_err(BackupError::System)?;
        let about = sealed::open(&mut BufReader::new(&file), &mut out, &key, &mut |done, of| {
            told(Progress::opening(done, of));
        })
        .map_err(|error| match error {
            OpenError::Damaged => BackupError::Damaged(path()),
            OpenError::Read(reason) => unreadable(reason),
            OpenError::Write(reason) => BackupError::System(reason),
        })?;
        drop(out);
        let goes_on = about.kind == Kind::Move && !order.again;
        let snapshot = Snapshot::open(&home.copy(), Key::Raw(&about.key)).map_err(|error| named(error, order.file))?;
        let target = Key::Passphrase(order.passphrase, Stretch::Full);
        snapshot
            .copy_to(&home.begun(), target, &mut |copied| told(Progress::copying(copied)))
            .map_err(|error| named(error, order.file))?;
        drop(snapshot);
        let (handle, relay) = make_ready(&home, order, goes_on)?;
        Ok(Restored {
            handle,
            relay,
            made_at: about.made_at,
            goes_on,
        })
    };
    let restored = opened().and_then(|restored| {
        fs::rename(home.begun(), home.database()).map_err(BackupError::System)?;
        sync_folder_of(&home.database()).map_err(BackupError::System)?;
        Ok(restored)
    });
    // The copy is of no use any more; after a failure, neither is the rest.
    home.discard_begun();
    if restored.is_err() && !was_there {
        home.leave();
    }
    restored
}

/// Brings the new database up to date and decides how it goes on.
fn make_ready(home: &Home, order: Order<'_>, goes_on: bool) -> Result<(String, String), BackupError> {
    let mut database =
        Database::open(&home.begun(), order.passphrase, Stretch::Full).map_err(|error| named(error, order.file))?;
    let account = database.write(|tx| {
        if goes_on {
            restored::go_on(tx)?;
        } else {
            restored::begin_anew(tx)?;
        }
        account::find(tx)
    })?;
    database.close()?;
    let account = account.ok_or_else(|| BackupError::Damaged(order.file.to_owned()))?;
    Ok((account.handle.to_string(), account.relay.to_string()))
}

/// What is wrong with a database is wrong with the file that it came from.
fn named(error: StoreError, file: &Path) -> BackupError {
    match error {
        StoreError::Newer { .. } => BackupError::Newer(file.to_owned()),
        StoreError::Damaged(_) | StoreError::WrongPassphrase => BackupError::Damaged(file.to_owned()),
        other => BackupError::Store(other),
    }
}
