//! Opening the database, and its transactions.
//!
//! SQLCipher encrypts every page with a key that it stretches from the passphrase (PBKDF2-HMAC-SHA512). The journal is a
//! write-ahead log with `synchronous = FULL`: a committed transaction survives a power cut, so the phone may acknowledge
//! what it has committed.

use core::{fmt, ops::Deref};
use std::{fs, path::Path};

use rusqlite::{Connection, ErrorCode, TransactionBehavior};

use super::{error::StoreError, migration};
use crate::passphrase::Passphrase;

/// Bytes of one page, as SQLCipher makes them.
const PAGE_BYTES: u64 = 4_096;

/// Pages kept in memory, deciphered and checked, which takes longer than reading them: in KiB, as the pragma wants it. The last
/// messages of two thousand chats alone lie on up to as many pages of 4 KiB, four times SQLite's own two megabytes.
const CACHE_KIB: i64 = 24 * 1_024;

/// How much work one guess of the passphrase costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stretch {
    /// SQLCipher's own count, 256,000 rounds: a tenth of a second or so for the owner, at each start.
    Full,
    /// Few rounds, for tests that open many databases.
    Quick,
}

/// The open database of one phone.
pub struct Database {
    connection: Connection,
}

/// A transaction, or the database between two of them; what the tables' functions work on.
///
/// It lends its connection to MLS, so that a ratchet moves in the same transaction as the message.
pub struct Tx<'a>(&'a Connection);

impl Database {
    /// Opens the database at `path`, or makes it.
    ///
    /// # Errors
    /// [`StoreError`], a sentence. A database that cannot be opened is left as it is.
    pub fn open(path: &Path, passphrase: &Passphrase, stretch: Stretch) -> Result<Self, StoreError> {
        if passphrase.is_empty() {
            return Err(StoreError::EmptyPassphrase);
        }
        let length = fs::metadata(path).map(|file| file.len()).unwrap_or_default();
        if !length.is_multiple_of(PAGE_BYTES) {
            return Err(StoreError::Damaged("its end is missing".to_owned()));
        }
        let connection = Connection::open(path)?;
        connection.pragma_update(None, "key", passphrase.reveal())?;
        // What it would write to standard error names pages and helps nobody; the error says what to do. The first key of a
        // program sets the level anew, so it is said behind it.
        connection.pragma_update_and_check(None, "cipher_log_level", "NONE", |_| Ok(()))?;
        if stretch == Stretch::Quick {
            connection.pragma_update(None, "kdf_iter", 4_000)?;
        }
        // The first read is where a wrong key shows.
        match connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0)) {
            Ok(_) => {
                if length > 0 {
                    check_pages(&connection)?;
                }
                Self::prepare(connection)
            }
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::NotADatabase) => {
                Err(StoreError::WrongPassphrase)
            }
            Err(other) => Err(other.into()),
        }
    }

    /// A database in memory: gone when it is dropped.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn in_memory() -> Result<Self, StoreError> {
        Self::prepare(Connection::open_in_memory()?)
    }

    fn prepare(mut connection: Connection) -> Result<Self, StoreError> {
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "foreign_keys", true)?;
        // A key that was deleted must not lie in a free page for whoever learns the passphrase later.
        connection.pragma_update_and_check(None, "secure_delete", true, |_| Ok(()))?;
        connection.pragma_update(None, "cache_size", -CACHE_KIB)?;
        connection.set_prepared_statement_cache_capacity(128);
        migration::run(&mut connection)?;
        let database = Self { connection };
        // A disk that cannot be written shows now, not at the first message.
        database.connection.execute_batch("BEGIN IMMEDIATE; ROLLBACK")?;
        Ok(database)
    }

    /// Runs `work` in one transaction: all of it is on disk when this returns `Ok`, and none of it otherwise.
    ///
    /// # Errors
    /// What `work` says, or [`StoreError`] when the commit fails.
    pub fn write<T, E: From<StoreError>>(&mut self, work: impl FnOnce(&Tx<'_>) -> Result<T, E>) -> Result<T, E> {
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(StoreError::from)?;
        let outcome = work(&Tx(&transaction))?;
        transaction.commit().map_err(StoreError::from)?;
        Ok(outcome)
    }

    /// Reads what is committed.
    #[must_use]
    pub fn read(&self) -> Tx<'_> {
        Tx(&self.connection)
    }

    /// Lets the database grow no further than this: a full disk, for tests.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn limit_pages(&self, pages: u32) -> Result<(), StoreError> {
        // The pragma answers with the limit that now holds.
        self.connection
            .pragma_update_and_check(None, "max_page_count", pages, |_| Ok(()))?;
        Ok(())
    }

    /// Closes it, with everything moved from the log into the file.
    ///
    /// # Errors
    /// [`StoreError`]; what was committed is safe all the same.
    pub fn close(self) -> Result<(), StoreError> {
        self.connection.close().map_err(|(_, error)| error.into())
    }
}

