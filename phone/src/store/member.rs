//! Who is, or was, in groups of many, as the last change that this phone has followed left them.

use pillion_protocol::content::{
    group::{Group, Member},
    id::ChatId,
};
use pillion_wire::{handle::Handle, id::AccountId};
use rusqlite::{OptionalExtension, Row};

use super::{database::Tx, error::StoreError, number::to_sql};

/// One member, as its leaf shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaf {
    /// Who.
    pub account: AccountId,
    /// The handle on the card.
    pub handle: Handle,
    /// The signed card.
    pub card: Vec<u8>,
    /// Whether it may change the group.
    pub admin: bool,
    /// Whether it is this account.
    pub own: bool,
}

/// The name of a person in a chat, where it is to be shown: `None` in a chat of two. That of a contact; otherwise the handle with its
/// `@`.
///
/// # Errors
/// [`StoreError`].
pub fn name(tx: &Tx<'_>, chat: ChatId, account: AccountId) -> Result<Option<String>, StoreError> {
    let found = tx
        .prepare_cached(
            "SELECT coalesce((SELECT name FROM contact WHERE account = ?2),
                 (SELECT '@' || handle FROM member WHERE chat = ?1 AND account = ?2))
             FROM chat WHERE id = ?1 AND title IS NOT NULL",
        )?
        .query_row((chat.0, account.0), |row| row.get::<_, Option<String>>(0))
        .optional()?;
    Ok(found.flatten())
}

/// What makes a chat a group; `None` for a chat of two.
///
/// # Errors
/// [`StoreError`].
pub fn group(tx: &Tx<'_>, chat: ChatId) -> Result<Option<(String, Group)>, StoreError> {
    Ok(tx
        .prepare_cached(
            "SELECT title, outside, (SELECT count(*) FROM member WHERE chat = id AND gone = 0),
                 EXISTS (SELECT 1 FROM member WHERE chat = id AND gone = 0 AND own = 1 AND admin = 1 AND outside = 0),
                 (SELECT count(*) FROM asking WHERE asking.chat = id)
             FROM chat WHERE id = ? AND title IS NOT NULL",
        )?
        .query_row([chat.0], |row| {
            let group = Group {
                members: row.get(2)?,
                admin: row.get(3)?,
                left: row.get(1)?,
                asking: row.get(4)?,
            };
            Ok((row.get(0)?, group))
        })
        .optional()?)
}

/// Whether this account is still in a group of many; `None` for a chat of two.
///
/// # Errors
/// [`StoreError`].
pub fn is_inside(tx: &Tx<'_>, chat: ChatId) -> Result<Option<bool>, StoreError> {
    Ok(tx
        .prepare_cached("SELECT outside = 0 FROM chat WHERE id = ? AND title IS NOT NULL")?
        .query_row([chat.0], |row| row.get(0))
        .optional()?)
}

/// Whether an account is in a group, and one of its admins.
///
/// # Errors
/// [`StoreError`].
pub fn is_admin(tx: &Tx<'_>, chat: ChatId, account: AccountId) -> Result<bool, StoreError> {
    Ok(tx
        .prepare_cached("SELECT 1 FROM member WHERE chat = ? AND account = ? AND gone = 0 AND admin = 1")?
        .exists((chat.0, account.0))?)
}

/// How many admins a group has.
///
/// # Errors
/// [`StoreError`].
pub fn admins(tx: &Tx<'_>, chat: ChatId) -> Result<u32, StoreError> {
    Ok(tx
        .prepare_cached("SELECT count(*) FROM member WHERE chat = ? AND gone = 0 AND admin = 1")?
        .query_row([chat.0], |row| row.get(0))?)
}

/// A member becomes an admin, or is one no longer.
///
/// # Errors
/// [`StoreError`].
pub fn set_admin(tx: &Tx<'_>, chat: ChatId, account: AccountId, on: bool) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE member SET admin = ? WHERE chat = ? AND account = ?")?
        .execute((on, chat.0, account.0))?;
    Ok(())
}

/// Makes a chat a group, or gives it another name.
///
/// # Errors
/// [`StoreError`].
pub fn set_group(tx: &Tx<'_>, chat: ChatId, title: &str) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE chat SET title = ? WHERE id = ?")?
        .execute((title, chat.0))?;
    Ok(())
}

/// Notes whether this account is out of a group; `false` if that was so before.
///
/// # Errors
/// [`StoreError`].
pub fn set_outside(tx: &Tx<'_>, chat: ChatId, on: bool) -> Result<bool, StoreError> {
    let changed = tx
        .prepare_cached("UPDATE chat SET outside = ?2 WHERE id = ?1 AND outside <> ?2")?
        .execute((chat.0, on))?;
    Ok(changed == 1)
}

/// Adds a member, or notes what it is now. Who was in it before keeps the place since when.
///
/// # Errors
/// [`StoreError`].
pub fn put(tx: &Tx<'_>, chat: ChatId, leaf: &Leaf) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO member (chat, account, handle, card, admin, own, since)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, (SELECT last_place FROM chat WHERE id = ?1))
         ON CONFLICT DO UPDATE SET since = iif(gone = 1, excluded.since, since), gone = 0, handle = excluded.handle,
             card = excluded.card, admin = excluded.admin, own = excluded.own",
    )?
    .execute((
        chat.0,
        leaf.account.0,
        leaf.handle.as_str(),
        &leaf.card,
        leaf.admin,
        leaf.own,
    ))?;
    Ok(())
}

