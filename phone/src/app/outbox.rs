//! Putting sealed blobs into mailboxes, in order.
//!
//! One blob per recipient is on its way at a time: a relay that refuses one for the moment could take the next, and the
//! contact would read them in the wrong order. A blob stays in the database until the relay has said `Stored`; after a cut
//! or a restart it is put again under the same id.

use std::collections::{BTreeMap, BTreeSet};

use pillion_protocol::content::{message::State, problem::Problem};
use pillion_wire::{
    client_frame::ClientFrame,
    id::{AccountId, PutId},
    refusal::Code,
    time::Timestamp,
};

use super::{fault::Fault, phone::Phone, work::Work};
use crate::store::{
    change::Object,
    contact,
    database::Tx,
    error::StoreError,
    group, message,
    outbox::{self, Put},
    state,
};

/// The wait before a refused blob is put again, in milliseconds; doubled each time.
const FIRST_WAIT_MS: u64 = 1_000;

/// The longest such wait, in milliseconds.
const LONGEST_WAIT_MS: u64 = 60_000;

/// Whether a refusal passes by itself.
pub(super) const fn is_passing(code: Code) -> bool {
    matches!(
        code,
        Code::MailboxFull | Code::RateLimited | Code::Storage | Code::Crowded | Code::Closing | Code::OutOfState
    )
}

/// The recipients for whom something waits.
#[derive(Debug, Default)]
pub(super) struct Lanes(BTreeMap<AccountId, Lane>);

#[derive(Debug, Default)]
struct Lane {
    on_the_way: Option<PutId>,
    /// The last one that was given to the relay, which may have it: also over a cut connection.
    given: Option<PutId>,
    refused: u32,
    retry_at: Option<Timestamp>,
}

impl Lanes {
    /// After a start. The phone of before may have given the first blob of each recipient to the relay.
    pub(super) fn of(tx: &Tx<'_>) -> Result<Self, StoreError> {
        let mut lanes = Self::default();
        for recipient in outbox::recipients(tx)? {
            let given = outbox::first(tx, recipient)?.map(|first| first.put);
            lanes.0.entry(recipient).or_default().given = given;
        }
        Ok(lanes)
    }

    /// Blobs that the relay may have. All others in the outbox have not left.
    pub(super) fn given(&self) -> BTreeSet<PutId> {
        self.0.values().filter_map(|lane| lane.given).collect()
    }

    pub(super) fn want(&mut self, recipient: AccountId) {
        self.0.entry(recipient).or_default();
    }

    /// Whatever was on its way may not have come: the connection is gone.
    pub(super) fn cut(&mut self) {
        for lane in self.0.values_mut() {
            lane.on_the_way = None;
            lane.retry_at = None;
        }
    }

    pub(super) fn wake_at(&self) -> Option<Timestamp> {
        self.0.values().filter_map(|lane| lane.retry_at).min()
    }

    fn lane_of(&mut self, put: PutId) -> Option<&mut Lane> {
        self.0.values_mut().find(|lane| lane.on_the_way == Some(put))
    }
}

impl Phone {
    /// Puts the first blob of every recipient that has none on the way.
    pub(super) fn send_mail(&mut self, now: Timestamp) {
        if !self.relay.is_ready() {
            return;
        }
        let free = |lane: &Lane| lane.on_the_way.is_none() && lane.retry_at.is_none_or(|at| at <= now);
        let due: Vec<_> = self
            .lanes
            .0
            .iter()
            .filter(|(_, lane)| free(lane))
            .map(|(to, _)| *to)
            .collect();
        for recipient in due {
            match outbox::first(&self.database.read(), recipient) {
                Ok(Some(first)) => {
                    if let Some(lane) = self.lanes.0.get_mut(&recipient) {
                        lane.on_the_way = Some(first.put);
                        lane.given = Some(first.put);
                        lane.retry_at = None;
                    }
                    self.transmit(&ClientFrame::Put {
                        id: first.put,
                        to: vec![recipient],
                        slot: None,
                        payload: first.payload,
                    });
                }
                Ok(None) => drop(self.lanes.0.remove(&recipient)),
                Err(error) => return self.storage_failed(&error),
            }
        }
    }

    /// The relay has a blob on its disk.
    pub(super) fn stored(&mut self, now: Timestamp, put: PutId) {
        if let Some(lane) = self.lanes.lane_of(put) {
            lane.on_the_way = None;
            lane.refused = 0;
        }
        if let Err(fault) = self.transact(now, |work| Ok(work.sent(put)?)) {
            self.fault(&fault);
        }
    }

    /// The relay has refused a blob.
    pub(super) fn put_refused(&mut self, now: Timestamp, put: PutId, code: Code) {
        if let Some(lane) = self.lanes.lane_of(put) {
            lane.on_the_way = None;
            // A refused blob is stored for nobody.
            lane.given = None;
            if is_passing(code) {
                let wait = FIRST_WAIT_MS
                    .checked_shl(lane.refused)
                    .unwrap_or(LONGEST_WAIT_MS)
                    .min(LONGEST_WAIT_MS);
                lane.refused = lane.refused.saturating_add(1).min(10);
                lane.retry_at = Some(now.after_ms(wait));
                return;
            }
        }
        tracing::warn!(%put, ?code, "the relay refused a blob");
        if let Err(fault) = self.transact(now, |work| work.refused(put, code)) {
            self.fault(&fault);
        }
    }
}

impl Work<'_> {
    fn sent(&self, put: PutId) -> Result<(), StoreError> {
        let Some(number) = outbox::take(self.tx, put)?.and_then(|taken| taken.message) else {
            return Ok(());
        };
        if state::advance(self.tx, number, State::Sent)? {
            self.touch_message(number)?;
        }
        Ok(())
    }

    fn refused(&self, put: PutId, code: Code) -> Result<(), Fault> {
        let Some(taken) = outbox::take(self.tx, put)? else {
            return Ok(());
        };
        self.will_not_arrive(&taken, code)?;
        if let Some(tag) = taken.welcome {
            // The other side will never be in this group, so what was sealed in it opens for nobody.
            for lost in outbox::take_all(self.tx, taken.recipient)? {
                self.will_not_arrive(&lost, code)?;
            }
            self.with_mls(|mls| Ok(mls.forget(tag)?))?;
            group::remove(self.tx, tag)?;
            if let Some(contact) = contact::find(self.tx, taken.recipient)? {
                self.fail_waiting(contact.chat, Problem::Relay(code))?;
            }
        }
        Ok(())
    }

    fn will_not_arrive(&self, put: &Put, code: Code) -> Result<(), StoreError> {
        let Some(number) = put.message else { return Ok(()) };
        state::fail(self.tx, number, Problem::Relay(code))?;
        self.touch_message(number)
    }

    fn touch_message(&self, number: i64) -> Result<(), StoreError> {
        self.touch(Object::Message(number))?;
        if let Some(found) = message::find(self.tx, number)? {
            self.touch(Object::Chat(found.message.chat))?;
        }
        Ok(())
    }
}
