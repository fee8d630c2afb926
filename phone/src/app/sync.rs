//! `Sync`: a screen learns all that it has missed.
//!
//! From version 0, or when its version is none of ours, it gets a snapshot: account, connection, links, then the chats with
//! their contacts, the newest first. From any other version it gets the objects that changed since, oldest change first.
//! Either comes in parts that leave room on the link for what people wait for.

use pillion_protocol::content::{id::Version, reply::Answer, update::Change};

use super::{phone::Phone, screens::Seat, view};
use crate::store::{change, chat, contact, error::StoreError, link};

/// Bytes of one part: one padding class of the link (16 KiB), less the fields around it.
const PART_BYTES: usize = 16_000;

/// Chats or changes looked at for one part; more never fit.
const PART_OBJECTS: u32 = 256;

/// One `Sync` that is read in parts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Progress {
    since: Version,
    version: Version,
    snapshot: bool,
}

/// A part being filled.
#[derive(Default)]
struct Part {
    changes: Vec<Change>,
    bytes: usize,
}

impl Part {
    /// Adds all or nothing; `false` if the part is full.
    fn add(&mut self, changes: Vec<Change>) -> bool {
        let bytes: usize = changes.iter().map(view::bytes_of).sum();
        if !self.changes.is_empty() && self.bytes.saturating_add(bytes) > PART_BYTES {
            return false;
        }
        self.bytes = self.bytes.saturating_add(bytes);
        self.changes.extend(changes);
        true
    }
}

impl Phone {
    /// Answers `Sync`.
    pub(super) fn sync(&mut self, seat: Seat, since: Version, cursor: Option<u64>) -> Result<Answer, StoreError> {
        let going = self
            .screens
            .syncs
            .get(&seat)
            .copied()
            .filter(|going| going.since == since);
        let (progress, from) = match (going, cursor) {
            (Some(going), Some(cursor)) => (going, Some(cursor)),
            _ => {
                let version = change::current(&self.database.read())?;
                let snapshot = since == Version(0) || since > version;
                (
                    Progress {
                        since,
                        version,
                        snapshot,
                    },
                    None,
                )
            }
        };
        let (part, more) = if progress.snapshot {
            self.snapshot(from)?
        } else {
            self.missed(progress, from)?
        };
        match more {
            Some(_) => self.screens.syncs.insert(seat, progress),
            None => self.screens.syncs.remove(&seat),
        };
        Ok(Answer::Synced {
            reset: progress.snapshot && from.is_none(),
            version: progress.version,
            changes: part.changes,
            more,
        })
    }

    /// The cursor counts the chats that were told. A chat that moves meanwhile moves to the front, so none is left out.
    fn snapshot(&self, cursor: Option<u64>) -> Result<(Part, Option<u64>), StoreError> {
        let tx = self.database.read();
        let mut part = Part::default();
        if cursor.is_none() {
            part.add(vec![
                Change::Account(self.keys.view()),
                Change::Connection(self.light_now()?),
            ]);
            for row in link::all(&tx)?
                .into_iter()
                .filter(|row| row.stage != link::Stage::Ended)
            {
                part.changes
                    .push(Change::Link(row.view(self.ends.is_online(row.record.link))));
            }
        }
        let mut told = cursor.unwrap_or_default();
        for id in chat::newest(&tx, told, PART_OBJECTS)? {
            let contact = view::known(&tx, contact::by_chat(&tx, id)?)?;
            // One that is not shown has a contact all the same.
            let chat = chat::view(&tx, id)?.map(Change::Chat);
            if !part.add(contact.into_iter().chain(chat).collect()) {
                return Ok((part, Some(told)));
            }
            told = told.saturating_add(1);
        }
        let more = !chat::newest(&tx, told, 1)?.is_empty();
        Ok((part, more.then_some(told)))
    }

    /// The cursor is the version told last. An object that changes meanwhile comes in an update instead.
    fn missed(&self, progress: Progress, cursor: Option<u64>) -> Result<(Part, Option<u64>), StoreError> {
        let tx = self.database.read();
        let mut part = Part::default();
        if cursor.is_none() {
            part.add(vec![Change::Connection(self.light_now()?)]);
        }
        let mut told = cursor.map_or(progress.since, Version);
        let objects = change::between(&tx, told, progress.version, PART_OBJECTS)?;
        for (version, object) in objects {
            let change = view::of(&tx, &self.keys, &self.ends, object)?;
            if !part.add(change.into_iter().collect()) {
                return Ok((part, Some(told.0)));
            }
            told = version;
        }
        let more = !change::between(&tx, told, progress.version, 1)?.is_empty();
        Ok((part, more.then_some(told.0)))
    }
}
