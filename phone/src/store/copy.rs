//! Copies of the whole database, as it is at one instant.
//!
//! A [`Snapshot`] reads a database that the phone may have open and write to: the write-ahead log keeps the pages of its instant
//! until it is dropped. Its copy is encrypted with another key; no page ever lies on the disk without encryption. SQLite copies
//! page by page, so the memory that it takes does not grow with the database.

use core::fmt;
use std::{fs::File, path::Path};

use rusqlite::{
    Connection, ErrorCode, OpenFlags,
    backup::{Backup, StepResult},
};
use zeroize::Zeroizing;

use super::{
    account,
    database::{Stretch, Tx},
    error::StoreError,
};
use crate::passphrase::Passphrase;

/// Pages that are copied between two reports: a mebibyte.
const PAGES: i32 = 256;

/// A key of 32 random bytes, which needs no stretching; wiped when dropped.
pub struct RawKey(Zeroizing<[u8; 32]>);

impl RawKey {
    /// A key that was made or kept.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// The secret itself.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// As SQLCipher takes it: `x'…'`.
    fn literal(&self) -> Zeroizing<String> {
        let mut literal = Zeroizing::new(String::with_capacity(67));
        literal.push_str("x'");
        for byte in self.0.iter() {
            for digit in [byte >> 4, byte & 15] {
                literal.extend(char::from_digit(u32::from(digit), 16));
            }
        }
        literal.push('\'');
        literal
    }
}

impl fmt::Debug for RawKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RawKey(secret)")
    }
}

/// What a database is encrypted with.
#[derive(Debug, Clone, Copy)]
pub enum Key<'a> {
    /// A passphrase, stretched.
    Passphrase(&'a Passphrase, Stretch),
    /// A key.
    Raw(&'a RawKey),
}

/// How far a copy is, in pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Copied {
    /// So many are done.
    pub done: u64,
    /// Of so many.
    pub of: u64,
}

/// A database as it is at one instant.
pub struct Snapshot {
    connection: Connection,
}

impl Snapshot {
    /// Opens a database that is there, and holds on to what it says now. Nothing in it is changed.
    ///
    /// # Errors
    /// [`StoreError`], a sentence; [`StoreError::Damaged`] if it holds no account.
    pub fn open(path: &Path, key: Key<'_>) -> Result<Self, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags)?;
        unlock(&connection, key)?;
        connection.pragma_update(None, "query_only", true)?;
        connection.execute_batch("BEGIN")?;
        let read = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0));
        match read {
            Ok(0) => return Err(StoreError::Damaged("it is empty".to_owned())),
            Ok(_) => {}
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::NotADatabase) => {
                return Err(StoreError::WrongPassphrase);
            }
            Err(other) => return Err(other.into()),
        }
        let snapshot = Self { connection };
        if account::find(&snapshot.read())?.is_none() {
            return Err(StoreError::Damaged("it holds no account".to_owned()));
        }
        Ok(snapshot)
    }

    /// What it says.
    #[must_use]
    pub fn read(&self) -> Tx<'_> {
        Tx::on(&self.connection)
    }

    /// Writes it to a new file at `path`, encrypted with `key`, and tells how far it is. When this returns `Ok`, it is on the
    /// disk; otherwise what lies there is worth nothing.
    ///
    /// # Errors
    /// [`StoreError`], a sentence.
    pub fn copy_to(&self, path: &Path, key: Key<'_>, told: &mut dyn FnMut(Copied)) -> Result<(), StoreError> {
        let mut copy = Connection::open(path)?;
        unlock(&copy, key)?;
        // A copy that is not finished is thrown away: nothing need be taken back.
        copy.pragma_update_and_check(None, "journal_mode", "OFF", |_| Ok(()))?;
        copy.pragma_update(None, "synchronous", "OFF")?;
        let backup = Backup::new(&self.connection, &mut copy)?;
        loop {
            let step = backup.step(PAGES)?;
            let progress = backup.progress();
            let of = u64::try_from(progress.pagecount).unwrap_or_default();
            let left = u64::try_from(progress.remaining).unwrap_or_default();
            told(Copied {
                done: of.saturating_sub(left),
                of,
            });
            match step {
                StepResult::Done => break,
                StepResult::More => {}
                _ => return Err(StoreError::Busy),
            }
        }
        drop(backup);
        copy.close().map_err(|(_, error)| StoreError::from(error))?;
        let synced = File::open(path).and_then(|file| file.sync_all());
        synced.map_err(|reason| StoreError::Disk(reason.to_string()))
    }
}

impl fmt::Debug for Snapshot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Snapshot")
    }
}

