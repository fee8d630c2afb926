//! The end of a link.
//!
//! 1. The link is marked as ended: from this commit on its key opens nothing here.
//! 2. A page with an open session is told in it; the relay is told to shut the link out, and keeps the farewell for a page
//!    that is away. That is asked again on every connection until the relay has confirmed it.
//! 3. Then the row goes.

use pillion_protocol::{
    content::{problem::Problem, reply::Answer, request::RequestId},
    link::phone::PhoneLink,
};
use pillion_wire::{
    client_frame::ClientFrame,
    id::{Farewell, LinkId},
    time::Timestamp,
};

use super::{fault::Fault, pending::Pending, phone::Phone, screens::Seat};
use crate::store::{
    change::Object,
    link::{self, Stage},
};

impl Phone {
    /// Answers `Unlink`.
    pub(super) fn unlink(&mut self, now: Timestamp, seat: Seat, request: RequestId, link: LinkId) {
        let found = link::find(&self.database.read(), link).map_err(Fault::from);
        let found = found.and_then(|row| row.ok_or_else(|| Problem::NoSuchLink.into()));
        let marked = found.and_then(|row| {
            self.mark_ended(now, link)?;
            Ok(row)
        });
        match marked {
            Ok(row) => {
                self.reply(seat, request, Answer::Done);
                self.let_go(now, &row.record);
            }
            Err(fault) => self.reply_problem(seat, request, fault.problem()),
        }
    }

    /// Ends a link for a reason of the phone's own.
    pub(super) fn end_link(&mut self, now: Timestamp, record: &PhoneLink) -> Result<(), Fault> {
        self.mark_ended(now, record.link)?;
        self.let_go(now, record);
        Ok(())
    }

    fn mark_ended(&mut self, now: Timestamp, link: LinkId) -> Result<(), Fault> {
        self.transact(now, |work| {
            link::set_stage(work.tx, link, Stage::Ended)?;
            Ok(work.touch(Object::Link(link))?)
        })
    }

    fn let_go(&mut self, now: Timestamp, record: &PhoneLink) {
        self.drop_end(now, record);
        self.revoke_at_relay(record);
    }

    /// Asks the relay to shut a link out.
    pub(super) fn revoke_at_relay(&mut self, record: &PhoneLink) {
        self.revoke_link_at_relay(record.link, record.farewell.clone());
    }

    /// The same, by what the relay needs of it.
    pub(super) fn revoke_link_at_relay(&mut self, link: LinkId, farewell: Farewell) {
        if self.relay.is_ready() {
            let request = self.relay.ask(Pending::RevokeLink { link });
            self.transmit(&ClientFrame::RevokeLink {
                request,
                link,
                farewell,
            });
        }
    }

    /// The relay has shut it out.
    pub(super) fn link_revoked(&mut self, now: Timestamp, link: LinkId) {
        if let Err(fault) = self.transact(now, |work| Ok(link::remove(work.tx, link)?)) {
            self.fault(&fault);
        }
    }
}
