//! Contacts whose identity was compared out of band.

use pillion_wire::id::AccountId;

use super::{database::Tx, error::StoreError};

/// Notes whether a contact is verified; `false` if that is how it was, or there is no such contact.
///
/// # Errors
/// [`StoreError`].
pub fn set(tx: &Tx<'_>, account: AccountId, on: bool) -> Result<bool, StoreError> {
    let changed = tx
        .prepare_cached("UPDATE contact SET verified = ?2 WHERE account = ?1 AND verified <> ?2")?
        .execute((account.0, on))?;
    Ok(changed == 1)
}
