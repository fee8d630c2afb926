//! Putting sealed blobs into mailboxes, in order.
//!
//! One blob of each lane is on its way at a time: a relay that refuses one for the moment could take the next, and the
//! contact would read them in the wrong order. A blob stays in the database until the relay has said `Stored`; after a cut
//! or a restart it is put again under the same id. What goes to a group of many is looked after in [`super::spread`].

use std::collections::{BTreeMap, BTreeSet};

use pillion_protocol::content::{message::State, problem::Problem};
use pillion_wire::{
    client_frame::{ClientFrame, Slot},
    id::PutId,
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
    outbox::{self, Lane, Put},
    state,
};

/// Blobs that are on their way at once, of all lanes: enough to invite a thousand people in a few rounds, and few enough that the
/// relay need not hold more than a few megabytes for us.
const ON_THE_WAY: usize = 64;

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

/// The lanes in which something waits.
#[derive(Debug, Default)]
pub(super) struct Lanes(BTreeMap<Lane, Head>);

/// How far the first blob of a lane is.
#[derive(Debug, Default)]
struct Head {
    on_the_way: Option<PutId>,
    /// The last one that was given to the relay, which may have it: also over a cut connection.
    given: Option<PutId>,
    refused: u32,
    retry_at: Option<Timestamp>,
}

impl Lanes {
    /// After a start. The phone of before may have given the first blob of each lane to the relay.
    pub(super) fn of(tx: &Tx<'_>) -> Result<Self, StoreError> {
        let mut lanes = Self::default();
        for lane in outbox::lanes(tx)? {
            // One that is not sealed yet was given to nobody.
            let first = outbox::first(tx, lane)?.filter(|first| !first.recipients.is_empty());
            lanes.0.entry(lane).or_default().given = first.map(|first| first.put);
        }
        Ok(lanes)
    }

    /// Blobs that the relay may have. All others in the outbox have not left.
    pub(super) fn given(&self) -> BTreeSet<PutId> {
        self.0.values().filter_map(|head| head.given).collect()
    }

    pub(super) fn want(&mut self, lane: Lane) {
        self.0.entry(lane).or_default();
    }

    /// Whatever was on its way may not have come: the connection is gone.
    pub(super) fn cut(&mut self) {
        for head in self.0.values_mut() {
            head.on_the_way = None;
            head.retry_at = None;
        }
    }

    pub(super) fn wake_at(&self) -> Option<Timestamp> {
        self.0.values().filter_map(|head| head.retry_at).min()
    }

    fn head_of(&mut self, put: PutId) -> Option<&mut Head> {
        self.0.values_mut().find(|head| head.on_the_way == Some(put))
    }

    /// The lanes whose first blob may be put now; those of groups only if `groups`.
    fn due(&self, now: Timestamp, groups: bool) -> Vec<Lane> {
        let on_the_way = self.0.values().filter(|head| head.on_the_way.is_some()).count();
        let free = |head: &Head| head.on_the_way.is_none() && head.retry_at.is_none_or(|at| at <= now);
        let due = self
            .0
            .iter()
            .filter(|(lane, head)| free(head) && (groups || matches!(lane, Lane::One(_))));
        due.map(|(lane, _)| *lane)
            .take(ON_THE_WAY.saturating_sub(on_the_way))
            .collect()
    }
}

impl Phone {
    /// Puts the first blob of every lane that has none on the way.
    pub(super) fn send_mail(&mut self, now: Timestamp) {
        if !self.relay.is_ready() {
            return;
        }
        for lane in self.lanes.due(now, self.relay.has_caught_up()) {
            match self.first_of(now, lane) {
                Ok(Some(first)) => {
                    if let Some(head) = self.lanes.0.get_mut(&lane) {
                        head.on_the_way = Some(first.put);
                        head.given = Some(first.put);
                        head.retry_at = None;
                    }
                    let slot = first.tag.zip(first.epoch);
                    self.transmit(&ClientFrame::Put {
                        id: first.put,
                        to: first.recipients,
                        slot: slot.map(|(group, epoch)| Slot { group, epoch }),
                        payload: first.payload,
                    });
                }
                Ok(None) => drop(self.lanes.0.remove(&lane)),
                Err(fault) => return self.fault(&fault),
            }
        }
    }

