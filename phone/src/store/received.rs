//! Blobs that were taken from the mailbox, so that a repeat is recognised before any key is tried on it.

use pillion_wire::{id::PutId, time::Timestamp};

use super::{database::Tx, error::StoreError, number::to_sql};

/// Notes a blob; `false` if it was noted before.
///
/// # Errors
/// [`StoreError`].
pub fn note(tx: &Tx<'_>, put: PutId, at: Timestamp) -> Result<bool, StoreError> {
    let added = tx
        .prepare_cached("INSERT INTO received (put, at) VALUES (?, ?) ON CONFLICT DO NOTHING")?
        .execute((put.0, to_sql(at.0)))?;
    Ok(added == 1)
}

/// Forgets what came before a time.
///
/// # Errors
/// [`StoreError`].
pub fn forget_before(tx: &Tx<'_>, at: Timestamp) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM received WHERE at < ?")?
        .execute([to_sql(at.0)])?;
    Ok(())
}
