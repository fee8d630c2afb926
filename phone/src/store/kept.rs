//! Blobs that came before what opens them: the welcome of their group, or the change that their epoch begins with.
//!
//! The relay keeps the order of one sender's blobs, but a member who has the news may write before another one has been told.

use pillion_wire::{
    id::{GroupTag, PutId},
    time::Timestamp,
};

use super::{database::Tx, error::StoreError, number::to_sql};

/// Blobs kept for one group: more than are said in the moment between two mailboxes.
const OF_ONE: u32 = 512;

/// Blobs kept altogether.
const OF_ALL: u32 = 2_048;

/// One blob.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its id.
    pub put: PutId,
    /// The blob.
    pub payload: Vec<u8>,
}

/// Keeps a blob. The oldest make room.
///
/// # Errors
/// [`StoreError`].
pub fn add(tx: &Tx<'_>, put: PutId, tag: GroupTag, payload: &[u8], at: Timestamp) -> Result<(), StoreError> {
    tx.prepare_cached("INSERT INTO kept (put, tag, payload, at) VALUES (?, ?, ?, ?)")?
        .execute((put.0, tag.0, payload, to_sql(at.0)))?;
    tx.prepare_cached(
        "DELETE FROM kept WHERE number IN (SELECT number FROM kept WHERE tag = ? ORDER BY number DESC LIMIT -1 OFFSET ?)",
    )?
    .execute((tag.0, OF_ONE))?;
    tx.prepare_cached(
        "DELETE FROM kept WHERE number IN (SELECT number FROM kept ORDER BY number DESC LIMIT -1 OFFSET ?)",
    )?
    .execute([OF_ALL])?;
    Ok(())
}

/// Takes out what was kept for a group, in the order in which it came.
///
/// # Errors
/// [`StoreError`].
pub fn take_all(tx: &Tx<'_>, tag: GroupTag) -> Result<Vec<Kept>, StoreError> {
    let mut kept: Vec<(i64, Kept)> = tx
        .prepare_cached("DELETE FROM kept WHERE tag = ? RETURNING number, put, payload")?
        .query_map([tag.0], |row| {
            let kept = Kept {
                put: PutId(row.get(1)?),
                payload: row.get(2)?,
            };
            Ok((row.get(0)?, kept))
        })?
        .collect::<Result<_, _>>()?;
    kept.sort_by_key(|(number, _)| *number);
    Ok(kept.into_iter().map(|(_, kept)| kept).collect())
}

/// Forgets what came before a time.
///
/// # Errors
/// [`StoreError`].
pub fn forget_before(tx: &Tx<'_>, at: Timestamp) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM kept WHERE at < ?")?
        .execute([to_sql(at.0)])?;
    Ok(())
}
