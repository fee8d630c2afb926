//! Asking the phone of a file's sender for it, because the relay's copy was over before it was fetched; and being asked.
//!
//! 1. A screen asks ([`FileAsk::AskSender`](pillion_protocol::content::file_ask::FileAsk::AskSender)): a letter names the message. In a group
//!    it is sealed for all and put into the sender's mailbox alone. The file is *asked* for until there is an answer.
//! 2. The sender's phone notes who has asked, brings the file to the relay ([`super::again`]), and tells each of them that it is there, or
//!    that it cannot.
//! 3. Then it is fetched, or *lost*.
//!
//! Only of a message of its own, which has left, a phone does something, and only for people whom it hears. The same person is heard once
//! an hour for a file, and for so many files a day; a repeat is passed over, so that nobody can have it run.
//!
//! Source: docs/protocol.md, rule `R-FILE-19`.

use pillion_protocol::content::{
    file::Held,
    id::{ChatId, MessageId},
    problem::Problem,
};
use pillion_wire::{id::AccountId, time::Timestamp};

use super::{fault::Fault, letter::Letter, phone::Phone, work::Work, writer::Writer};
use crate::store::{again, contact, file, member, message, state};

/// How long a question for a file is good for, in milliseconds: one hour.
const HOUR_MS: u64 = 60 * 60 * 1_000;

/// How far back files count against [`MOST`], in milliseconds: one day.
const DAY_MS: u64 = 24 * HOUR_MS;

/// Files that one person can have brought again in a day: more than somebody presses buttons for.
const MOST: u32 = 50;

impl Phone {
    /// Asks the phone of a message's sender for its file.
    pub(super) fn ask_sender(&mut self, now: Timestamp, chat: ChatId, message: MessageId) -> Result<(), Fault> {
        let groups = self.relay.has_caught_up();
        self.transact(now, |work| work.ask_sender(chat, message, groups))
    }

    /// Gives the answers that are due; in groups once what waited in the mailbox has come, or they would be sealed too early.
    pub(super) fn tell_askers(&mut self, now: Timestamp) -> Result<(), Fault> {
        let groups = self.relay.has_caught_up();
        if !groups {
            self.transfers.look();
        }
        if again::due(&self.database.read(), groups)?.is_empty() {
            return Ok(());
        }
        self.transact(now, |work| {
            for due in again::due(work.tx, groups)? {
                let (id, there) = (due.id, due.there);
                if !contact::find(work.tx, due.account)?.is_some_and(|contact| contact.blocked) {
                    work.tell(due.chat, due.account, &Letter::Back { id, there })?;
                }
                again::told(work.tx, due.message, due.account)?;
            }
            Ok(())
        })
    }
}

impl Work<'_> {
    fn ask_sender(&self, chat: ChatId, id: MessageId, groups: bool) -> Result<(), Fault> {
        let found = self.message(chat, id)?;
        let held = found.message.body.file().ok_or(Problem::NoFile)?.held;
        // Of one's own nobody else is asked.
        let writer = found.message.from.ok_or(Problem::FileGone)?;
        self.check_known(chat)?;
        match held {
            Held::Leaving | Held::Here | Held::Coming | Held::NoRoom => return Ok(()),
            // The relay may have it.
            Held::Offered | Held::Damaged => return self.fetch_file(chat, id).map(drop),
            Held::Gone | Held::Asked | Held::Lost => {}
        }
        let since = Timestamp(self.now.0.saturating_sub(HOUR_MS));
        if file::asked(self.tx, found.number)?.is_some_and(|at| at > since) {
            return match held {
                Held::Asked => Ok(()),
                _ => Err(Problem::FileAsked.into()),
            };
        }
        self.check_reached(chat, writer, groups)?;
        file::ask(self.tx, found.number, self.now)?;
        self.touch_message(found.number)?;
        self.tell(chat, writer, &Letter::Again { id })
    }

    /// Refuses to ask somebody who would not hear it.
    fn check_reached(&self, chat: ChatId, writer: AccountId, groups: bool) -> Result<(), Fault> {
        self.check_not_blocked(chat)?;
        if member::is_inside(self.tx, chat)?.is_some() {
            if member::card(self.tx, chat, writer)?.is_none() {
                return Err(Problem::NoSuchMember.into());
            }
            if !groups {
                return Err(Problem::Offline.into());
            }
        }
        Ok(())
    }

    /// Somebody asks for the file of a message of this account.
    pub(super) fn asked_again(&self, reader: Writer, id: MessageId) -> Result<(), Fault> {
        let found = message::in_chat(self.tx, reader.chat, id)?;
        let found = found.filter(|found| found.message.from.is_none());
        let Some(found) = found else { return Ok(()) };
        // What was never said was never missed. Of what was deleted here nothing is brought; that it is not there is the answer.
        if !found.is_gone && !state::is_sealed(self.tx, found.number)? {
            return Ok(());
        }
        let before = |ms| Timestamp(self.now.0.saturating_sub(ms));
        let most = (MOST, before(DAY_MS));
        if again::ask(self.tx, found.number, reader.account, self.now, before(HOUR_MS), most)? {
            self.after.files.set(true);
        } else {
            tracing::debug!(account = %reader.account, "a file was asked for again too often: passed over");
        }
        Ok(())
    }

    /// The sender of a message says that its file is with the relay again, or that it cannot be.
    pub(super) fn came_back(&self, writer: Writer, id: MessageId, there: bool) -> Result<(), Fault> {
        let Some(found) = self.written_by(writer, id)? else {
            return Ok(());
        };
        let Some(shared) = found.message.body.file() else {
            return Ok(());
        };
        let held = match (shared.held, there) {
            (Held::Asked, true) => Held::Coming,
            (Held::Asked, false) => Held::Lost,
            // Nobody waits for it here any more: it comes if it would come by itself.
            (Held::Gone | Held::Lost, true) if self.keys.fetches.admit(&shared.file) => Held::Coming,
            (Held::Gone | Held::Lost, true) => Held::Offered,
            _ => return Ok(()),
        };
        self.after.files.set(true);
        self.file_came(found.number, held)
    }

    /// Forgets who has asked, once that counts for nothing.
    pub(super) fn forget_asked(&self) -> Result<(), Fault> {
        Ok(again::forget_before(
            self.tx,
            Timestamp(self.now.0.saturating_sub(DAY_MS)),
        )?)
    }
}
