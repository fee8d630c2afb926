//! Pieces of blobs that are too large for a frame, until all of one blob are there.

use pillion_wire::{id::PutId, time::Timestamp};

use super::{
    database::Tx,
    error::StoreError,
    number::{column, to_sql},
};
use crate::mls::piece::{KEPT_BYTES, Piece, SetId, Shape};

/// What is kept of a blob, without the bytes.
///
/// # Errors
/// [`StoreError`].
pub fn shapes(tx: &Tx<'_>, set: SetId) -> Result<Vec<Shape>, StoreError> {
    let mut statement = tx.prepare_cached("SELECT place, count, length(bytes) FROM piece WHERE set_id = ?")?;
    let rows = statement.query_map([set.0], |row| {
        Ok(Shape {
            index: row.get(0)?,
            count: row.get(1)?,
            bytes: usize::try_from(column(row, 2)?).unwrap_or(usize::MAX),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Keeps a piece. The oldest blobs make room.
///
/// # Errors
/// [`StoreError`].
pub fn add(tx: &Tx<'_>, put: PutId, piece: &Piece, at: Timestamp) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO piece (set_id, place, count, bytes, put, at) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
    )?
    .execute((piece.set.0, piece.index, piece.count, &piece.bytes, put.0, to_sql(at.0)))?;
    let limit = u64::try_from(KEPT_BYTES).unwrap_or(u64::MAX);
    loop {
        let kept = tx
            .prepare_cached("SELECT coalesce(sum(length(bytes)), 0) FROM piece")?
            .query_row([], |row| column(row, 0))?;
        if kept <= limit {
            return Ok(());
        }
        tx.prepare_cached("DELETE FROM piece WHERE set_id = (SELECT set_id FROM piece ORDER BY at LIMIT 1)")?
            .execute([])?;
    }
}

/// The pieces of a blob.
///
/// # Errors
/// [`StoreError`].
pub fn all(tx: &Tx<'_>, set: SetId) -> Result<Vec<Piece>, StoreError> {
    let mut statement = tx.prepare_cached("SELECT place, count, bytes FROM piece WHERE set_id = ?")?;
    let rows = statement.query_map([set.0], |row| {
        Ok(Piece {
            set,
            index: row.get(0)?,
            count: row.get(1)?,
            bytes: row.get(2)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Forgets the pieces of a blob.
///
/// # Errors
/// [`StoreError`].
pub fn remove(tx: &Tx<'_>, set: SetId) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM piece WHERE set_id = ?")?
        .execute([set.0])?;
    Ok(())
}

/// Forgets what came before a time.
///
/// # Errors
/// [`StoreError`].
pub fn forget_before(tx: &Tx<'_>, at: Timestamp) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM piece WHERE at < ?")?
        .execute([to_sql(at.0)])?;
    Ok(())
}
