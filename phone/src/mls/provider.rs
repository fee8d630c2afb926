//! What OpenMLS runs on: libcrux for the ciphers, the caller's random source, and the caller's database transaction.
//!
//! - **Storage** is a borrowed connection. A `rusqlite::Transaction` derefs to one, so whoever opens a transaction and
//!   lends it decides whether an advance of the ratchet stays. OpenMLS keeps tables of its own (`openmls_*`, `vc_*`).
//! - **Randomness** is the caller's, wherever OpenMLS asks its provider: leaf and package keys, group secrets, nonce guards.
//!   The encapsulation of HPKE (one per welcome or key change) draws from libcrux' own generator, which the operating system
//!   seeds: hpke-rs offers no way to hand it another. So a run with a seeded source repeats in all but those bytes.
//! - **Time**: OpenMLS reads the system clock for the lifetime of key packages (84 days, and an hour of grace for clocks
//!   that go wrong). Nothing else depends on it.

use core::{cell::RefCell, convert::Infallible, fmt};

use openmls_libcrux_crypto::CryptoProvider;
use openmls_sqlite_storage::SqliteStorageProvider;
use openmls_traits::{OpenMlsProvider, random::OpenMlsRand};
use rand_core::CryptoRng;
use rusqlite::Connection;

use super::{error::MlsError, packed::codec::Packed};

/// Brings the tables of OpenMLS up to this version, on a connection that is not in a transaction.
///
/// They are numbered apart from the phone's own, in the table `openmls_sqlite_storage_migrations`.
///
/// # Errors
/// [`MlsError::Migration`]: the database cannot be written, or is of a newer version.
pub fn migrate(connection: &mut Connection) -> Result<(), MlsError> {
    SqliteStorageProvider::<Packed, &mut Connection>::new(connection)
        .run_migrations()
        .map_err(|error| MlsError::Migration(error.to_string()))
}

/// The three things that every call into OpenMLS wants.
pub(super) struct Provider<'a> {
    crypto: CryptoProvider,
    random: Random<'a>,
    storage: Storage<'a>,
    connection: &'a Connection,
}

/// OpenMLS' tables on a borrowed connection.
pub(super) type Storage<'a> = SqliteStorageProvider<Packed, &'a Connection>;

impl<'a> Provider<'a> {
    pub(super) fn new(connection: &'a Connection, random: &'a mut dyn CryptoRng) -> Result<Self, MlsError> {
        Ok(Self {
            crypto: CryptoProvider::new()
                .map_err(|_| MlsError::Library("no randomness from the operating system".into()))?,
            random: Random(RefCell::new(random)),
            storage: SqliteStorageProvider::new(connection),
            connection,
        })
    }

    /// Does all of `work`, or leaves the database as it was: OpenMLS deletes a key package before it knows whether the
    /// welcome that names it is any good.
    pub(super) fn whole<T>(&self, work: impl FnOnce() -> Result<T, MlsError>) -> Result<T, MlsError> {
        self.connection.execute_batch("SAVEPOINT mls")?;
        let outcome = work();
        match &outcome {
            Ok(_) => self.connection.execute_batch("RELEASE mls")?,
            // A full disk makes SQLite take back the whole transaction, the savepoint with it: the first error counts.
            Err(_) => drop(self.connection.execute_batch("ROLLBACK TO mls; RELEASE mls")),
        }
        outcome
    }
}

impl<'a> OpenMlsProvider for Provider<'a> {
    type CryptoProvider = CryptoProvider;
    type RandProvider = Random<'a>;
    type StorageProvider = Storage<'a>;

    fn storage(&self) -> &Self::StorageProvider {
        &self.storage
    }

    fn crypto(&self) -> &Self::CryptoProvider {
        &self.crypto
    }

    fn rand(&self) -> &Self::RandProvider {
        &self.random
    }
}

impl fmt::Debug for Provider<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Provider").finish_non_exhaustive()
    }
}

/// The caller's random source, behind the shared reference that OpenMLS holds.
pub(super) struct Random<'a>(RefCell<&'a mut dyn CryptoRng>);

impl OpenMlsRand for Random<'_> {
    type Error = Infallible;

    fn random_array<const N: usize>(&self) -> Result<[u8; N], Infallible> {
        let mut bytes = [0; N];
        self.0.borrow_mut().fill_bytes(&mut bytes);
        Ok(bytes)
    }

    fn random_vec(&self, len: usize) -> Result<Vec<u8>, Infallible> {
        let mut bytes = vec![0; len];
        self.0.borrow_mut().fill_bytes(&mut bytes);
        Ok(bytes)
    }
}
