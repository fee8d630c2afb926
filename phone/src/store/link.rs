//! Linked browsers: the keys of each link, and what people see of it.

use pillion_protocol::{
    content::link::Link,
    link::{phone::PhoneLink, record},
};
use pillion_wire::{id::LinkId, time::Timestamp};
use rusqlite::OptionalExtension;

use super::{
    database::Tx,
    error::StoreError,
    number::{column, to_sql},
};

/// How far a link has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Granted; the browser has not said that it keeps it.
    Pending,
    /// In use.
    Active,
    /// Ended here, and the relay has not confirmed it yet. Not shown any more.
    Ended,
}

/// A link as it is kept.
#[derive(Debug, Clone)]
pub struct Row {
    /// Its keys.
    pub record: PhoneLink,
    /// How far it has come.
    pub stage: Stage,
    /// The browser's name.
    pub browser: String,
    /// Its system.
    pub os: String,
    /// Where its page was loaded from.
    pub origin: String,
    /// When it was linked.
    pub made_at: Timestamp,
    /// When it last had a session.
    pub used_at: Timestamp,
    /// What its owner calls it.
    pub name: Option<String>,
}

impl Row {
    /// What screens see of it.
    #[must_use]
    pub fn view(&self, online: bool) -> Link {
        Link {
            id: self.record.link,
            browser: self.browser.clone(),
            os: self.os.clone(),
            origin: self.origin.clone(),
            made_at: self.made_at,
            used_at: self.used_at,
            online,
            active: self.stage == Stage::Active,
            name: self.name.clone(),
        }
    }
}

const COLUMNS: &str = "record, stage, browser, os, origin, made_at, used_at, name";

/// Adds a link.
///
/// # Errors
/// [`StoreError`].
pub fn add(tx: &Tx<'_>, row: &Row) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO link (id, record, stage, browser, os, origin, made_at, used_at, name)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?
    .execute((
        row.record.link.0,
        record::to_bytes(&row.record),
        number_of(row.stage),
        &row.browser,
        &row.os,
        &row.origin,
        to_sql(row.made_at.0),
        to_sql(row.used_at.0),
        &row.name,
    ))?;
    Ok(())
}

/// All links in the order in which they were made, the ended ones too.
///
/// # Errors
/// [`StoreError`].
pub fn all(tx: &Tx<'_>) -> Result<Vec<Row>, StoreError> {
    let mut statement = tx.prepare_cached(&format!("SELECT {COLUMNS} FROM link ORDER BY made_at, id"))?;
    let mut rows = statement.query([])?;
    let mut links = Vec::new();
    while let Some(row) = rows.next()? {
        links.push(read(row)?);
    }
    Ok(links)
}

/// One link, unless it has ended.
///
/// # Errors
/// [`StoreError`].
pub fn find(tx: &Tx<'_>, id: LinkId) -> Result<Option<Row>, StoreError> {
    let found = tx
        .prepare_cached(&format!("SELECT {COLUMNS} FROM link WHERE id = ? AND stage < 2"))?
        .query_row([id.0], |row| Ok(read(row)))
        .optional()?;
    found.transpose()
}

/// Stores the keys of a link after they moved on.
///
/// # Errors
/// [`StoreError`].
pub fn save(tx: &Tx<'_>, record: &PhoneLink) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE link SET record = ? WHERE id = ?")?
        .execute((record::to_bytes(record), record.link.0))?;
    Ok(())
}

/// Moves a link on; `false` if it was there already.
///
/// # Errors
/// [`StoreError`].
pub fn set_stage(tx: &Tx<'_>, id: LinkId, stage: Stage) -> Result<bool, StoreError> {
    let moved = tx
        .prepare_cached("UPDATE link SET stage = ?2 WHERE id = ?1 AND stage < ?2")?
        .execute((id.0, number_of(stage)))?;
    Ok(moved == 1)
}

/// A link is or was used now.
///
/// # Errors
/// [`StoreError`].
pub fn used(tx: &Tx<'_>, id: LinkId, at: Timestamp) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE link SET used_at = max(used_at, ?) WHERE id = ?")?
        .execute((to_sql(at.0), id.0))?;
    Ok(())
}

/// Gives a link a name, or none; `false` if that is its name already.
///
/// # Errors
/// [`StoreError`].
pub fn rename(tx: &Tx<'_>, id: LinkId, name: Option<&str>) -> Result<bool, StoreError> {
    let renamed = tx
        .prepare_cached("UPDATE link SET name = ?2 WHERE id = ?1 AND name IS NOT ?2")?
        .execute((id.0, name))?;
    Ok(renamed == 1)
}

/// Deletes a link.
///
/// # Errors
/// [`StoreError`].
pub fn remove(tx: &Tx<'_>, id: LinkId) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM link WHERE id = ?")?.execute([id.0])?;
    Ok(())
}

fn read(row: &rusqlite::Row<'_>) -> Result<Row, StoreError> {
    let damaged = || StoreError::Damaged("a linked browser".to_owned());
    Ok(Row {
        record: record::from_bytes(&row.get::<_, Vec<u8>>(0)?).map_err(|_| damaged())?,
        stage: match row.get::<_, u8>(1)? {
            0 => Stage::Pending,
            1 => Stage::Active,
            2 => Stage::Ended,
            _ => return Err(damaged()),
        },
        browser: row.get(2)?,
        os: row.get(3)?,
        origin: row.get(4)?,
        made_at: Timestamp(column(row, 5)?),
        used_at: Timestamp(column(row, 6)?),
        name: row.get(7)?,
    })
}

const fn number_of(stage: Stage) -> u8 {
    match stage {
        Stage::Pending => 0,
        Stage::Active => 1,
        Stage::Ended => 2,
    }
}
