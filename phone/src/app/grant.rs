//! From the person's decision to a link: the second half of a pairing.
//!
//! The link is stored before the relay is told of it, and the relay lets it in before the page has its key.

use pillion_protocol::{
    content::{problem::Problem, reply::Answer, request::RequestId},
    link::phone::PhoneLink,
    pairing::{
        about::Line,
        grant::Owner,
        phone::{Granting, Introduced},
    },
};
use pillion_wire::{
    client_frame::ClientFrame,
    id::{LinkId, RendezvousId},
    refusal::Code,
    time::Timestamp,
};

use super::{
    fault::Fault,
    pairing::{PAGE_MS, Pairing, Step},
    pending::Pending,
    phone::Phone,
    screens::Seat,
};
use crate::store::{
    change::Object,
    link::{self, Row, Stage},
};

impl Phone {
    /// Begins to answer `Confirm`.
    pub(super) fn confirm(&mut self, now: Timestamp, seat: Seat, request: RequestId, id: u32, yes: bool) {
        let Some(pairing) = self.pairings.going.remove(&id) else {
            return self.reply_problem(seat, request, Problem::CodeExpired);
        };
        let rendezvous = pairing.rendezvous;
        let introduced = match pairing.step {
            Step::Introduced { introduced } => introduced,
            step => {
                self.pairings.going.insert(id, Pairing { step, ..pairing });
                return self.reply_problem(seat, request, Problem::CodeExpired);
            }
        };
        if !yes {
            if let Ok(declined) = introduced.decline() {
                self.meet(rendezvous, declined);
            }
            self.leave(rendezvous);
            return self.reply(seat, request, Answer::Done);
        }
        match self.grant(now, introduced) {
            Ok((granting, grant, link)) => {
                let pairing = Pairing {
                    step: Step::Allowing { granting, grant, link },
                    until: now.after_ms(PAGE_MS),
                    waits: Some((seat, request)),
                    ..pairing
                };
                self.pairings.going.insert(id, pairing);
            }
            Err(fault) => self.failed(Some((seat, request)), rendezvous, fault.problem()),
        }
    }

    /// Stores the link as pending and tells the relay of it.
    fn grant(&mut self, now: Timestamp, introduced: Introduced) -> Result<(Granting, Vec<u8>, LinkId), Fault> {
        let browser = introduced.browser().clone();
        let owner = Owner {
            account: self.keys.account(),
            handle: self.keys.card.handle().clone(),
            name: Line::clean(&self.keys.name),
        };
        let (granting, grant, record) = introduced
            .grant(&owner, &mut self.rng)
            .map_err(|_| Problem::PairingFailed)?;
        let row = Row {
            record,
            stage: Stage::Pending,
            browser: browser.browser.as_str().to_owned(),
            os: browser.os.as_str().to_owned(),
            origin: browser.origin.as_str().to_owned(),
            made_at: now,
            used_at: now,
            name: None,
        };
        let link = row.record.link;
        self.transact(now, |work| {
            link::add(work.tx, &row)?;
            Ok(work.touch(Object::Link(link))?)
        })?;
        self.allow_at_relay(&row.record);
        self.ends.add(row.record, &self.rng);
        Ok((granting, grant, link))
    }

    /// Asks the relay to let a link in.
    pub(super) fn allow_at_relay(&mut self, record: &PhoneLink) {
        let link = record.link;
        let request = self.relay.ask(Pending::AllowLink { link });
        self.transmit(&ClientFrame::AllowLink {
            request,
            link,
            token_hash: record.token_hash,
        });
    }

    /// The relay lets the link in: the page may have its key.
    pub(super) fn link_allowed(&mut self, link: LinkId) {
        let Some(id) = self.pairings.of_link(link) else { return };
        let Some(mut pairing) = self.pairings.going.remove(&id) else {
            return;
        };
        if let Step::Allowing { granting, grant, link } = pairing.step {
            self.meet(pairing.rendezvous, grant);
            pairing.step = Step::Granted { granting, link };
        }
        self.pairings.going.insert(id, pairing);
    }

    /// The relay does not let the link in.
    pub(super) fn link_not_allowed(&mut self, now: Timestamp, link: LinkId, code: Code) {
        tracing::warn!(%link, ?code, "the relay did not let a link in");
        if let Some(id) = self.pairings.of_link(link) {
            self.give_up(id, Problem::Relay(code));
            self.end_unkept(now, link);
        }
    }

    pub(super) fn kept(
        &mut self,
        now: Timestamp,
        waits: Option<(Seat, RequestId)>,
        rendezvous: RendezvousId,
        link: LinkId,
        active: Vec<u8>,
    ) {
        let stored = self.transact(now, |work| {
            link::set_stage(work.tx, link, Stage::Active)?;
            work.touch(Object::Link(link))?;
            Ok(link::find(work.tx, link)?)
        });
        match stored {
            Ok(Some(row)) => {
                self.meet(rendezvous, active);
                self.leave(rendezvous);
                if let Some((seat, request)) = waits {
                    self.reply(seat, request, Answer::Linked(row.view(self.ends.is_online(link))));
                }
            }
            Ok(None) => self.failed(waits, rendezvous, Problem::NoSuchLink),
            // It stays pending; the page's first session makes it active.
            Err(fault) => self.failed(waits, rendezvous, fault.problem()),
        }
    }

    /// A page that did not get its answer has come with the new link all the same.
    pub(super) fn page_is_back(&mut self, link: LinkId) {
        let Some(pairing) = self
            .pairings
            .of_link(link)
            .and_then(|id| self.pairings.going.remove(&id))
        else {
            return;
        };
        self.leave(pairing.rendezvous);
        let row = link::find(&self.database.read(), link);
        if let (Some((seat, request)), Ok(Some(row))) = (pairing.waits, row) {
            self.reply(seat, request, Answer::Linked(row.view(true)));
        }
    }

    /// Ends a link that its page never said to keep.
    pub(super) fn end_unkept(&mut self, now: Timestamp, link: LinkId) {
        let row = match link::find(&self.database.read(), link) {
            Ok(row) => row.filter(|row| row.stage == Stage::Pending),
            Err(error) => return self.storage_failed(&error),
        };
        if let Some(row) = row
            && let Err(fault) = self.end_link(now, &row.record)
        {
            self.fault(&fault);
        }
    }
}