/// A member is in it no more.
///
/// # Errors
/// [`StoreError`].
pub fn remove(tx: &Tx<'_>, chat: ChatId, account: AccountId) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE member SET gone = 1, admin = 0 WHERE chat = ? AND account = ?")?
        .execute((chat.0, account.0))?;
    Ok(())
}

/// The others that are in a group now.
///
/// # Errors
/// [`StoreError`].
pub fn others(tx: &Tx<'_>, chat: ChatId) -> Result<Vec<AccountId>, StoreError> {
    let mut statement =
        tx.prepare_cached("SELECT account FROM member WHERE chat = ? AND gone = 0 AND own = 0 ORDER BY account")?;
    let rows = statement.query_map([chat.0], |row| row.get(0).map(AccountId))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// All that are in a group now.
///
/// # Errors
/// [`StoreError`].
pub fn all(tx: &Tx<'_>, chat: ChatId) -> Result<Vec<AccountId>, StoreError> {
    let mut statement = tx.prepare_cached("SELECT account FROM member WHERE chat = ? AND gone = 0 ORDER BY account")?;
    let rows = statement.query_map([chat.0], |row| row.get(0).map(AccountId))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The card of somebody who is in a group now.
///
/// # Errors
/// [`StoreError`].
pub fn card(tx: &Tx<'_>, chat: ChatId, account: AccountId) -> Result<Option<Vec<u8>>, StoreError> {
    Ok(tx
        .prepare_cached("SELECT card FROM member WHERE chat = ? AND account = ? AND gone = 0")?
        .query_row((chat.0, account.0), |row| row.get(0))
        .optional()?)
}

/// Those who are in a group, admins first, then by name.
///
/// # Errors
/// [`StoreError`].
pub fn page(tx: &Tx<'_>, chat: ChatId, skip: u64, limit: u32) -> Result<Vec<Member>, StoreError> {
    listed(
        tx,
        "SELECT m.account, m.handle, coalesce(c.name, '@' || m.handle) AS name, m.admin
         FROM member m LEFT JOIN contact c ON c.account = m.account
         WHERE m.chat = ? AND m.gone = 0 ORDER BY m.admin DESC, name COLLATE NOCASE, m.account LIMIT ? OFFSET ?",
        chat,
        (skip, limit),
    )
}

/// Those who ask to be let into a group, by name.
///
/// # Errors
/// [`StoreError`].
pub fn asking(tx: &Tx<'_>, chat: ChatId, skip: u64, limit: u32) -> Result<Vec<Member>, StoreError> {
    listed(
        tx,
        "SELECT c.account, c.handle, c.name, 0 FROM asking a JOIN contact c ON c.account = a.account
         WHERE a.chat = ? ORDER BY c.name COLLATE NOCASE, c.account LIMIT ? OFFSET ?",
        chat,
        (skip, limit),
    )
}

fn listed(tx: &Tx<'_>, sql: &str, chat: ChatId, (skip, limit): (u64, u32)) -> Result<Vec<Member>, StoreError> {
    let mut statement = tx.prepare_cached(sql)?;
    let mut rows = statement.query((chat.0, limit, to_sql(skip)))?;
    let mut members = Vec::new();
    while let Some(row) = rows.next()? {
        members.push(read(row)?);
    }
    Ok(members)
}

fn read(row: &Row<'_>) -> Result<Member, StoreError> {
    let handle: String = row.get(1)?;
    Ok(Member {
        account: AccountId(row.get(0)?),
        handle: Handle::parse(&handle).map_err(|_| StoreError::Damaged("a member's handle".to_owned()))?,
        name: row.get(2)?,
        admin: row.get(3)?,
    })
}

/// Moves all that belongs to a group to another chat.
///
/// # Errors
/// [`StoreError`].
pub fn move_to(tx: &Tx<'_>, from: ChatId, to: ChatId) -> Result<(), StoreError> {
    tx.prepare_cached(
        "UPDATE chat SET (title, picture) = (SELECT title, picture FROM chat WHERE id = ?1) WHERE id = ?2",
    )?
    .execute((from.0, to.0))?;
    for table in ["member", "wanted", "invitation", "asking", "mls_group"] {
        tx.prepare_cached(&format!("UPDATE {table} SET chat = ? WHERE chat = ?"))?
            .execute((to.0, from.0))?;
    }
    // The new chat counts its places anew.
    tx.prepare_cached("UPDATE member SET since = 0 WHERE chat = ?")?
        .execute([to.0])?;
    Ok(())
}

/// Forgets all that belongs to the group of a chat, but not what was said in it.
///
/// # Errors
/// [`StoreError`].
pub fn forget(tx: &Tx<'_>, chat: ChatId) -> Result<(), StoreError> {
    for table in ["member", "wanted", "invitation", "asking", "mls_group"] {
        tx.prepare_cached(&format!("DELETE FROM {table} WHERE chat = ?"))?
            .execute([chat.0])?;
    }
    Ok(())
}
