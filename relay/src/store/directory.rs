//! Handles and key packages.
//!
//! Source: docs/protocol.md, rules `R-DIR-1` to `R-DIR-4`.

use std::collections::BTreeSet;

use pillion_wire::{handle::Handle, id::AccountId, limit::KEY_PACKAGES_HELD, refusal::Code};

use super::{
    failure::{Failure, Stop},
    mailboxes::{account, write_account},
    op::Answer,
    row::{self, HandleRow, keys_of, package_key},
    tables::{Table, Tables},
};

/// Takes a handle for an account, or changes its record.
///
/// # Errors
/// `HandleTaken`, `HandleFixed`, or [`Failure`] of the storage.
pub fn claim(tables: &mut impl Tables, owner: AccountId, handle: &Handle, record: &[u8]) -> Result<Answer, Stop> {
    if handle_row(tables, handle)?.is_some_and(|row| row.account != owner) {
        return Err(Code::HandleTaken.into());
    }
    let mut row = account(tables, owner)?.ok_or(Code::MailboxUnknown)?;
    if row.handle.as_ref().is_some_and(|held| held != handle) {
        return Err(Code::HandleFixed.into());
    }
    row.handle = Some(handle.clone());
    write_account(tables, owner, &row)?;
    let entry = HandleRow {
        account: owner,
        record: record.to_vec(),
    };
    tables.write(Table::Handles, handle.as_str().as_bytes(), &row::encode(&entry))?;
    Ok(Answer::Done)
}

/// The account behind a handle.
///
/// # Errors
/// `HandleUnknown`, or [`Failure`] of the storage.
pub fn look_up(tables: &impl Tables, handle: &Handle) -> Result<Answer, Stop> {
    let row = handle_row(tables, handle)?.ok_or(Code::HandleUnknown)?;
    Ok(Answer::Entry {
        account: row.account,
        record: row.record,
    })
}

/// Adds key packages; one that is already held is not held twice, or it could be given out twice. A new last resort takes the
/// place of all that were held: its phone renews them before they expire, which the relay cannot see.
///
/// # Errors
/// `RecordTooLarge` for more than the relay holds, or [`Failure`] of the storage.
pub fn publish(
    tables: &mut impl Tables,
    owner: AccountId,
    packages: &[Vec<u8>],
    last_resort: Option<&[u8]>,
) -> Result<Answer, Stop> {
    let mut row = account(tables, owner)?.ok_or(Code::MailboxUnknown)?;
    if let Some(package) = last_resort {
        let (from, to) = keys_of(owner, 32);
        for (key, _) in tables.rows(Table::KeyPackages, &from..=&to, KEY_PACKAGES_HELD)? {
            tables.remove(Table::KeyPackages, &key)?;
        }
        row.key_packages = 0;
        tables.write(Table::LastResorts, &owner.0, package)?;
    }
    let mut new = Vec::new();
    let mut keys = BTreeSet::new();
    for package in packages {
        let key = package_key(owner, package);
        if tables.row(Table::KeyPackages, &key)?.is_none() && keys.insert(key.clone()) {
            new.push((key, package));
        }
    }
    let held = u32::try_from(new.len())
        .unwrap_or(u32::MAX)
        .saturating_add(row.key_packages);
    if usize::try_from(held).is_ok_and(|held| held > KEY_PACKAGES_HELD) {
        return Err(Code::RecordTooLarge.into());
    }
    for (key, package) in new {
        tables.write(Table::KeyPackages, &key, package)?;
    }
    row.key_packages = held;
    write_account(tables, owner, &row)?;
    Ok(Answer::Published { held })
}

/// Takes one key package away, or shows the one of last resort.
///
/// # Errors
/// `MailboxUnknown`, `NoKeyPackage`, or [`Failure`] of the storage.
pub fn take(tables: &mut impl Tables, owner: AccountId) -> Result<Answer, Stop> {
    let mut row = account(tables, owner)?.ok_or(Code::MailboxUnknown)?;
    let (from, to) = keys_of(owner, 32);
    let first = tables.rows(Table::KeyPackages, &from..=&to, 1)?.pop();
    let Some((key, package)) = first else {
        let package = tables.row(Table::LastResorts, &owner.0)?;
        return Ok(Answer::KeyPackage(package.ok_or(Code::NoKeyPackage)?));
    };
    tables.remove(Table::KeyPackages, &key)?;
    row.key_packages = row.key_packages.saturating_sub(1);
    write_account(tables, owner, &row)?;
    Ok(Answer::KeyPackage(package))
}

fn handle_row(tables: &impl Tables, handle: &Handle) -> Result<Option<HandleRow>, Failure> {
    tables
        .row(Table::Handles, handle.as_str().as_bytes())?
        .map(|bytes| row::decode(&bytes, "handles"))
        .transpose()
}