/// Checks the seal of every page, so that damage shows now and not when somebody opens an old chat. A hundred megabytes take
/// about as long as the passphrase.
fn check_pages(connection: &Connection) -> Result<(), StoreError> {
    let mut statement = connection.prepare("PRAGMA cipher_integrity_check")?;
    let mut faults = statement.query([])?;
    match faults.next()? {
        None => Ok(()),
        Some(fault) => Err(StoreError::Damaged(fault.get(0)?)),
    }
}

impl<'a> Tx<'a> {
    /// What a connection reads.
    pub(super) const fn on(connection: &'a Connection) -> Self {
        Self(connection)
    }
}

impl fmt::Debug for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Database")
    }
}

impl Deref for Tx<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        self.0
    }
}

impl fmt::Debug for Tx<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tx")
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use super::*;
    use crate::store::setting;

    const QUICK: Stretch = Stretch::Quick;

    fn horse() -> Passphrase {
        Passphrase::new("correct horse")
    }

    fn set(database: &mut Database, value: u64) -> Result<(), StoreError> {
        database.write(|tx| setting::put(tx, "test", value))
    }

    #[test]
    fn what_was_committed_is_there_after_reopening() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("phone.db");
        let mut database = Database::open(&path, &horse(), QUICK).unwrap();
        set(&mut database, 7).unwrap();
        // As after `kill -9`: nothing is closed properly.
        std::mem::drop(fs::read(&path).unwrap());
        drop(database);
        let database = Database::open(&path, &horse(), QUICK).unwrap();
        assert_eq!(setting::value(&database.read(), "test").unwrap(), Some(7));
    }

    #[test]
    fn a_wrong_passphrase_is_named_and_harms_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("phone.db");
        Database::open(&path, &horse(), QUICK).unwrap().close().unwrap();
        let before = fs::read(&path).unwrap();
        let refused = Database::open(&path, &Passphrase::new("battery"), QUICK).unwrap_err();
        assert!(matches!(refused, StoreError::WrongPassphrase), "{refused}");
        assert_eq!(fs::read(&path).unwrap(), before);
        let refused = Database::open(&path, &Passphrase::new(""), QUICK).unwrap_err();
        assert!(matches!(refused, StoreError::EmptyPassphrase), "{refused}");
    }

    #[test]
    fn a_cut_or_altered_database_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("phone.db");
        Database::open(&path, &horse(), QUICK).unwrap().close().unwrap();
        let whole = fs::read(&path).unwrap();
        fs::write(&path, &whole[..whole.len() - 1]).unwrap();
        let refused = Database::open(&path, &horse(), QUICK).unwrap_err();
        assert!(matches!(refused, StoreError::Damaged(_)), "{refused}");
        let mut flipped = whole;
        for page in 1..flipped.len() / 4_096 {
            flipped[page * 4_096 + 100] ^= 1;
        }
        fs::write(&path, flipped).unwrap();
        let refused = Database::open(&path, &horse(), QUICK)
            .and_then(|mut database| set(&mut database, 1))
            .unwrap_err();
        assert!(matches!(refused, StoreError::Damaged(_)), "{refused}");
    }

    #[test]
    fn nothing_of_a_failed_transaction_stays() {
        let mut database = Database::in_memory().unwrap();
        let failed: Result<(), StoreError> = database.write(|tx| {
            setting::put(tx, "test", 1)?;
            Err(StoreError::Full)
        });
        assert!(failed.is_err());
        assert_eq!(setting::value(&database.read(), "test").unwrap(), None);
    }

    #[test]
    fn a_full_disk_is_named_and_the_database_stays_usable() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("phone.db");
        let mut database = Database::open(&path, &horse(), QUICK).unwrap();
        database.limit_pages(1).unwrap();
        let refused = (0..10_000_u64)
            .find_map(|number| {
                database
                    .write(|tx| setting::put(tx, &format!("{number:0200}"), number))
                    .err()
            })
            .unwrap();
        assert!(matches!(refused, StoreError::Full), "{refused}");
        database.limit_pages(100_000).unwrap();
        set(&mut database, 2).unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_in_the_place_of_the_file_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let refused = Database::open(folder.path(), &horse(), QUICK).unwrap_err();
        assert!(
            matches!(refused, StoreError::NotWritable(_) | StoreError::Damaged(_)),
            "{refused}"
        );
    }

    #[test]
    fn nothing_legible_lies_in_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("phone.db");
        let mut database = Database::open(&path, &horse(), QUICK).unwrap();
        database.write(|tx| setting::put(tx, "canary-in-the-store", 1)).unwrap();
        for name in ["phone.db", "phone.db-wal"] {
            let bytes = fs::read(folder.path().join(name)).unwrap_or_default();
            assert!(!bytes.windows(6).any(|window| window == b"canary"), "{name}");
            assert!(!bytes.windows(6).any(|window| window == b"SQLite"), "{name}");
        }
    }
}
