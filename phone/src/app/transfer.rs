//! Files on their way: to the relay, and from it.
//!
//! 1. The relay is asked for room, and given the sealed bytes of a file that leaves; then its message goes to the outbox.
//! 2. A file that others send is fetched and kept, so that it outlives the relay's copy; nothing is fetched for people who are not accepted,
//!    and what is larger than the account's limits only when somebody asks for it.
//! 3. What no message has any more is removed.
//!
//! The database says what is to be moved; this part only knows what is under way. What passes by itself is tried again, after a wait
//! that doubles up to a minute.
//!
//! Source: docs/protocol.md, rules `R-FILE-1`, `R-FILE-11` and `R-FILE-12`.

use std::collections::BTreeMap;

use pillion_protocol::{
    content::{
        body::Body,
        file::{File, Held, Shared},
        id::{ChatId, MessageId},
        problem::Problem,
        text::Text,
    },
    crypto::{digest::Digest, key::StreamKey, token},
    file::{
        length::sealed,
        token::{read_token, write_token},
    },
};
use pillion_wire::{
    client_frame::ClientFrame,
    id::{FileId, FileToken},
    refusal::Code,
    time::Timestamp,
};

use super::{
    event::Output,
    fault::Fault,
    haul::{Cargo, Haul, Hitch},
    outbox::is_passing,
    pending::Pending,
    phone::Phone,
    work::Work,
};
use crate::store::{file, message, state};

/// Files on their way at once, in both directions.
const AT_ONCE: usize = 3;

/// The first wait before a file is tried again, in milliseconds; doubled each time.
const FIRST_WAIT_MS: u64 = 1_000;

/// The longest such wait, in milliseconds.
const LONGEST_WAIT_MS: u64 = 60_000;

/// What is under way.
#[derive(Debug, Default)]
pub(super) struct Transfers {
    moving: BTreeMap<i64, Leg>,
    /// Bytes that are being fetched: two messages that have the same file must not write to it at once.
    fetching: BTreeMap<i64, Digest>,
    /// Files that could not be moved: how often, and when they are tried again.
    waits: BTreeMap<i64, (u32, Timestamp)>,
    /// Bytes that are being removed.
    removing: Vec<Digest>,
    /// The database may say that there is something to do.
    look: bool,
}

/// How far a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Leg {
    /// The relay is asked for room.
    Asking,
    /// The bytes are on their way.
    Moving,
}

impl Transfers {
    /// There may be something to do.
    pub(super) fn look(&mut self) {
        self.look = true;
    }

    /// Whether the bytes of a file are on their way.
    pub(super) fn is_moving(&self, message: i64) -> bool {
        self.moving.get(&message) == Some(&Leg::Moving)
    }

    /// The connection is gone: nobody answers for the room that was asked for.
    pub(super) fn cut(&mut self) {
        self.moving.retain(|_, leg| *leg == Leg::Moving);
    }

    pub(super) fn wake_at(&self) -> Option<Timestamp> {
        self.waits.values().map(|(_, at)| *at).min()
    }

    /// A file is tried again after a while.
    fn wait(&mut self, now: Timestamp, message: i64) {
        self.moving.remove(&message);
        self.fetching.remove(&message);
        self.look = true;
        let (tries, at) = self.waits.entry(message).or_insert((0, now));
        let wait = FIRST_WAIT_MS.checked_shl(*tries).unwrap_or(LONGEST_WAIT_MS);
        *tries = tries.saturating_add(1).min(10);
        *at = now.after_ms(wait.min(LONGEST_WAIT_MS));
    }

    /// A file is tried at once.
    pub(super) fn hurry(&mut self, message: i64) {
        self.waits.remove(&message);
        self.look = true;
    }

    /// A file is not moved any more.
    fn end(&mut self, message: i64) {
        self.moving.remove(&message);
        self.fetching.remove(&message);
        self.waits.remove(&message);
        self.look = true;
    }
}

impl Phone {
    /// Begins to move what is to be moved, as far as there is room.
    pub(super) fn move_files(&mut self, now: Timestamp) {
        let due = self.relay.is_ready() && self.transfers.waits.values().any(|(_, at)| *at <= now);
        if !(self.transfers.look || due) {
            return;
        }
        self.transfers.look = false;
        if let Err(fault) = self.begin_to_move(now) {
            self.fault(&fault);
        }
    }

