//! Room for files: who has made it, how much there is, and until when. The parts themselves lie elsewhere ([`crate::files`]).
//!
//! ```text
//!  Coming ──all parts are there──► Whole
//!     └────────── time is up, or dropped ──────────┴──► Going ──its parts are gone──► no row
//! ```
//!
//! Source: docs/protocol.md, rules `R-FILE-1` and `R-FILE-7`.

use pillion_wire::{
    id::{AccountId, FileId},
    refusal::Code,
    time::Timestamp,
};

use super::{
    failure::{Failure, Stop},
    mailboxes::{account, write_account},
    op::Answer,
    quotas::Quotas,
    row::{self, FileRow, Old, Stage, expiry_key},
    tables::{Table, Tables},
};

/// The smallest file, in bytes: the seal of an empty one.
const LEAST_BYTES: u64 = 16;

/// When a file whose parts could not be removed comes again, in milliseconds.
const AGAIN_MS: u64 = 10 * 60 * 1_000;

/// Makes room; a repeat is done.
///
/// # Errors
/// `FileTooLarge`, `FilesFull`, `FileTaken`, or [`Failure`] of the storage.
pub fn allow(tables: &mut impl Tables, quotas: &Quotas, file: FileId, room: FileRow) -> Result<Answer, Stop> {
    if let Some(held) = find_row(tables, file)? {
        let same = FileRow {
            stage: held.stage,
            until: held.until,
            ..room
        };
        return if held == same && held.stage != Stage::Going {
            Ok(Answer::Done)
        } else {
            Err(Code::FileTaken.into())
        };
    }
    if room.bytes < LEAST_BYTES || room.bytes > quotas.file_bytes {
        return Err(Code::FileTooLarge.into());
    }
    let mut owner = account(tables, room.account)?.unwrap_or_default();
    owner.file_bytes = owner.file_bytes.saturating_add(room.bytes);
    if owner.file_bytes > quotas.file_bytes {
        return Err(Code::FilesFull.into());
    }
    write_account(tables, room.account, &owner)?;
    write(tables, file, &room)?;
    Ok(Answer::Done)
}

/// Lets a file go at the next sweep.
///
/// # Errors
/// [`Failure`] of the storage.
pub fn drop(tables: &mut impl Tables, now: Timestamp, owner: AccountId, file: FileId) -> Result<Answer, Stop> {
    if let Some(row) = find_row(tables, file)?
        && row.account == owner
        && row.stage != Stage::Going
    {
        let stage = Stage::Going;
        put_off(tables, file, FileRow { stage, ..row }, now)?;
    }
    Ok(Answer::Done)
}

/// Lets a file go that is not whole (rule `R-FILE-21`).
///
/// # Errors
/// `FileUnknown`, `FileTaken` if it is whole, or [`Failure`] of the storage.
pub fn give_up(tables: &mut impl Tables, now: Timestamp, file: FileId) -> Result<Answer, Stop> {
    let row = find_row(tables, file)?.ok_or(Code::FileUnknown)?;
    match row.stage {
        Stage::Going => return Err(Code::FileUnknown.into()),
        Stage::Whole => return Err(Code::FileTaken.into()),
        Stage::Coming => {
            let stage = Stage::Going;
            // Its parts are removed at once; if that fails, when the store names it.
            put_off(tables, file, FileRow { stage, ..row }, now.after_ms(AGAIN_MS))?;
        }
    }
    Ok(Answer::Done)
}

/// What is known of a file that is not going.
///
/// # Errors
/// `FileUnknown`, or [`Failure`] of the storage.
pub fn find(tables: &impl Tables, file: FileId) -> Result<Answer, Stop> {
    let row = find_row(tables, file)?.filter(|row| row.stage != Stage::Going);
    let row = row.ok_or(Code::FileUnknown)?;
    Ok(Answer::File {
        bytes: row.bytes,
        write: row.write,
        read: row.read,
        is_whole: row.stage == Stage::Whole,
    })
}

/// All of a file has come; from now on it is held as long as others.
///
/// # Errors
/// `FileUnknown`, or [`Failure`] of the storage.
pub fn end(tables: &mut impl Tables, now: Timestamp, quotas: &Quotas, file: FileId) -> Result<Answer, Stop> {
    let row = find_row(tables, file)?.ok_or(Code::FileUnknown)?;
    match row.stage {
        Stage::Going => return Err(Code::FileUnknown.into()),
        Stage::Whole => {}
        Stage::Coming => {
            let stage = Stage::Whole;
            put_off(tables, file, FileRow { stage, ..row }, now.after_ms(quotas.file_ms))?;
        }
    }
    Ok(Answer::Done)
}

/// The parts of a file are gone: its room is free again.
///
/// # Errors
/// [`Failure`] of the storage.
pub fn free(tables: &mut impl Tables, file: FileId) -> Result<Answer, Stop> {
    if let Some(row) = find_row(tables, file)?
        && row.stage == Stage::Going
    {
        if let Some(mut owner) = account(tables, row.account)? {
            owner.file_bytes = owner.file_bytes.saturating_sub(row.bytes);
            write_account(tables, row.account, &owner)?;
        }
        tables.remove(Table::Expiry, &expiry_key(row.until, Old::File, &file.0))?;
        tables.remove(Table::Files, &file.0)?;
    }
    Ok(Answer::Done)
}

/// The time of a file is up, or its parts could not be removed the last time; its entry in `Expiry` is gone already.
///
/// # Errors
/// [`Failure`] of the storage.
pub fn go(tables: &mut impl Tables, now: Timestamp, key: &[u8]) -> Result<Option<FileId>, Failure> {
    let file = key.first_chunk().copied().map(FileId);
    let file = file.ok_or(Failure::Damaged("expiry"))?;
    let Some(row) = find_row(tables, file)? else {
        return Ok(None);
    };
    let (stage, until) = (Stage::Going, now.after_ms(AGAIN_MS));
    write(tables, file, &FileRow { stage, until, ..row })?;
    Ok(Some(file))
}

fn find_row(tables: &impl Tables, file: FileId) -> Result<Option<FileRow>, Failure> {
    tables
        .row(Table::Files, &file.0)?
        .map(|bytes| row::decode(&bytes, "files"))
        .transpose()
}

/// Writes a file's row with its next time.
fn put_off(tables: &mut impl Tables, file: FileId, row: FileRow, until: Timestamp) -> Result<(), Failure> {
    tables.remove(Table::Expiry, &expiry_key(row.until, Old::File, &file.0))?;
    write(tables, file, &FileRow { until, ..row })
}

fn write(tables: &mut impl Tables, file: FileId, row: &FileRow) -> Result<(), Failure> {
    tables.write(Table::Files, &file.0, &row::encode(row))?;
    tables.write(Table::Expiry, &expiry_key(row.until, Old::File, &file.0), &[])
}
