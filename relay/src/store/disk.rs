//! A store on disk: one `redb` file, one transaction for each batch, one fsync for each transaction.
//!
//! A batch of reads costs no fsync; a batch of lazy ops ([`super::op::Op::is_lazy`]) is written with the next one that counts.
//!
//! After an input or output error `redb` refuses to go on with an open file, so it is opened again. A batch that failed is
//! tried once more without what brings new data, and then only looking: with a full disk phones can still come, fetch and,
//! if there is a little room, ack, which frees it.

use std::{
    fs::OpenOptions,
    io::{self, ErrorKind},
    ops::RangeInclusive,
    path::Path,
};

use pillion_wire::{refusal::Code, time::Timestamp};
use redb::{
    Database, DatabaseError, Durability, ReadableTable, StorageError, TableDefinition, WriteTransaction,
    backends::FileBackend,
};

use super::{
    carry_out::carry_out,
    failure::Failure,
    op::{Job, Outcome, Store},
    quotas::Quotas,
    tables::{Entry, Table, Tables},
};

/// The version of the tables and rows that this build writes.
pub const VERSION: u32 = 1;

/// Memory that `redb` may use for pages, in bytes: a day's mail of a small relay; more is the system's page cache.
const CACHE_BYTES: usize = 64 * 1024 * 1024;

/// Why the file cannot be used; each is a sentence for the operator.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Another process has it.
    #[error("Another relay is using this data folder. Stop it first, or choose another folder with --data.")]
    Locked,
    /// It is no database of ours, or broken.
    #[error(
        "The relay's database is damaged ({0}). Restore the data folder from a backup, or move it away to start empty."
    )]
    Damaged(String),
    /// A later build wrote it.
    #[error(
        "The relay's database was written by a newer version of pillion-relay (format {found}, this one knows {VERSION}). Update this program."
    )]
    Newer {
        /// The version in the file.
        found: u32,
    },
    /// The system said no.
    #[error(
        "The relay's database cannot be opened ({0}). Check that the data folder is writable and its disk has room."
    )]
    Storage(String),
}

/// How long nothing new is tried after a batch has failed, in milliseconds: opening a large file anew takes seconds.
const PAUSE_MS: u64 = 5_000;

/// Opens the file, at the start and again after an error.
pub type Opener = Box<dyn Fn() -> Result<Database, DatabaseError> + Send>;

/// The tables in a file.
pub struct Disk {
    opener: Opener,
    /// `None` after an error, until it is open again.
    database: Option<Database>,
    quotas: Quotas,
    /// Until when nothing new is tried.
    paused_until: Timestamp,
}

/// How much of a batch is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Effort {
    /// Everything.
    All,
    /// Not what brings new data ([`super::op::Op::is_bringing`]).
    NothingNew,
    /// Only what changes nothing.
    OnlyLooking,
}

impl std::fmt::Debug for Disk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Disk").finish_non_exhaustive()
    }
}

impl Disk {
    /// Opens or makes the database at `path`.
    ///
    /// # Errors
    /// [`OpenError`], a sentence for the operator.
    pub fn open(path: &Path, quotas: Quotas) -> Result<Self, OpenError> {
        let path = path.to_owned();
        Self::open_with(
            Box::new(move || {
                let mut options = OpenOptions::new();
                options.read(true).write(true).create(true).truncate(false);
                #[cfg(unix)]
                std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
                Database::builder()
                    .set_cache_size(CACHE_BYTES)
                    // Without it a file that was changed by others could make a later read panic.
                    .set_check_integrity_on_open(true)
                    .create_with_backend(FileBackend::new(options.open(&path)?)?)
            }),
            quotas,
        )
    }

    /// As [`Self::open`], over whatever `opener` opens.
    ///
    /// # Errors
    /// [`OpenError`], a sentence for the operator.
    pub fn open_with(opener: Opener, quotas: Quotas) -> Result<Self, OpenError> {
        let database = opener().map_err(open_error)?;
        let mut disk = Self {
            opener,
            database: Some(database),
            quotas,
            paused_until: Timestamp(0),
        };
        disk.check_version()?;
        Ok(disk)
    }

    fn check_version(&mut self) -> Result<(), OpenError> {
        let storage = |failure: Failure| OpenError::Storage(failure.to_string());
        let mut transaction = self.begin().map_err(storage)?;
        match transaction.row(Table::Meta, b"version").map_err(storage)? {
            None => transaction
                .write(Table::Meta, b"version", &VERSION.to_be_bytes())
                .map_err(storage)?,
            Some(bytes) => {
                let found = <[u8; 4]>::try_from(bytes.as_slice())
                    .map(u32::from_be_bytes)
                    .map_err(|_| OpenError::Damaged("no version".into()))?;
                if found > VERSION {
                    return Err(OpenError::Newer { found });
                }
            }
        }
        transaction.finish(true).map_err(storage)
    }

    fn begin(&mut self) -> Result<Transaction, Failure> {
        let database = match self.database.take() {
            Some(database) => database,
            None => (self.opener)().map_err(failure)?,
        };
        let inner = self.database.insert(database).begin_write().map_err(failure)?;
        Ok(Transaction {
            inner,
            is_changed: false,
            is_locked: false,
        })
    }

