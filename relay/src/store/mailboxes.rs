//! Putting, reading and forgetting blobs.
//!
//! Each op checks everything before it writes anything, so a refusal leaves no trace in the transaction.
//!
//! Source: docs/protocol.md, rules `R-PUT-1` to `R-PUT-6`.

use bytes::Bytes;
use pillion_wire::{
    client_frame::Slot,
    id::{AccountId, PutId},
    refusal::Code,
    time::Timestamp,
};

use super::{
    failure::{Failure, Stop},
    op::{Answer, Mail},
    quotas::Quotas,
    row::{self, AccountRow, MailRow, Old, PutKey, PutRow, expiry_key, mail_key, put_key, slot_key},
    tables::{Table, Tables},
};

/// The account's row, if it was ever here.
///
/// # Errors
/// [`Failure`] of the storage.
pub fn account(tables: &impl Tables, account: AccountId) -> Result<Option<AccountRow>, Failure> {
    tables
        .row(Table::Accounts, &account.0)?
        .map(|bytes| row::decode(&bytes, "accounts"))
        .transpose()
}

/// Writes the account's row.
///
/// # Errors
/// [`Failure`] of the storage.
pub fn write_account(tables: &mut impl Tables, account: AccountId, row: &AccountRow) -> Result<(), Failure> {
    tables.write(Table::Accounts, &account.0, &row::encode(row))
}

/// A blob on its way in.
#[derive(Debug)]
pub struct Incoming<'a> {
    /// Who sends it.
    pub sender: AccountId,
    /// The sender's name for it.
    pub id: PutId,
    /// The mailboxes.
    pub to: &'a [AccountId],
    /// The commit slot that it wants.
    pub slot: Option<Slot>,
    /// The blob.
    pub payload: &'a [u8],
}

/// Stores a blob for all recipients, or says why for none.
///
/// # Errors
/// `EpochTaken`, `MailboxUnknown`, `MailboxFull`, or [`Failure`] of the storage.
pub fn put(tables: &mut impl Tables, now: Timestamp, quotas: &Quotas, incoming: &Incoming<'_>) -> Result<Answer, Stop> {
    let key = put_key(incoming.sender, incoming.id);
    if tables.row(Table::Puts, &key)?.is_some() {
        return Ok(Answer::Put { deliveries: Vec::new() });
    }
    if let Some(slot) = incoming.slot
        && tables.row(Table::Slots, &slot_key(slot))?.is_some()
    {
        return Err(Code::EpochTaken.into());
    }
    let size = u64::try_from(incoming.payload.len()).unwrap_or(u64::MAX);
    let mut rows = Vec::with_capacity(incoming.to.len());
    for to in incoming.to {
        let row = account(tables, *to)?.ok_or(Code::MailboxUnknown)?;
        if row.blobs >= quotas.blobs || row.bytes.saturating_add(size) > quotas.bytes {
            return Err(Code::MailboxFull.into());
        }
        rows.push((*to, row));
    }

    let until = now.after_ms(quotas.age_ms);
    let mut deliveries = Vec::with_capacity(rows.len());
    for (to, mut row) in rows {
        row.newest = row.newest.saturating_add(1);
        row.blobs = row.blobs.saturating_add(1);
        row.bytes = row.bytes.saturating_add(size);
        let mail = MailRow {
            put: key,
            id: incoming.id,
            at: now,
            bytes: size,
            until,
        };
        let mail_key = mail_key(to, row.newest);
        tables.write(Table::Mail, &mail_key, &row::encode(&mail))?;
        tables.write(Table::Expiry, &expiry_key(until, Old::Mail, &mail_key), &[])?;
        write_account(tables, to, &row)?;
        deliveries.push((to, row.newest));
    }
    let waiting = u32::try_from(deliveries.len()).unwrap_or(u32::MAX);
    tables.write(Table::Puts, &key, &row::encode(&PutRow { waiting }))?;
    tables.write(Table::Expiry, &expiry_key(until, Old::Put, &key), &[])?;
    tables.write(Table::Blobs, &key, incoming.payload)?;
    if let Some(slot) = incoming.slot {
        let slot_key = slot_key(slot);
        let until = now.after_ms(quotas.slot_ms);
        tables.write(Table::Slots, &slot_key, &key)?;
        tables.write(Table::Expiry, &expiry_key(until, Old::Slot, &slot_key), &[])?;
    }
    Ok(Answer::Put { deliveries })
}

/// The oldest blobs after `after`: at most `count`, and none after the one that reaches `bytes`.
///
/// # Errors
/// [`Failure`] of the storage.
pub fn read(tables: &impl Tables, account: AccountId, after: u64, count: usize, bytes: usize) -> Result<Answer, Stop> {
    let from = mail_key(account, after.saturating_add(1));
    let to = mail_key(account, u64::MAX);
    let mut found = Vec::new();
    let mut total = 0_usize;
    for (key, bytes_of_row) in tables.rows(Table::Mail, &from..=&to, count)? {
        let row: MailRow = row::decode(&bytes_of_row, "mail")?;
        let payload = tables.row(Table::Blobs, &row.put)?.ok_or(Failure::Damaged("blobs"))?;
        total = total.saturating_add(payload.len());
        found.push(Mail {
            seq: seq_of(&key)?,
            id: row.id,
            at: row.at,
            payload: Bytes::from(payload),
        });
        if total >= bytes {
            break;
        }
    }
    Ok(Answer::Mail(found))
}

/// Forgets all blobs up to `through`.
///
/// # Errors
/// [`Failure`] of the storage.
pub fn ack(tables: &mut impl Tables, owner: AccountId, through: u64) -> Result<Answer, Stop> {
    let Some(mut account_row) = account(tables, owner)? else {
        return Ok(Answer::Done);
    };
    let (from, to) = (mail_key(owner, 0), mail_key(owner, through));
    let done = tables.rows(Table::Mail, &from..=&to, usize::MAX)?;
    if done.is_empty() {
        return Ok(Answer::Done);
    }
    for (key, bytes) in done {
        let row: MailRow = row::decode(&bytes, "mail")?;
        tables.remove(Table::Expiry, &expiry_key(row.until, Old::Mail, &key))?;
        forget(tables, &mut account_row, &key, &row)?;
    }
    write_account(tables, owner, &account_row)?;
    Ok(Answer::Done)
}

/// Takes one blob out of a mailbox, and drops it when no other mailbox holds it.
///
/// # Errors
/// [`Failure`] of the storage.
pub fn forget(tables: &mut impl Tables, account: &mut AccountRow, key: &[u8], mail: &MailRow) -> Result<(), Failure> {
    tables.remove(Table::Mail, key)?;
    account.blobs = account.blobs.saturating_sub(1);
    account.bytes = account.bytes.saturating_sub(mail.bytes);
    release(tables, &mail.put)
}

fn release(tables: &mut impl Tables, put: &PutKey) -> Result<(), Failure> {
    let Some(bytes) = tables.row(Table::Puts, put)? else {
        return tables.remove(Table::Blobs, put);
    };
    let row: PutRow = row::decode(&bytes, "puts")?;
    let waiting = row.waiting.saturating_sub(1);
    if waiting == 0 {
        tables.remove(Table::Blobs, put)?;
    }
    tables.write(Table::Puts, put, &row::encode(&PutRow { waiting }))
}

fn seq_of(key: &[u8]) -> Result<u64, Failure> {
    key.last_chunk::<8>()
        .map(|seq| u64::from_be_bytes(*seq))
        .ok_or(Failure::Damaged("mail"))
}