    /// The first blob of a lane, ready to be put.
    fn first_of(&mut self, now: Timestamp, lane: Lane) -> Result<Option<Put>, Fault> {
        loop {
            let first = outbox::first(&self.database.read(), lane)?;
            let (Some(first), Lane::Group(tag)) = (&first, lane) else {
                return Ok(first);
            };
            let head = self.lanes.0.get(&lane);
            let is_given = head.is_some_and(|head| head.given == Some(first.put));
            let has_waited = is_given || head.is_some_and(|head| head.refused > 0);
            if has_waited && self.transact(now, |work| work.unseal_stale(tag, first))? {
                continue;
            }
            if is_given || !self.transact(now, |work| work.make_ready(tag, first))? {
                return Ok(Some(first.clone()));
            }
        }
    }

    /// The relay has a blob on its disk.
    pub(super) fn stored(&mut self, now: Timestamp, put: PutId) {
        if let Some(head) = self.lanes.head_of(put) {
            head.on_the_way = None;
            head.refused = 0;
        }
        if let Err(fault) = self.transact(now, |work| work.sent(put)) {
            self.fault(&fault);
        }
    }

    /// The relay has refused a blob.
    pub(super) fn put_refused(&mut self, now: Timestamp, put: PutId, code: Code) {
        let spread = self.transact(now, |work| work.spread(put, code));
        if let Some(head) = self.lanes.head_of(put) {
            head.on_the_way = None;
            // A refused blob is stored for nobody.
            head.given = None;
            if is_passing(code) && matches!(spread, Ok(false)) {
                let wait = FIRST_WAIT_MS
                    .checked_shl(head.refused)
                    .unwrap_or(LONGEST_WAIT_MS)
                    .min(LONGEST_WAIT_MS);
                head.refused = head.refused.saturating_add(1).min(10);
                head.retry_at = Some(now.after_ms(wait));
                if let Err(fault) = self.transact(now, |work| work.held_up(put, code)) {
                    self.fault(&fault);
                }
                return;
            }
        }
        match spread {
            Ok(true) => {}
            Ok(false) => {
                tracing::warn!(%put, ?code, "the relay refused a blob");
                if let Err(fault) = self.transact(now, |work| work.refused(put, code)) {
                    self.fault(&fault);
                }
            }
            Err(fault) => self.fault(&fault),
        }
    }
}

impl Work<'_> {
    fn sent(&self, put: PutId) -> Result<(), Fault> {
        if let Some(first) = outbox::find(self.tx, put)?
            && first.epoch.is_some()
        {
            self.slot_won(&first)?;
        }
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
        if taken.epoch.is_some() {
            self.slot_refused(&taken, code)?;
        }
        if let Some(tag) = taken.welcome {
            // The other side will never be in this group, so what was sealed in it opens for nobody.
            let recipient = taken.recipients.first().copied().unwrap_or(self.keys.account());
            for lost in outbox::take_all(self.tx, recipient)? {
                self.will_not_arrive(&lost, code)?;
            }
            self.with_mls(|mls| Ok(mls.forget(tag)?))?;
            group::remove(self.tx, tag)?;
            if let Some(contact) = contact::find(self.tx, recipient)? {
                self.fail_waiting(contact.chat, Problem::Relay(code))?;
            }
        }
        Ok(())
    }

    /// A full mailbox may stay full for days: whoever waits for its owner is told. All else passes before one would read of it.
    fn held_up(&self, put: PutId, code: Code) -> Result<(), Fault> {
        if code != Code::MailboxFull {
            return Ok(());
        }
        let Some(first) = outbox::find(self.tx, put)? else {
            return Ok(());
        };
        for number in state::hold_up(self.tx, first.lane, Problem::Relay(code))? {
            self.touch_message(number)?;
        }
        Ok(())
    }

    pub(super) fn will_not_arrive(&self, put: &Put, code: Code) -> Result<(), StoreError> {
        let Some(number) = put.message else { return Ok(()) };
        state::fail(self.tx, number, Problem::Relay(code))?;
        self.touch_message(number)
    }

    pub(super) fn touch_message(&self, number: i64) -> Result<(), StoreError> {
        self.touch(Object::Message(number))?;
        if let Some(found) = message::find(self.tx, number)? {
            self.touch(Object::Chat(found.message.chat))?;
        }
        Ok(())
    }
}
