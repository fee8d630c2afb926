//! What a database goes through when it begins to live again somewhere else.
//!
//! After a move nothing has gone on behind its back, so it goes on as it was. A backup is old: the phone that it was made of may
//! have sealed more with the keys in it. So nothing is ever sealed again in a group state from a backup, and no link goes on.
//!
//! Source: docs/protocol.md, rules `R-BACKUP-3` to `R-BACKUP-6`.

use super::{
    database::Tx,
    error::StoreError,
    setting::{self, LAST_RESORT_AT, MOVED},
};

/// A moved phone goes on where it is now.
///
/// # Errors
/// [`StoreError`].
pub fn go_on(tx: &Tx<'_>) -> Result<(), StoreError> {
    setting::forget(tx, MOVED)
}

/// A phone begins anew from a backup.
///
/// - Groups are kept for reading alone; new ones are begun.
/// - Messages that the relay does not have are sealed anew. Other blobs that wait stay as they are: the same bytes under the same
///   id are the same blob, whoever puts them.
/// - Links end.
/// - The bytes of files are no part of a backup: they are fetched again, as far as the relay has them.
/// - Nobody waits any more for files of before: this phone does not have them.
/// - Key packages are replaced at the relay; whose private halves are here may still be welcomed with.
///
/// # Errors
/// [`StoreError`].
pub fn begin_anew(tx: &Tx<'_>) -> Result<(), StoreError> {
    go_on(tx)?;
    tx.execute_batch(
        "UPDATE mls_group SET stale = 1;
         UPDATE message SET sealed = 0
             WHERE state = 1 AND number IN (SELECT message FROM outbox WHERE message IS NOT NULL);
         DELETE FROM outbox WHERE message IS NOT NULL;
         UPDATE link SET stage = 2;
         UPDATE file SET held = 2 WHERE held = 1;
         DELETE FROM file_again;",
    )?;
    setting::forget(tx, LAST_RESORT_AT)
}
