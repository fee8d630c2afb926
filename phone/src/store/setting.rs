//! Single numbers that the phone must remember.

use pillion_protocol::content::limit::{Kind, Limit, Limits};
use rusqlite::OptionalExtension;

use super::{
    database::Tx,
    error::StoreError,
    number::{column, to_sql},
};

/// When the last-resort key package was last published, in ms since 1970.
pub const LAST_RESORT_AT: &str = "last_resort_at";

/// 1 once the relay has given the account its handle.
pub const CLAIMED: &str = "claimed";

/// 1 if contacts do not learn when this account is online.
pub const HIDES_PRESENCE: &str = "hides_presence";

/// When the account's owner last began or ceased to look at a screen, in ms since 1970.
pub const LAST_SEEN: &str = "last_seen";

/// Present once the phone is moved away: it must not run here any more. The value is [`IS_MOVING`] or [`HAS_MOVED`].
pub const MOVED: &str = "moved";

/// The file of the move is being written.
pub const IS_MOVING: u64 = 1;

/// The file of the move is there, and may be in use.
pub const HAS_MOVED: u64 = 2;

/// Remembers a number under a name.
///
/// # Errors
/// [`StoreError`].
pub fn put(tx: &Tx<'_>, name: &str, value: u64) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
    )?
    .execute((name, to_sql(value)))?;
    Ok(())
}

/// The number under a name.
///
/// # Errors
/// [`StoreError`].
pub fn value(tx: &Tx<'_>, name: &str) -> Result<Option<u64>, StoreError> {
    Ok(tx
        .prepare_cached("SELECT value FROM setting WHERE name = ?")?
        .query_row([name], |row| column(row, 0))
        .optional()?)
}

/// How large the files of a kind are that are fetched by itself.
///
/// # Errors
/// [`StoreError`].
pub fn put_limit(tx: &Tx<'_>, kind: Kind, limit: Limit) -> Result<(), StoreError> {
    put(tx, name_of_limit(kind), limit.bytes())
}

/// How large the files are that are fetched by itself; what was never chosen is as in a new account.
///
/// # Errors
/// [`StoreError`].
pub fn limits(tx: &Tx<'_>) -> Result<Limits, StoreError> {
    let mut limits = Limits::default();
    for kind in Kind::ALL {
        if let Some(bytes) = value(tx, name_of_limit(kind))? {
            limits.set(kind, Limit::new(bytes));
        }
    }
    Ok(limits)
}

/// In bytes.
const fn name_of_limit(kind: Kind) -> &'static str {
    match kind {
        Kind::Picture => "limit_pictures",
        Kind::Film => "limit_films",
        Kind::Audio => "limit_audio",
        Kind::Other => "limit_others",
    }
}

/// Forgets the number under a name.
///
/// # Errors
/// [`StoreError`].
pub fn forget(tx: &Tx<'_>, name: &str) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM setting WHERE name = ?")?
        .execute([name])?;
    Ok(())
}
