//! Sealed blobs on their way to the relay, each with the id under which it is put until the relay has it.
//!
//! Blobs of one lane leave one after the other. A chat of two has the lane of its other side; a group of many has one of its own, for
//! blobs that go to many mailboxes at once. What one of those mailboxes does not take is moved into the lane of that account.

use pillion_wire::id::{AccountId, GroupTag, PutId};
use rusqlite::{OptionalExtension, Row};

use super::{
    database::Tx,
    error::StoreError,
    number::{from_sql, to_sql},
};

/// What a blob stands in line with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lane {
    /// All that goes to one account alone.
    One(AccountId),
    /// All that goes to the members of a group of many.
    Group(GroupTag),
}

impl Lane {
    /// As it stands in the table.
    pub(super) fn key(&self) -> Vec<u8> {
        match self {
            Self::One(account) => account.0.to_vec(),
            Self::Group(tag) => tag.0.to_vec(),
        }
    }

    fn of(key: &[u8]) -> Option<Self> {
        let group = key.try_into().map(|tag| Self::Group(GroupTag(tag)));
        group
            .or_else(|_| key.try_into().map(|account| Self::One(AccountId(account))))
            .ok()
    }
}

/// A blob that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Put {
    /// Its id; a repeat is the same blob.
    pub put: PutId,
    /// What it stands in line with.
    pub lane: Lane,
    /// Whose mailboxes; none for a letter to all members of a group, which is sealed when it is its turn.
    pub recipients: Vec<AccountId>,
    /// The blob, or that letter.
    pub payload: Vec<u8>,
    /// The message that it carries, by number.
    pub message: Option<i64>,
    /// The group of two that it invites to.
    pub welcome: Option<GroupTag>,
    /// The group of many in which its order counts.
    pub tag: Option<GroupTag>,
    /// The epoch whose slot it wants.
    pub epoch: Option<u64>,
    /// What is sealed in it and in which epoch, for a letter to members of a group of many.
    pub sealed: Option<Sealed>,
}

/// A letter that was sealed for a group of many.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    /// The letter.
    pub letter: Vec<u8>,
    /// The epoch in which it was sealed.
    pub epoch: u64,
}

impl Put {
    /// A blob for one account, of a chat of two or of none.
    #[must_use]
    pub fn single(put: PutId, recipient: AccountId, payload: Vec<u8>) -> Self {
        Self {
            put,
            lane: Lane::One(recipient),
            recipients: vec![recipient],
            payload,
            message: None,
            welcome: None,
            tag: None,
            epoch: None,
            sealed: None,
        }
    }

    /// A blob for members of a group of many.
    #[must_use]
    pub fn many(put: PutId, tag: GroupTag, recipients: Vec<AccountId>, payload: Vec<u8>) -> Self {
        Self {
            put,
            lane: Lane::Group(tag),
            recipients,
            payload,
            message: None,
            welcome: None,
            tag: Some(tag),
            epoch: None,
            sealed: None,
        }
    }
}

const COLUMNS: &str = "put, lane, recipients, payload, message, welcome, tag, epoch, letter, sealed";

/// Adds a blob behind all others of its lane.
///
/// # Errors
/// [`StoreError`].
pub fn add(tx: &Tx<'_>, new: &Put) -> Result<(), StoreError> {
    let number = insert(tx, new, 0)?;
    tx.prepare_cached("UPDATE outbox SET turn = number WHERE number = ?")?
        .execute([number])?;
    Ok(())
}

/// Puts these in the place of a blob that waits, in its turn. Nothing happens if it is not there any more.
///
/// # Errors
/// [`StoreError`].
pub fn replace(tx: &Tx<'_>, put: PutId, parts: &[Put]) -> Result<(), StoreError> {
    let turn: Option<i64> = tx
        .prepare_cached("DELETE FROM outbox WHERE put = ? RETURNING turn")?
        .query_row([put.0], |row| row.get(0))
        .optional()?;
    if let Some(turn) = turn {
        for part in parts {
            insert(tx, part, turn)?;
        }
    }
    Ok(())
}

/// Puts a letter that was sealed back into its turn as it was before, with another id. All that was sealed of it goes.
///
/// # Errors
/// [`StoreError`].
pub fn unseal(tx: &Tx<'_>, sealed: PutId, letter: &Put) -> Result<(), StoreError> {
    let turn: Option<i64> = tx
        .prepare_cached("SELECT turn FROM outbox WHERE put = ?")?
        .query_row([sealed.0], |row| row.get(0))
        .optional()?;
    let Some(turn) = turn else { return Ok(()) };
    let message = tx
        .prepare_cached("SELECT max(message) FROM outbox WHERE lane = ? AND turn = ?")?
        .query_row((letter.lane.key(), turn), |row| row.get(0))?;
    tx.prepare_cached("DELETE FROM outbox WHERE lane = ? AND turn = ?")?
        .execute((letter.lane.key(), turn))?;
    let letter = Put {
        message,
        ..letter.clone()
    };
    insert(tx, &letter, turn)?;
    Ok(())
}

