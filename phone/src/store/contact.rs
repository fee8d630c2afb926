//! People that this account knows.

use pillion_protocol::content::{contact::Contact, id::ChatId, picture::PictureId};
use pillion_wire::{handle::Handle, id::AccountId};
use rusqlite::{OptionalExtension, Params, Row};

use super::{database::Tx, error::StoreError};

const COLUMNS: &str = "account, handle, name, chat, verified, blocked, changed_card IS NOT NULL, \
     (SELECT picture.id FROM picture JOIN chat ON chat.id = contact.chat \
      WHERE picture.id = contact.picture AND request = 0)";

/// Adds a contact. `card` is what its identity signed.
///
/// # Errors
/// [`StoreError`].
pub fn add(tx: &Tx<'_>, contact: &Contact, card: &[u8]) -> Result<(), StoreError> {
    tx.prepare_cached("INSERT INTO contact (account, handle, name, card, chat, verified) VALUES (?, ?, ?, ?, ?, ?)")?
        .execute((
            contact.account.0,
            contact.handle.as_str(),
            &contact.name,
            card,
            contact.chat.0,
            contact.verified,
        ))?;
    Ok(())
}

/// The contact of an account.
///
/// # Errors
/// [`StoreError`].
pub fn find(tx: &Tx<'_>, account: AccountId) -> Result<Option<Contact>, StoreError> {
    one(tx, "account = ?", [account.0])
}

/// The contact of a handle.
///
/// # Errors
/// [`StoreError`].
pub fn by_handle(tx: &Tx<'_>, handle: &Handle) -> Result<Option<Contact>, StoreError> {
    one(tx, "handle = ?", [handle.as_str()])
}

/// The other one of a chat of two.
///
/// # Errors
/// [`StoreError`].
pub fn by_chat(tx: &Tx<'_>, chat: ChatId) -> Result<Option<Contact>, StoreError> {
    one(tx, "chat = ?", [chat.0])
}

/// What the contact's identity signed, as it was first seen.
///
/// # Errors
/// [`StoreError`].
pub fn card(tx: &Tx<'_>, account: AccountId) -> Result<Option<Vec<u8>>, StoreError> {
    Ok(tx
        .prepare_cached("SELECT card FROM contact WHERE account = ?")?
        .query_row([account.0], |row| row.get(0))
        .optional()?)
}

/// Gives a contact its chosen name; `false` if it has that name already.
///
/// # Errors
/// [`StoreError`].
pub fn rename(tx: &Tx<'_>, account: AccountId, name: &str) -> Result<bool, StoreError> {
    let renamed = tx
        .prepare_cached("UPDATE contact SET name = ?2 WHERE account = ?1 AND name <> ?2")?
        .execute((account.0, name))?;
    Ok(renamed == 1)
}

/// All contacts whose chat is no request are to be told the account's new name or picture; the others learn it when they are accepted.
///
/// # Errors
/// [`StoreError`].
pub fn want_name(tx: &Tx<'_>) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE contact SET name_due = 1 WHERE chat IN (SELECT id FROM chat WHERE request = 0)")?
        .execute([])?;
    Ok(())
}

/// Contacts that are to be told it, and may be.
///
/// # Errors
/// [`StoreError`].
pub fn wanting_name(tx: &Tx<'_>, limit: u32) -> Result<Vec<Contact>, StoreError> {
    let which = "name_due = 1 AND blocked = 0 LIMIT ?";
    let mut statement = tx.prepare_cached(&format!("SELECT {COLUMNS} FROM contact WHERE {which}"))?;
    let mut rows = statement.query([limit])?;
    let mut contacts = Vec::new();
    while let Some(row) = rows.next()? {
        contacts.push(read(row)?);
    }
    Ok(contacts)
}

/// A contact has been told it.
///
/// # Errors
/// [`StoreError`].
pub fn has_name(tx: &Tx<'_>, account: AccountId) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE contact SET name_due = 0 WHERE account = ?")?
        .execute([account.0])?;
    Ok(())
}

/// Blocks a contact, or lets it write again; `false` if it is so already.
///
/// # Errors
/// [`StoreError`].
pub fn block(tx: &Tx<'_>, account: AccountId, on: bool) -> Result<bool, StoreError> {
    let changed = tx
        .prepare_cached("UPDATE contact SET blocked = ?2 WHERE account = ?1 AND blocked <> ?2")?
        .execute((account.0, on))?;
    Ok(changed == 1)
}

/// Gives a contact and its groups another chat.
///
/// # Errors
/// [`StoreError`].
pub fn move_to(tx: &Tx<'_>, account: AccountId, from: ChatId, to: ChatId) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE contact SET chat = ? WHERE account = ?")?
        .execute((to.0, account.0))?;
    tx.prepare_cached("UPDATE mls_group SET chat = ? WHERE chat = ?")?
        .execute((to.0, from.0))?;
    tx.prepare_cached("UPDATE knock SET chat = ? WHERE chat = ?")?
        .execute((to.0, from.0))?;
    Ok(())
}

fn one(tx: &Tx<'_>, which: &str, key: impl Params) -> Result<Option<Contact>, StoreError> {
    let found = tx
        .prepare_cached(&format!("SELECT {COLUMNS} FROM contact WHERE {which}"))?
        .query_row(key, |row| Ok(read(row)))
        .optional()?;
    found.transpose()
}

fn read(row: &Row<'_>) -> Result<Contact, StoreError> {
    let handle: String = row.get(1)?;
    Ok(Contact {
        account: AccountId(row.get(0)?),
        handle: Handle::parse(&handle).map_err(|_| StoreError::Damaged("a contact's handle".to_owned()))?,
        name: row.get(2)?,
        chat: ChatId(row.get(3)?),
        verified: row.get(4)?,
        blocked: row.get(5)?,
        key_changed: row.get(6)?,
        picture: row.get::<_, Option<_>>(7)?.map(PictureId),
    })
}
