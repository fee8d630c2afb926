//! Contacts that have come with another identity, which nobody has accepted yet.

use pillion_wire::id::{AccountId, GroupTag};
use rusqlite::OptionalExtension;

use super::{database::Tx, error::StoreError};

/// What a contact has come with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// The card of the other identity, as it signed it.
    pub card: Vec<u8>,
    /// The group that it has begun.
    pub group: Option<GroupTag>,
}

/// What a contact has come with; `None` if it is who it was.
///
/// # Errors
/// [`StoreError`].
pub fn find(tx: &Tx<'_>, account: AccountId) -> Result<Option<Changed>, StoreError> {
    Ok(tx
        .prepare_cached(
            "SELECT changed_card, changed_group FROM contact WHERE account = ? AND changed_card IS NOT NULL",
        )?
        .query_row([account.0], |row| {
            Ok(Changed {
                card: row.get(0)?,
                group: row.get::<_, Option<_>>(1)?.map(GroupTag),
            })
        })
        .optional()?)
}

/// Keeps what a contact has come with; `None`: it is who it was after all.
///
/// # Errors
/// [`StoreError`].
pub fn keep(tx: &Tx<'_>, account: AccountId, changed: Option<&Changed>) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE contact SET changed_card = ?2, changed_group = ?3 WHERE account = ?1")?
        .execute((
            account.0,
            changed.map(|changed| changed.card.as_slice()),
            changed.and_then(|changed| changed.group).map(|group| group.0),
        ))?;
    Ok(())
}

/// The other identity is the contact's from now on. Nobody has compared it yet.
///
/// # Errors
/// [`StoreError`].
pub fn accept(tx: &Tx<'_>, account: AccountId) -> Result<(), StoreError> {
    tx.prepare_cached(
        "UPDATE contact SET card = changed_card, changed_card = NULL, changed_group = NULL, verified = 0
         WHERE account = ? AND changed_card IS NOT NULL",
    )?
    .execute([account.0])?;
    Ok(())
}