    /// As much of `jobs` as `effort` says in one transaction, or none of them.
    fn together(&mut self, jobs: &[Job], effort: Effort) -> Result<Vec<Outcome>, Failure> {
        let quotas = self.quotas;
        let mut transaction = self.begin()?;
        transaction.is_locked = effort == Effort::OnlyLooking;
        let mut outcomes = Vec::with_capacity(jobs.len());
        // What was freed is only free for others when it is on disk.
        let mut is_lazy = effort == Effort::All;
        for job in jobs {
            if effort != Effort::All && job.op.is_bringing() {
                outcomes.push(Err(Code::Storage));
                continue;
            }
            let was_changed = std::mem::take(&mut transaction.is_changed);
            outcomes.push(match carry_out(&mut transaction, &quotas, job) {
                Ok(outcome) => outcome,
                // What stopped it has left no trace: the others are not concerned.
                Err(failure @ (Failure::Locked | Failure::Damaged(_))) if !transaction.is_changed => {
                    tracing::error!(%failure, "a job could not be done");
                    Err(Code::Storage)
                }
                Err(failure) => return Err(failure),
            });
            is_lazy &= job.op.is_lazy() || !transaction.is_changed;
            transaction.is_changed |= was_changed;
        }
        transaction.finish(!is_lazy)?;
        Ok(outcomes)
    }
}

impl Store for Disk {
    fn commit(&mut self, jobs: &[Job]) -> Vec<Outcome> {
        let now = jobs.iter().map(|job| job.now).max().unwrap_or_default();
        for effort in [Effort::All, Effort::NothingNew, Effort::OnlyLooking] {
            if effort == Effort::All && now < self.paused_until {
                continue;
            }
            match self.together(jobs, effort) {
                Ok(outcomes) => return outcomes,
                Err(failure) => {
                    tracing::error!(%failure, ?effort, "a batch could not be stored");
                    self.database = None;
                    self.paused_until = now.after_ms(PAUSE_MS);
                }
            }
        }
        jobs.iter().map(|_| Err(Code::Storage)).collect()
    }
}

/// One write transaction over the file.
struct Transaction {
    inner: WriteTransaction,
    is_changed: bool,
    /// Refuses to write.
    is_locked: bool,
}

impl Transaction {
    fn finish(mut self, is_durable: bool) -> Result<(), Failure> {
        if !self.is_changed {
            return self.inner.abort().map_err(failure);
        }
        if !is_durable {
            self.inner.set_durability(Durability::None).map_err(failure)?;
        }
        self.inner.commit().map_err(failure)
    }

    /// Notes a change, or refuses it.
    const fn change(&mut self) -> Result<(), Failure> {
        if self.is_locked {
            return Err(Failure::Locked);
        }
        self.is_changed = true;
        Ok(())
    }

    fn open(&self, table: Table) -> Result<redb::Table<'_, &'static [u8], &'static [u8]>, Failure> {
        self.inner.open_table(definition(table)).map_err(failure)
    }
}

impl Tables for Transaction {
    fn row(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>, Failure> {
        let table = self.open(table)?;
        let row = table.get(key).map_err(failure)?;
        Ok(row.map(|row| row.value().to_vec()))
    }

    fn rows(&self, table: Table, keys: RangeInclusive<&[u8]>, limit: usize) -> Result<Vec<Entry>, Failure> {
        let table = self.open(table)?;
        let entries = table.range::<&[u8]>(keys).map_err(failure)?;
        entries
            .take(limit)
            .map(|entry| {
                let (key, row) = entry.map_err(failure)?;
                Ok((key.value().to_vec(), row.value().to_vec()))
            })
            .collect()
    }

    fn write(&mut self, table: Table, key: &[u8], row: &[u8]) -> Result<(), Failure> {
        self.change()?;
        self.open(table)?.insert(key, row).map_err(failure)?;
        Ok(())
    }

    fn remove(&mut self, table: Table, key: &[u8]) -> Result<(), Failure> {
        self.change()?;
        self.open(table)?.remove(key).map_err(failure)?;
        Ok(())
    }
}

const fn definition(table: Table) -> TableDefinition<'static, &'static [u8], &'static [u8]> {
    TableDefinition::new(match table {
        Table::Meta => "meta",
        Table::Accounts => "accounts",
        Table::Mail => "mail",
        Table::Puts => "puts",
        Table::Blobs => "blobs",
        Table::Slots => "slots",
        Table::Links => "links",
        Table::AccountLinks => "account_links",
        Table::Handles => "handles",
        Table::KeyPackages => "key_packages",
        Table::LastResorts => "last_resorts",
        Table::Files => "files",
        Table::Expiry => "expiry",
    })
}

fn failure(error: impl Into<redb::Error>) -> Failure {
    Failure::Database(error.into().to_string())
}

fn open_error(error: DatabaseError) -> OpenError {
    match error {
        DatabaseError::DatabaseAlreadyOpen => OpenError::Locked,
        DatabaseError::Storage(StorageError::Corrupted(what)) => OpenError::Damaged(what),
        DatabaseError::Storage(StorageError::Io(error)) if is_nonsense(&error) => OpenError::Damaged(error.to_string()),
        DatabaseError::RepairAborted => OpenError::Damaged("it could not be repaired".into()),
        other => OpenError::Storage(other.to_string()),
    }
}

fn is_nonsense(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::InvalidData | ErrorKind::UnexpectedEof)
}