fn insert(tx: &Tx<'_>, new: &Put, turn: i64) -> Result<i64, StoreError> {
    let recipients: Vec<u8> = new.recipients.iter().flat_map(|account| account.0).collect();
    Ok(tx
        .prepare_cached(&format!(
            "INSERT INTO outbox ({COLUMNS}, turn) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING number"
        ))?
        .query_row(
            (
                new.put.0,
                new.lane.key(),
                recipients,
                &new.payload,
                new.message,
                new.welcome.map(|tag| tag.0),
                new.tag.map(|tag| tag.0),
                new.epoch.map(to_sql),
                new.sealed.as_ref().map(|sealed| &sealed.letter),
                new.sealed.as_ref().map(|sealed| to_sql(sealed.epoch)),
                turn,
            ),
            |row| row.get(0),
        )?)
}

/// Every lane in which something waits.
///
/// # Errors
/// [`StoreError`].
pub fn lanes(tx: &Tx<'_>) -> Result<Vec<Lane>, StoreError> {
    let mut statement = tx.prepare_cached("SELECT DISTINCT lane FROM outbox")?;
    let rows = statement.query_map([], lane)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The first blob of a lane.
///
/// # Errors
/// [`StoreError`].
pub fn first(tx: &Tx<'_>, lane: Lane) -> Result<Option<Put>, StoreError> {
    Ok(tx
        .prepare_cached(&format!(
            "SELECT {COLUMNS} FROM outbox WHERE lane = ? ORDER BY turn, number LIMIT 1"
        ))?
        .query_row([lane.key()], read)
        .optional()?)
}

/// Takes out all that waits for the members of a group.
///
/// # Errors
/// [`StoreError`].
pub fn take_group(tx: &Tx<'_>, tag: GroupTag) -> Result<Vec<Put>, StoreError> {
    let mut statement = tx.prepare_cached(&format!("DELETE FROM outbox WHERE tag = ? RETURNING {COLUMNS}"))?;
    let rows = statement.query_map([tag.0], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The blobs that carry a message, while the relay does not have them.
///
/// # Errors
/// [`StoreError`].
pub fn of_message(tx: &Tx<'_>, number: i64) -> Result<Vec<PutId>, StoreError> {
    let mut statement = tx.prepare_cached("SELECT put FROM outbox WHERE message = ?")?;
    let rows = statement.query_map([number], |row| row.get(0).map(PutId))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Members of a group for whom something of it waits in their own lanes, behind which all else of it must stand.
///
/// # Errors
/// [`StoreError`].
pub fn aside(tx: &Tx<'_>, tag: GroupTag) -> Result<Vec<AccountId>, StoreError> {
    let mut statement = tx.prepare_cached("SELECT DISTINCT lane FROM outbox WHERE tag = ? AND length(lane) = 32")?;
    let rows = statement.query_map([tag.0], |row| row.get(0).map(AccountId))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A blob that waits.
///
/// # Errors
/// [`StoreError`].
pub fn find(tx: &Tx<'_>, put: PutId) -> Result<Option<Put>, StoreError> {
    Ok(tx
        .prepare_cached(&format!("SELECT {COLUMNS} FROM outbox WHERE put = ?"))?
        .query_row([put.0], read)
        .optional()?)
}

/// Takes a blob out; `None` if it is not there any more.
///
/// # Errors
/// [`StoreError`].
pub fn take(tx: &Tx<'_>, put: PutId) -> Result<Option<Put>, StoreError> {
    Ok(tx
        .prepare_cached(&format!("DELETE FROM outbox WHERE put = ? RETURNING {COLUMNS}"))?
        .query_row([put.0], read)
        .optional()?)
}

/// Takes out everything for an account but what belongs to groups of many.
///
/// # Errors
/// [`StoreError`].
pub fn take_all(tx: &Tx<'_>, recipient: AccountId) -> Result<Vec<Put>, StoreError> {
    let mut statement = tx.prepare_cached(&format!(
        "DELETE FROM outbox WHERE lane = ? AND tag IS NULL RETURNING {COLUMNS}"
    ))?;
    let rows = statement.query_map([recipient.0], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Put> {
    let recipients: Vec<u8> = row.get(2)?;
    Ok(Put {
        put: PutId(row.get(0)?),
        lane: row
            .get::<_, Vec<u8>>(1)
            .map(|key| Lane::of(&key))?
            .ok_or_else(no_lane)?,
        recipients: recipients.as_chunks().0.iter().copied().map(AccountId).collect(),
        payload: row.get(3)?,
        message: row.get(4)?,
        welcome: row.get::<_, Option<_>>(5)?.map(GroupTag),
        tag: row.get::<_, Option<_>>(6)?.map(GroupTag),
        epoch: row.get::<_, Option<i64>>(7)?.map(from_sql),
        sealed: row
            .get::<_, Option<Vec<u8>>>(8)?
            .zip(row.get::<_, Option<i64>>(9)?.map(from_sql))
            .map(|(letter, epoch)| Sealed { letter, epoch }),
    })
}

fn lane(row: &Row<'_>) -> rusqlite::Result<Lane> {
    Lane::of(&row.get::<_, Vec<u8>>(0)?).ok_or_else(no_lane)
}

/// The table allows no other lengths.
fn no_lane() -> rusqlite::Error {
    rusqlite::Error::InvalidQuery
}
