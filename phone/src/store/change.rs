//! The change log: for every object that screens see, the version in which it last changed.
//!
//! A version is one change of one object. Only the newest one of each object is kept, so the log never outgrows what it
//! tells of, and a screen that was away is told each object once, however often it changed.

use pillion_protocol::content::id::{ChatId, Version};
use pillion_wire::id::{AccountId, LinkId};

use super::{
    database::Tx,
    error::StoreError,
    number::{column, to_sql},
};

/// An object that screens see.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Object {
    /// The account.
    Account,
    /// A chat; one that is not in the store any more is gone.
    Chat(ChatId),
    /// A message, by its number on this phone; one that was deleted here is gone.
    Message(i64),
    /// A contact.
    Contact(AccountId),
    /// A link; one that is not in the store any more is gone.
    Link(LinkId),
}

impl Object {
    fn kind(&self) -> u8 {
        match self {
            Self::Account => 0,
            Self::Chat(_) => 1,
            Self::Message(_) => 2,
            Self::Contact(_) => 3,
            Self::Link(_) => 4,
        }
    }

    fn name(&self) -> Vec<u8> {
        match self {
            Self::Account => Vec::new(),
            Self::Chat(id) => id.0.to_vec(),
            Self::Message(number) => number.to_be_bytes().to_vec(),
            Self::Contact(id) => id.0.to_vec(),
            Self::Link(id) => id.0.to_vec(),
        }
    }

    fn parse(kind: u8, name: &[u8]) -> Option<Self> {
        Some(match kind {
            0 => Self::Account,
            1 => Self::Chat(ChatId(name.try_into().ok()?)),
            2 => Self::Message(i64::from_be_bytes(name.try_into().ok()?)),
            3 => Self::Contact(AccountId(name.try_into().ok()?)),
            4 => Self::Link(LinkId(name.try_into().ok()?)),
            _ => return None,
        })
    }
}

/// Notes that an object has changed.
///
/// # Errors
/// [`StoreError`].
pub fn touch(tx: &Tx<'_>, object: Object) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO change (kind, object, version)
         VALUES (?, ?, (SELECT coalesce(max(version), 0) + 1 FROM change))
         ON CONFLICT DO UPDATE SET version = excluded.version",
    )?
    .execute((object.kind(), object.name()))?;
    Ok(())
}

/// Forgets an object that nobody will ask for again. Something else must have been touched after it, or the newest version
/// would be given twice.
///
/// # Errors
/// [`StoreError`].
pub fn forget(tx: &Tx<'_>, object: Object) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM change WHERE kind = ? AND object = ?")?
        .execute((object.kind(), object.name()))?;
    Ok(())
}

/// The version of the phone's state now.
///
/// # Errors
/// [`StoreError`].
pub fn current(tx: &Tx<'_>) -> Result<Version, StoreError> {
    Ok(tx
        .prepare_cached("SELECT coalesce(max(version), 0) FROM change")?
        .query_row([], |row| column(row, 0).map(Version))?)
}

/// What changed after `since` and up to `through`, in the order of the changes, at most `limit` objects.
///
/// # Errors
/// [`StoreError`].
pub fn between(
    tx: &Tx<'_>,
    since: Version,
    through: Version,
    limit: u32,
) -> Result<Vec<(Version, Object)>, StoreError> {
    let mut statement = tx.prepare_cached(
        "SELECT version, kind, object FROM change WHERE version > ? AND version <= ? ORDER BY version LIMIT ?",
    )?;
    let rows = statement.query_map((to_sql(since.0), to_sql(through.0), limit), |row| {
        Ok((
            column(row, 0).map(Version)?,
            row.get::<_, u8>(1)?,
            row.get::<_, Vec<u8>>(2)?,
        ))
    })?;
    let mut changes = Vec::new();
    for row in rows {
        let (version, kind, name) = row?;
        let object = Object::parse(kind, &name).ok_or_else(|| StoreError::Damaged("the change log".to_owned()))?;
        changes.push((version, object));
    }
    Ok(changes)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::store::database::Database;

    #[test]
    fn each_object_stands_in_the_log_once_with_its_newest_version() {
        let mut database = Database::in_memory().unwrap();
        let (a, b) = (Object::Message(1), Object::Chat(ChatId([2; 16])));
        database
            .write(|tx| {
                for object in [a, b, a, Object::Account] {
                    touch(tx, object)?;
                }
                Ok::<_, StoreError>(())
            })
            .unwrap();
        let tx = database.read();
        assert_eq!(current(&tx).unwrap(), Version(4));
        let all = between(&tx, Version(0), Version(4), 10).unwrap();
        assert_eq!(all, [(Version(2), b), (Version(3), a), (Version(4), Object::Account)]);
        assert_eq!(between(&tx, Version(2), Version(3), 10).unwrap(), [(Version(3), a)]);
        assert_eq!(between(&tx, Version(4), Version(4), 10).unwrap(), []);
    }
}