fn unlock(connection: &Connection, key: Key<'_>) -> Result<(), StoreError> {
    match key {
        Key::Passphrase(passphrase, _) if passphrase.is_empty() => return Err(StoreError::EmptyPassphrase),
        Key::Passphrase(passphrase, stretch) => {
            connection.pragma_update(None, "key", passphrase.reveal())?;
            if stretch == Stretch::Quick {
                connection.pragma_update(None, "kdf_iter", 4_000)?;
            }
        }
        Key::Raw(key) => connection.pragma_update(None, "key", key.literal().as_str())?,
    }
    // Behind the key, which sets the level anew.
    connection.pragma_update_and_check(None, "cipher_log_level", "NONE", |_| Ok(()))?;
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use std::fs;

    use pillion_wire::{handle::Handle, origin::Origin, time::Timestamp};

    use super::*;
    use crate::{
        app::{account::make, rng::SharedRng},
        store::{database::Database, setting},
        system::SystemRng,
    };

    fn horse() -> Passphrase {
        Passphrase::new("correct horse")
    }

    fn phone(path: &Path) -> Database {
        let mut database = Database::open(path, &horse(), Stretch::Quick).unwrap();
        let rng = SharedRng::new(Box::new(SystemRng));
        let relay = Origin::parse("http://localhost:8080").unwrap();
        make(
            &mut database,
            &rng,
            relay,
            Handle::parse("alice").unwrap(),
            "Alice",
            Timestamp(1),
        )
        .unwrap();
        database
    }

    /// Long enough that the rows fill more pages than one step copies.
    fn name(row: u32) -> String {
        format!("row {row:03000}")
    }

    fn set(database: &mut Database, value: u64) {
        database
            .write(|tx| (0..300).try_for_each(|row| setting::put(tx, &name(row), value)))
            .unwrap();
    }

    /// The one value of all rows.
    fn value(tx: &Tx<'_>) -> u64 {
        let values: Vec<_> = (0..300)
            .map(|row| setting::value(tx, &name(row)).unwrap().unwrap())
            .collect();
        assert!(
            values.iter().all(|value| *value == values[0]),
            "a torn snapshot: {values:?}"
        );
        values[0]
    }

    #[test]
    fn a_copy_is_of_one_instant_whatever_is_written_meanwhile() {
        let folder = tempfile::tempdir().unwrap();
        let (path, raw, back) = (
            folder.path().join("phone.db"),
            folder.path().join("raw"),
            folder.path().join("back"),
        );
        let mut database = phone(&path);
        set(&mut database, 1);
        let snapshot = Snapshot::open(&path, Key::Passphrase(&horse(), Stretch::Quick)).unwrap();
        let key = RawKey::from_bytes([7; 32]);
        let mut written = 1;
        let mut steps = Vec::new();
        snapshot
            .copy_to(&raw, Key::Raw(&key), &mut |copied| {
                written += 1;
                set(&mut database, written);
                steps.push(copied);
            })
            .unwrap();
        set(&mut database, 99);
        let last = steps.last().unwrap();
        assert!(steps.len() > 1 && last.done == last.of, "{steps:?}");
        assert_eq!(value(&snapshot.read()), 1);
        drop(snapshot);
        assert_eq!(value(&database.read()), 99);
        let again = Snapshot::open(&raw, Key::Raw(&key)).unwrap();
        assert_eq!(value(&again.read()), 1);
        let other = Passphrase::new("battery");
        again
            .copy_to(&back, Key::Passphrase(&other, Stretch::Quick), &mut |_| {})
            .unwrap();
        let back = Database::open(&back, &other, Stretch::Quick).unwrap();
        assert_eq!(value(&back.read()), 1);
    }

    #[test]
    fn nothing_legible_lies_in_a_copy() {
        let folder = tempfile::tempdir().unwrap();
        let (path, raw) = (folder.path().join("phone.db"), folder.path().join("raw"));
        let _database = phone(&path);
        let snapshot = Snapshot::open(&path, Key::Passphrase(&horse(), Stretch::Quick)).unwrap();
        let key = RawKey::from_bytes([7; 32]);
        snapshot.copy_to(&raw, Key::Raw(&key), &mut |_| {}).unwrap();
        let bytes = fs::read(&raw).unwrap();
        for word in [b"SQLite".as_slice(), b"alice", b"Alice", &[7; 32]] {
            assert!(!bytes.windows(word.len()).any(|window| window == word), "{word:?}");
        }
    }

    #[test]
    fn what_is_no_phone_is_refused_by_name() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("phone.db");
        let quick = |words: &str| Snapshot::open(&path, Key::Passphrase(&Passphrase::new(words), Stretch::Quick));
        assert!(matches!(quick("x"), Err(StoreError::NotWritable(_))), "nothing there");
        fs::write(&path, "").unwrap();
        assert!(matches!(quick("x"), Err(StoreError::Damaged(_))), "an empty file");
        drop(Database::open(&path, &horse(), Stretch::Quick).unwrap());
        assert!(
            matches!(quick("correct horse"), Err(StoreError::Damaged(_))),
            "no account"
        );
        drop(phone(&path));
        assert!(matches!(quick("battery"), Err(StoreError::WrongPassphrase)));
        assert!(matches!(quick(""), Err(StoreError::EmptyPassphrase)));
        let wrong = RawKey::from_bytes([0; 32]);
        assert!(matches!(
            Snapshot::open(&path, Key::Raw(&wrong)),
            Err(StoreError::WrongPassphrase)
        ));
        assert!(quick("correct horse").is_ok());
    }

    #[test]
    fn debug_shows_no_key() {
        assert_eq!(format!("{:?}", RawKey::from_bytes([7; 32])), "RawKey(secret)");
    }
}
