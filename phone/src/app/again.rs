//! Files that are brought to the relay again, because its copy is over.
//!
//! 1. A page gets files from the relay. When that does not have one any more and this phone does, the page has the phone offer it
//!    ([`FileAsk::Offer`](pillion_protocol::content::file_ask::FileAsk::Offer)).
//! 2. Somebody whose phone has missed a file asks its sender's phone ([`super::asked`]), which does the same, and answers.
//! 3. Room is made under the same name, with the tokens that come from the same key, and the same sealed bytes are brought there.
//!    Whoever else has the file may have done so first: then what is missing there is brought.
//!
//! Source: docs/protocol.md, rules `R-FILE-18` and `R-FILE-19`.

use std::collections::{BTreeMap, BTreeSet};

use pillion_protocol::content::{
    file::Held,
    id::{ChatId, MessageId},
    message::State,
    problem::Problem,
    reply::Answer,
    request::RequestId,
};
use pillion_wire::{refusal::Code, time::Timestamp};

use super::{edit, fault::Fault, file::is_had, phone::Phone, screens::Seat, work::Work};
use crate::store::{again, error::StoreError, message, row::Numbered};

/// Files that screens wait for, by message.
#[derive(Debug, Default)]
pub(super) struct Offers(BTreeMap<i64, Vec<(Seat, RequestId)>>);

impl Phone {
    /// Has a file brought to the relay again; answered once it is there.
    pub(super) fn offer_file(
        &mut self,
        seat: Seat,
        id: RequestId,
        chat: ChatId,
        message: MessageId,
    ) -> Result<Option<Answer>, Fault> {
        let found = edit::named(&self.database.read(), chat, message)?;
        is_had(found.message.body.file().ok_or(Problem::NoFile)?)?;
        if found.message.state == State::Failed {
            // It was never there, and does not get there by being asked for.
            return Err(found.message.problem.unwrap_or(Problem::Unknown).into());
        }
        if !self.relay.is_ready() {
            return Err(Problem::Offline.into());
        }
        self.offers.0.entry(found.number).or_default().push((seat, id));
        self.transfers.hurry(found.number);
        Ok(None)
    }

    /// The connection is gone: who waits may ask again on the next one.
    pub(super) fn offers_cut(&mut self) {
        let waiting = core::mem::take(&mut self.offers.0);
        for (seat, id) in waiting.into_values().flatten() {
            self.reply_problem(seat, id, Problem::Offline);
        }
    }

    /// Messages whose files are to be brought to the relay again. Who waits for one that is not here any more is told so.
    pub(super) fn again(&mut self, now: Timestamp) -> Result<Vec<Numbered>, Fault> {
        let mut wanted: BTreeSet<_> = self.offers.0.keys().copied().collect();
        wanted.extend(again::wanted(&self.database.read())?);
        let mut again = Vec::new();
        for number in wanted {
            let found = message::find(&self.database.read(), number)?;
            match found.as_ref().and_then(|found| found.message.body.file()).map(is_had) {
                Some(Ok(())) => again.extend(found),
                // It is on its way from one's own page.
                Some(Err(Problem::FileComing | Problem::Storage)) if !self.offers.0.contains_key(&number) => {}
                Some(Err(problem)) => self.brought(now, number, Err(problem))?,
                None => self.brought(now, number, Err(Problem::NoFile))?,
            }
        }
        self.tell_askers(now)?;
        Ok(again)
    }

    /// Whether a message's file is here and is brought to the relay again: room that somebody else has made is as good.
    pub(super) fn is_again(&self, number: i64) -> Result<bool, StoreError> {
        let found = message::find(&self.database.read(), number)?;
        let held = found.and_then(|found| Some(found.message.body.file()?.held));
        Ok(held == Some(Held::Here))
    }

    /// The relay has all of a file, or will not.
    pub(super) fn brought(
        &mut self,
        now: Timestamp,
        number: i64,
        mut outcome: Result<(), Problem>,
    ) -> Result<(), Fault> {
        if outcome == Err(Problem::Relay(Code::FileUnknown)) && self.is_again(number)? {
            // It has something under this name that it does not let go, or not yet.
            outcome = Err(Problem::Relay(Code::FileTaken));
        }
        self.transact(now, |work| work.brought(number, outcome))?;
        for (seat, id) in self.offers.0.remove(&number).unwrap_or_default() {
            self.reply(seat, id, outcome.map_or_else(Answer::Problem, |()| Answer::Done));
        }
        Ok(())
    }
}

impl Work<'_> {
    fn brought(&self, number: i64, outcome: Result<(), Problem>) -> Result<(), Fault> {
        again::settle(self.tx, number, outcome.is_ok())?;
        self.after.files.set(true);
        let found = message::find(self.tx, number)?;
        let held = found.and_then(|found| Some(found.message.body.file()?.held));
        match (held, outcome) {
            (Some(Held::Leaving), Ok(())) => self.file_left(number),
            (Some(Held::Leaving), Err(problem)) => self.file_failed(number, problem),
            // The bytes are not on this disk any more.
            (Some(Held::Here), Err(Problem::FileGone)) => self.file_came(number, Held::Gone),
            _ => Ok(()),
        }
    }
}
