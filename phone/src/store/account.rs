//! The one account of this phone, with its secret keys.

use core::fmt;

use pillion_protocol::content::picture::PictureId;
use pillion_wire::{handle::Handle, origin::Origin, time::Timestamp};
use rusqlite::OptionalExtension;
use zeroize::Zeroizing;

use super::{
    database::Tx,
    error::StoreError,
    number::{column, to_sql},
};

/// What is kept of the account.
pub struct Row {
    /// Its handle.
    pub handle: Handle,
    /// The name that contacts see.
    pub name: String,
    /// Its relay.
    pub relay: Origin,
    /// The seed of the identity key.
    pub identity_key: Zeroizing<[u8; 32]>,
    /// The seed of the mailbox key.
    pub mailbox_key: Zeroizing<[u8; 32]>,
    /// When it was made.
    pub made_at: Timestamp,
    /// What its picture is called. A new account has none.
    pub picture: Option<PictureId>,
}

impl fmt::Debug for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Row")
            .field("handle", &self.handle)
            .field("relay", &self.relay)
            .finish_non_exhaustive()
    }
}

/// Stores the account; there can be only one.
///
/// # Errors
/// [`StoreError`].
pub fn add(tx: &Tx<'_>, row: &Row) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO account (one, handle, name, relay, identity_key, mailbox_key, made_at)
         VALUES (1, ?, ?, ?, ?, ?, ?)",
    )?
    .execute((
        row.handle.as_str(),
        &row.name,
        row.relay.as_str(),
        row.identity_key.as_slice(),
        row.mailbox_key.as_slice(),
        to_sql(row.made_at.0),
    ))?;
    Ok(())
}

/// Gives the account another name; `false` if that is its name already.
///
/// # Errors
/// [`StoreError`].
pub fn rename(tx: &Tx<'_>, name: &str) -> Result<bool, StoreError> {
    let renamed = tx
        .prepare_cached("UPDATE account SET name = ?1 WHERE name <> ?1")?
        .execute([name])?;
    Ok(renamed == 1)
}

/// The account; `None` in a database that has none yet.
///
/// # Errors
/// [`StoreError`].
pub fn find(tx: &Tx<'_>) -> Result<Option<Row>, StoreError> {
    let found = tx
        .prepare_cached("SELECT handle, name, relay, identity_key, mailbox_key, made_at, picture FROM account")?
        .query_row([], |row| {
            Ok((
                row.get::<_, String>(0)?,
                row.get(1)?,
                row.get::<_, String>(2)?,
                Zeroizing::new(row.get(3)?),
                Zeroizing::new(row.get(4)?),
                column(row, 5)?,
                row.get::<_, Option<_>>(6)?.map(PictureId),
            ))
        })
        .optional()?;
    let Some((handle, name, relay, identity_key, mailbox_key, made_at, picture)) = found else {
        return Ok(None);
    };
    Ok(Some(Row {
        handle: Handle::parse(&handle).map_err(|_| StoreError::Damaged("the account's handle".to_owned()))?,
        name,
        relay: Origin::parse(&relay).map_err(|_| StoreError::Damaged("the account's relay".to_owned()))?,
        identity_key,
        mailbox_key,
        made_at: Timestamp(made_at),
        picture,
    }))
}