    fn begin_to_move(&mut self, now: Timestamp) -> Result<(), Fault> {
        let tx = self.database.read();
        let (left, moving) = (file::left(&tx)?, file::moving(&tx)?);
        for digest in left {
            if !self.transfers.removing.contains(&digest) {
                self.transfers.removing.push(digest);
                self.outputs.push_back(Output::Haul(Haul::Remove { digest }));
            }
        }
        if !self.relay.is_ready() {
            return Ok(());
        }
        for found in moving.into_iter().chain(self.again(now)?) {
            let Some(shared) = found.message.body.file() else {
                continue;
            };
            let waits = self.transfers.waits.get(&found.number);
            if self.transfers.moving.len() >= AT_ONCE {
                break;
            }
            if self.transfers.moving.contains_key(&found.number) || waits.is_some_and(|(_, at)| *at > now) {
                continue;
            }
            let is_fetched = self
                .transfers
                .fetching
                .values()
                .any(|digest| *digest == shared.file.digest);
            match shared.held {
                _ if is_fetched => continue,
                // What is here is named only if it is to be there again.
                Held::Leaving | Held::Here => self.ask_for_room(found.number, &shared.file),
                Held::Coming | Held::NoRoom => self.fetch(found.number, &shared.file),
                Held::Gone | Held::Damaged | Held::Offered | Held::Asked | Held::Lost => {}
            }
            // Its time has come; the next wait is longer.
            if let Some((_, at)) = self.transfers.waits.get_mut(&found.number) {
                *at = now.after_ms(LONGEST_WAIT_MS);
            }
        }
        self.transfers
            .waits
            .retain(|message, (_, at)| *at > now || self.transfers.moving.contains_key(message));
        Ok(())
    }

    fn ask_for_room(&mut self, message: i64, file: &File) {
        self.transfers.moving.insert(message, Leg::Asking);
        self.allow_file(Pending::AllowFile { message }, file.id, &file.key, file.bytes);
    }

    /// Asks the relay for room for a file of `bytes`.
    pub(super) fn allow_file(&mut self, pending: Pending, file: FileId, key: &StreamKey, bytes: u64) {
        let request = self.relay.ask(pending);
        self.transmit(&ClientFrame::AllowFile {
            request,
            file,
            bytes: sealed(bytes),
            write: token::hash_of_file(&write_token(key)),
            read: token::hash_of_file(&read_token(key)),
        });
    }

    fn fetch(&mut self, message: i64, file: &File) {
        self.transfers.moving.insert(message, Leg::Moving);
        self.transfers.fetching.insert(message, file.digest);
        let cargo = cargo(file, read_token(&file.key));
        self.outputs.push_back(Output::Haul(Haul::Fetch { message, cargo }));
    }

    /// The relay has made room.
    pub(super) fn file_allowed(&mut self, message: i64) {
        let found = message::find(&self.database.read(), message);
        let found = found.map(|found| found.and_then(|found| found.message.body.file().cloned()));
        match found {
            Ok(Some(shared)) => {
                self.transfers.moving.insert(message, Leg::Moving);
                let cargo = cargo(&shared.file, write_token(&shared.file.key));
                self.outputs.push_back(Output::Haul(Haul::Upload { message, cargo }));
            }
            Ok(None) => self.transfers.end(message),
            Err(error) => self.storage_failed(&error),
        }
    }

    /// The relay makes none.
    pub(super) fn file_not_allowed(&mut self, now: Timestamp, message: i64, code: Code) {
        if is_passing(code) {
            self.transfers.wait(now, message);
            return self.is_held_up(now, message, code);
        }
        match self.is_again(message) {
            Ok(true) if code == Code::FileTaken => return self.file_allowed(message),
            Ok(_) => {}
            Err(error) => return self.storage_failed(&error),
        }
        self.transfers.end(message);
        if let Err(fault) = self.brought(now, message, Err(Problem::Relay(code))) {
            self.fault(&fault);
        }
    }

    /// Its screens are to know what a file waits for.
    fn is_held_up(&mut self, now: Timestamp, message: i64, code: Code) {
        let noted = self.transact(now, |work| match state::wait(work.tx, message, Problem::Relay(code))? {
            true => Ok(work.touch_message(message)?),
            false => Ok(()),
        });
        if let Err(fault) = noted {
            self.fault(&fault);
        }
    }

    pub(super) fn uploaded(&mut self, now: Timestamp, message: i64, outcome: Result<(), Hitch>) -> Result<(), Fault> {
        let outcome = match outcome {
            Err(Hitch::Passing | Hitch::Full) => {
                self.transfers.wait(now, message);
                return Ok(());
            }
            Err(Hitch::RelayFull) => {
                self.transfers.wait(now, message);
                self.is_held_up(now, message, Code::Storage);
                return Ok(());
            }
            Ok(()) => Ok(()),
            // The room was over meanwhile: it is asked for anew.
            Err(Hitch::Unknown) if !self.is_again(message)? => {
                self.transfers.wait(now, message);
                return Ok(());
            }
            Err(Hitch::Unknown) => Err(Problem::Relay(Code::FileUnknown)),
            Err(Hitch::Damaged | Hitch::Missing) => Err(Problem::FileGone),
        };
        self.transfers.end(message);
        self.brought(now, message, outcome)
    }

