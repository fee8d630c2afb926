//! Forgetting what is too old.
//!
//! Source: docs/protocol.md, rules `R-PUT-6` and `R-FILE-7`.

use pillion_wire::{id::AccountId, time::Timestamp};

use super::{
    failure::{Failure, Stop},
    files, mailboxes,
    op::Answer,
    row::{self, LinkRow, MailRow, Old},
    tables::{Table, Tables},
};

/// Things forgotten in one go: keeps a transaction that others wait for below some milliseconds.
const AT_ONCE: usize = 512;

/// Forgets a limited number of things whose time has come.
///
/// # Errors
/// [`Failure`] of the storage.
pub fn sweep(tables: &mut impl Tables, now: Timestamp) -> Result<Answer, Stop> {
    // The earliest key of the next millisecond is past the last one of this.
    let end = now.after_ms(1).0.to_be_bytes();
    let old = tables.rows(Table::Expiry, &[]..=&end, AT_ONCE)?;
    let more = old.len() == AT_ONCE;
    let mut going = Vec::new();
    for (entry, _) in old {
        tables.remove(Table::Expiry, &entry)?;
        let Some((kind, key)) = entry.get(8..).and_then(<[u8]>::split_first) else {
            continue;
        };
        match Old::of(*kind) {
            Some(Old::Mail) => mail(tables, key)?,
            Some(Old::Put) => tables.remove(Table::Puts, key)?,
            Some(Old::Farewell) => farewell(tables, key)?,
            Some(Old::Slot) => tables.remove(Table::Slots, key)?,
            Some(Old::File) => going.extend(files::go(tables, now, key)?),
            // An entry that says nothing must not stop the others.
            None => {}
        }
    }
    Ok(Answer::Swept { more, files: going })
}

fn mail(tables: &mut impl Tables, key: &[u8]) -> Result<(), Failure> {
    let owner = key.first_chunk::<32>().copied().map(AccountId);
    let owner = owner.ok_or(Failure::Damaged("expiry"))?;
    let (Some(bytes), Some(mut account)) = (tables.row(Table::Mail, key)?, mailboxes::account(tables, owner)?) else {
        return Ok(());
    };
    let row: MailRow = row::decode(&bytes, "mail")?;
    mailboxes::forget(tables, &mut account, key, &row)?;
    mailboxes::write_account(tables, owner, &account)
}

fn farewell(tables: &mut impl Tables, key: &[u8]) -> Result<(), Failure> {
    let Some(bytes) = tables.row(Table::Links, key)? else {
        return Ok(());
    };
    let row: LinkRow = row::decode(&bytes, "links")?;
    if row.farewell.is_some() {
        tables.remove(Table::Links, key)?;
    }
    Ok(())
}
