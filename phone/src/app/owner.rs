//! What the owner says of the account itself: its name and picture, what it shares and fetches, and its links.
//!
//! A new name or picture goes to every contact, a few at a time: who is still to be told stands in the database, so that a restart
//! leaves nobody out.

use pillion_protocol::{
    content::{
        account_ask::AccountAsk,
        limit::{Kind, Limit},
        problem::Problem,
        reply::Answer,
    },
    pairing::about::Line,
};
use pillion_wire::{id::LinkId, time::Timestamp};

use super::{fault::Fault, phone::Phone, screens::Seat, work::Work};
use crate::store::{
    account,
    change::Object,
    contact,
    link::{self, Stage},
    setting::{self, HIDES_PRESENCE},
};

/// Contacts that are told a new name or picture in one go: some 20 ms of work, and 300 KB of blobs.
const TOLD: u32 = 16;

/// The wait between two goes, in milliseconds: others have their turn.
const PAUSE_MS: u64 = 30;

impl Phone {
    /// Does what an `AccountAsk` asks.
    pub(super) fn ask_account(&mut self, now: Timestamp, seat: Seat, ask: AccountAsk) -> Result<Answer, Fault> {
        match ask {
            AccountAsk::SharePresence { on } => self.share_presence(now, on)?,
            AccountAsk::RenameLink { link, name } => self.transact(now, |work| work.rename_link(link, &name))?,
            AccountAsk::UnlinkOthers => self.unlink_others(now, seat)?,
            AccountAsk::SetName { name } => self.set_name(now, &name)?,
            AccountAsk::SetPicture { picture } => self.set_picture(now, picture.map(Into::into))?,
            AccountAsk::SetLimit { kind, limit } => self.set_limit(now, kind, limit)?,
        }
        Ok(Answer::Done)
    }

    fn share_presence(&mut self, now: Timestamp, on: bool) -> Result<(), Fault> {
        if self.keys.shares_presence != on {
            self.transact(now, |work| {
                setting::put(work.tx, HIDES_PRESENCE, u64::from(!on))?;
                Ok(work.touch(Object::Account)?)
            })?;
            self.keys.shares_presence = on;
            self.live.presences.tell_all();
        }
        Ok(())
    }

    fn set_limit(&mut self, now: Timestamp, kind: Kind, limit: Limit) -> Result<(), Fault> {
        if self.keys.fetches.of(kind) != limit {
            self.transact(now, |work| {
                setting::put_limit(work.tx, kind, limit)?;
                Ok(work.touch(Object::Account)?)
            })?;
            self.keys.fetches.set(kind, limit);
        }
        Ok(())
    }

    fn set_name(&mut self, now: Timestamp, typed: &str) -> Result<(), Fault> {
        let name = Line::typed(typed).filter(|name| !name.as_str().is_empty());
        let name = name.ok_or(Problem::Name)?;
        let is_new = self.transact(now, |work| {
            let is_new = account::rename(work.tx, name.as_str())?;
            if is_new {
                work.touch(Object::Account)?;
                contact::want_name(work.tx)?;
            }
            Ok(is_new)
        })?;
        if is_new {
            self.keys.name = name.as_str().to_owned();
            self.names_at = Some(now);
        }
        Ok(())
    }

    /// Tells some contacts the account's name and picture, if it is time.
    pub(super) fn tell_name(&mut self, now: Timestamp) {
        if self.names_at.take_if(|at| *at <= now).is_none() {
            return;
        }
        match self.transact(now, |work| work.tell_name()) {
            Ok(true) => self.names_at = Some(now.after_ms(PAUSE_MS)),
            Ok(false) => {}
            Err(fault) => self.fault(&fault),
        }
    }

    fn unlink_others(&mut self, now: Timestamp, seat: Seat) -> Result<(), Fault> {
        let own = match seat {
            Seat::Browser(link, _) => Some(link),
            Seat::Own(_) => None,
        };
        for row in link::all(&self.database.read())? {
            if row.stage != Stage::Ended && Some(row.record.link) != own {
                self.end_link(now, &row.record)?;
            }
        }
        Ok(())
    }
}

impl Work<'_> {
    fn rename_link(&self, link: LinkId, typed: &str) -> Result<(), Fault> {
        let name = Line::typed(typed).ok_or(Problem::Name)?;
        link::find(self.tx, link)?.ok_or(Problem::NoSuchLink)?;
        let name = Some(name.as_str()).filter(|name| !name.is_empty());
        if link::rename(self.tx, link, name)? {
            self.touch(Object::Link(link))?;
        }
        Ok(())
    }

    /// One go; `true` if there may be more.
    fn tell_name(&self) -> Result<bool, Fault> {
        let due = contact::wanting_name(self.tx, TOLD)?;
        for contact in &due {
            // Without a group there is nothing to say yet: a chat begins with the profile.
            for letter in self.profile_letters()? {
                self.post(contact.chat, &letter, None)?;
            }
            contact::has_name(self.tx, contact.account)?;
        }
        Ok(u32::try_from(due.len()).is_ok_and(|count| count == TOLD))
    }
}