    pub(super) fn fetched(&mut self, now: Timestamp, message: i64, outcome: Result<(), Hitch>) -> Result<(), Fault> {
        if let Some(digest) = self.transfers.fetching.get(&message).copied() {
            // Its message may have been deleted meanwhile, and what was to be removed with it have come after that.
            self.transact(now, |work| Ok(file::leave(work.tx, digest)?))?;
        }
        let held = match outcome {
            Err(Hitch::Passing | Hitch::RelayFull) => {
                self.transfers.wait(now, message);
                return Ok(());
            }
            // What has come stays, and whoever waits for the rest can see why it does not come.
            Err(Hitch::Full) => {
                self.transfers.wait(now, message);
                return self.transact(now, |work| work.file_came(message, Held::NoRoom));
            }
            Ok(()) => Held::Here,
            Err(Hitch::Damaged) => Held::Damaged,
            Err(Hitch::Unknown | Hitch::Missing) => Held::Gone,
        };
        self.transfers.end(message);
        self.transact(now, |work| work.file_came(message, held))
    }

    pub(super) fn removed(&mut self, now: Timestamp, digest: Digest) -> Result<(), Fault> {
        self.transfers.removing.retain(|removing| *removing != digest);
        self.transact(now, |work| Ok(file::removed(work.tx, digest)?))
    }
}

impl Work<'_> {
    /// The relay has all of a file: whoever is to read the message hears of it now.
    pub(super) fn file_left(&self, number: i64) -> Result<(), Fault> {
        file::set(self.tx, number, Held::Here)?;
        if let Some(found) = message::find(self.tx, number)?
            && !found.is_gone
            && found.message.body.file().is_some()
        {
            self.touch_message(number)?;
            if !state::is_sealed(self.tx, number)? {
                self.give_to_outbox(number, &found.message)?;
            }
        }
        Ok(())
    }

    pub(super) fn file_failed(&self, number: i64, problem: Problem) -> Result<(), Fault> {
        if message::find(self.tx, number)?.is_none_or(|found| found.message.body.file().is_none()) {
            // It was deleted meanwhile: nobody waits for it.
            return Ok(());
        }
        state::fail(self.tx, number, problem)?;
        Ok(self.touch_message(number)?)
    }

    pub(super) fn file_came(&self, number: i64, held: Held) -> Result<(), Fault> {
        let digest = message::find(self.tx, number)?.and_then(|found| Some(found.message.body.file()?.file.digest));
        match digest {
            Some(digest) if held == Held::Here => {
                for number in file::arrived(self.tx, digest)? {
                    self.touch_message(number)?;
                }
            }
            _ => {
                if file::set(self.tx, number, held)? {
                    self.touch_message(number)?;
                }
            }
        }
        Ok(())
    }

    /// A file that somebody else tells of.
    pub(super) fn told_of(&self, file: File, caption: Option<Text>) -> Result<Body, Fault> {
        let otherwise = if self.keys.fetches.admit(&file) {
            Held::Coming
        } else {
            Held::Offered
        };
        self.shared(file, caption, otherwise)
    }

    /// A file that is with the relay; `otherwise` if it is not here.
    pub(super) fn shared(&self, file: File, caption: Option<Text>, otherwise: Held) -> Result<Body, Fault> {
        let held = if file::is_here(self.tx, file.digest)? {
            Held::Here
        } else {
            otherwise
        };
        self.after.files.set(true);
        Ok(Body::File(Box::new(Shared {
            file,
            caption,
            held,
            played: false,
        })))
    }

    /// Does what a `Fetch` asks; returns the message, by number.
    pub(super) fn fetch_file(&self, chat: ChatId, id: MessageId) -> Result<i64, Fault> {
        let found = self.message(chat, id)?;
        let shared = found.message.body.file().ok_or(Problem::NoFile)?;
        if found.message.from.is_some() {
            self.check_known(chat)?;
        }
        match shared.held {
            Held::Leaving | Held::Here => {}
            Held::Coming | Held::NoRoom | Held::Gone | Held::Damaged | Held::Offered | Held::Asked | Held::Lost => {
                self.file_came(found.number, Held::Coming)?;
            }
        }
        self.after.files.set(true);
        Ok(found.number)
    }
}

fn cargo(file: &File, token: FileToken) -> Cargo {
    Cargo {
        file: file.id,
        token,
        digest: file.digest,
        bytes: file.sealed_bytes(),
    }
}
