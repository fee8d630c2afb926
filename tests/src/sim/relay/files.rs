//! The relay's files: the real rows of who may write and read what, and the bytes in memory.

use pillion_protocol::crypto::token;
use pillion_relay::store::op::{Answer, Op};
use pillion_wire::{
    id::{FileId, FileToken},
    refusal::Code,
};

use super::{Job, Relay, Store as _, Timestamp};

/// Why it does not take a file, or give it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// It does not run: later it may.
    Passing,
    /// Its disk is full: later it may.
    Full,
    /// It has none of that name for that token.
    Unknown,
}

/// What it knows of a file.
struct Known {
    bytes: u64,
    may_write: bool,
    may_read: bool,
    is_whole: bool,
}

impl Relay {
    /// How much it has of a file, and whether that is all.
    ///
    /// # Errors
    /// [`Refusal`]
    pub fn held(&mut self, now: Timestamp, file: FileId, token: &FileToken) -> Result<(u64, bool), Refusal> {
        let known = self.known(now, file, token)?;
        let held = self.files.get(&file).map_or(0, Vec::len);
        Ok((u64::try_from(held).unwrap_or(u64::MAX), known.is_whole))
    }

    /// Takes more of a file, behind what it has.
    ///
    /// # Errors
    /// [`Refusal`]
    pub fn take(&mut self, now: Timestamp, file: FileId, token: &FileToken, piece: &[u8]) -> Result<(), Refusal> {
        let known = self.known(now, file, token)?;
        if !known.may_write {
            return Err(Refusal::Unknown);
        }
        if self.is_full {
            return Err(Refusal::Full);
        }
        self.taken += piece.len();
        let held = self.files.entry(file).or_default();
        held.extend_from_slice(piece);
        let is_whole = u64::try_from(held.len()).unwrap_or(u64::MAX) >= known.bytes;
        if is_whole {
            self.does(now, Op::EndFile { file }).map_err(|_| Refusal::Full)?;
        }
        Ok(())
    }

    /// At most `most` bytes of a file from `from` on.
    ///
    /// # Errors
    /// [`Refusal`]
    pub fn give(
        &mut self,
        now: Timestamp,
        file: FileId,
        token: &FileToken,
        from: u64,
        most: usize,
    ) -> Result<Vec<u8>, Refusal> {
        let known = self.known(now, file, token)?;
        let sealed = self.files.get(&file).filter(|_| known.may_read && known.is_whole);
        let sealed = sealed.ok_or(Refusal::Unknown)?;
        let from = usize::try_from(from).unwrap_or(usize::MAX);
        let rest = sealed.get(from..).unwrap_or_default();
        Ok(rest.iter().take(most).copied().collect())
    }

    /// Lets a file go that was not brought in full.
    pub fn give_up(&mut self, now: Timestamp, file: FileId, token: &FileToken) {
        let may_write = self.known(now, file, token).is_ok_and(|known| known.may_write);
        if may_write && self.does(now, Op::GiveUpFile { file }).is_ok() {
            self.forget(now, vec![file]);
        }
    }

    /// Removes the bytes of files, whose room is then free.
    pub fn forget(&mut self, now: Timestamp, files: Vec<FileId>) {
        for file in files {
            self.files.remove(&file);
            // A store that refuses names it again.
            let _ = self.does(now, Op::FreeFile { file });
        }
    }

    /// Bytes of files that it has taken so far.
    #[must_use]
    pub const fn taken(&self) -> usize {
        self.taken
    }

    /// How many files it has, in full or in part.
    #[must_use]
    pub fn files(&self) -> usize {
        self.files.len()
    }

    /// All bytes of files that it has.
    pub fn file_bytes(&self) -> impl Iterator<Item = &[u8]> {
        self.files.values().map(Vec::as_slice)
    }

    fn known(&mut self, now: Timestamp, file: FileId, shown: &FileToken) -> Result<Known, Refusal> {
        if !self.runs() {
            return Err(Refusal::Passing);
        }
        let shown = token::hash_of_file(shown);
        match self.does(now, Op::FindFile { file }) {
            Ok(Answer::File {
                bytes,
                write,
                read,
                is_whole,
            }) if shown == write || shown == read => Ok(Known {
                bytes,
                may_write: shown == write,
                may_read: shown == read,
                is_whole,
            }),
            Ok(_) | Err(Code::FileUnknown) => Err(Refusal::Unknown),
            Err(_) => Err(Refusal::Passing),
        }
    }

    /// Changes its store at once, behind nothing that waits.
    fn does(&mut self, now: Timestamp, op: Op) -> Result<Answer, Code> {
        let outcome = self.store.commit(&[Job { now, op }]).pop();
        outcome.unwrap_or(Err(Code::Storage))
    }
}
