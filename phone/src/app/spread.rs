//! What goes to all members of a group of many, and what becomes of it when one mailbox does not take it.
//!
//! 1. A letter is sealed when it is its turn, in the epoch of then, for the members of then. A blob that does not fit a frame
//!    with all its recipients goes in pieces (rule `R-GROUP-12`).
//!    What the relay did not take then, or may have, is sealed anew when the group has changed since more than once.
//! 2. The relay takes a blob for all recipients or for none, and does not say whose mailbox is full or gone. So the recipients
//!    are halved, each half with an id of its own, until one is left. What waits for that one is moved into its own lane; there it is
//!    tried again, and the others do not wait.
//! 3. While something waits there, all else of the group for that member goes behind it: whoever missed a change could read
//!    nothing after it.
//! 4. A commit has one slot and cannot be halved. It takes the slot in a blob to ourselves, and goes to the others once it has.

use pillion_protocol::content::{message::State, problem::Problem};
use pillion_wire::{
    id::{AccountId, GroupTag, PutId},
    refusal::Code,
};

use super::{fault::Fault, work::Work};
use crate::{
    mls::error::MlsError,
    store::{
        group, member,
        outbox::{self, Lane, Put, Sealed},
        state,
    },
};

impl Work<'_> {
    /// Prepares the first blob of a group's lane; `true` if there may be another first one now.
    pub(super) fn make_ready(&self, tag: GroupTag, first: &Put) -> Result<bool, Fault> {
        if first.recipients.is_empty() {
            self.seal_now(tag, first)?;
            return Ok(true);
        }
        let aside = outbox::aside(self.tx, tag)?;
        let (behind, rest): (Vec<_>, Vec<_>) = first.recipients.iter().partition(|who| aside.contains(who));
        if behind.is_empty() {
            return Ok(false);
        }
        if first.epoch.is_none() {
            for account in behind {
                self.put_aside(account, first)?;
            }
        }
        let recipients = match (first.epoch, rest.is_empty()) {
            (None, true) => {
                outbox::take(self.tx, first.put)?;
                return Ok(true);
            }
            (Some(_), true) => vec![self.keys.account()],
            (_, false) => rest,
        };
        let less = Put {
            put: PutId(self.rng.bytes()),
            recipients,
            ..first.clone()
        };
        outbox::replace(self.tx, first.put, &[less])?;
        Ok(true)
    }

    /// Takes the seal off a letter that waits since the group has changed more than once: the others keep the keys of a few epochs
    /// only. The relay may have it all the same; who gets it twice knows its id. `true` if it is to be sealed anew.
    pub(super) fn unseal_stale(&self, tag: GroupTag, blob: &Put) -> Result<bool, Fault> {
        let Some(sealed) = &blob.sealed else { return Ok(false) };
        let epoch = match self.with_mls(|mls| Ok(mls.epoch(tag)?)) {
            Err(Fault::Mls(MlsError::UnknownGroup(_))) => return Ok(false),
            epoch => epoch?,
        };
        if epoch <= sealed.epoch.saturating_add(1) {
            return Ok(false);
        }
        let letter = Put::many(PutId(self.rng.bytes()), tag, Vec::new(), sealed.letter.clone());
        outbox::unseal(self.tx, blob.put, &letter)?;
        Ok(true)
    }

    /// Seals a letter for all that are in the group now.
    fn seal_now(&self, tag: GroupTag, letter: &Put) -> Result<(), Fault> {
        let others = match group::chat_of(self.tx, tag)? {
            Some(chat) if group::of_chat(self.tx, chat)? == Some(tag) => member::others(self.tx, chat)?,
            // Forgotten, or from a backup: nothing is sealed in it any more.
            _ => {
                outbox::take(self.tx, letter.put)?;
                return self.fails(letter, Problem::NotAMember);
            }
        };
        let sealed = match self.with_mls(|mls| Ok(mls.seal(tag, &letter.payload)?)) {
            Err(Fault::Mls(MlsError::UnknownGroup(_))) => {
                outbox::take(self.tx, letter.put)?;
                return self.fails(letter, Problem::NotAMember);
            }
            sealed => sealed?,
        };
        let mut parts = match others.is_empty() {
            true => Vec::new(),
            false => self.parts(tag, &others, &sealed, letter.message, None),
        };
        let epoch = self.with_mls(|mls| Ok(mls.epoch(tag)?))?;
        for part in &mut parts {
            let letter = letter.payload.clone();
            part.sealed = Some(Sealed { letter, epoch });
        }
        outbox::replace(self.tx, letter.put, &parts)?;
        if parts.is_empty()
            && let Some(number) = letter.message
            && state::advance(self.tx, number, State::Sent)?
        {
            // Nobody else is in the group.
            self.touch_message(number)?;
        }
        Ok(())
    }

    /// Lets a blob wait for one of its recipients alone.
    fn put_aside(&self, account: AccountId, blob: &Put) -> Result<(), Fault> {
        Ok(self.put(&Put {
            put: PutId(self.rng.bytes()),
            lane: Lane::One(account),
            recipients: vec![account],
            ..blob.clone()
        })?)
    }

    /// A blob was refused: if that is because of one mailbox among those of a group, the others get it. `false` if nothing can be done.
    pub(super) fn spread(&self, put: PutId, code: Code) -> Result<bool, Fault> {
        let Some(blob) = outbox::find(self.tx, put)?.filter(|blob| blob.tag.is_some()) else {
            return Ok(false);
        };
        let is_own = blob.recipients == [self.keys.account()];
        let in_own_lane = matches!(blob.lane, Lane::One(_));
        match code {
            Code::EpochTaken if blob.epoch.is_some() => {
                self.slot_lost(&blob)?;
                outbox::take(self.tx, put)?;
            }
            Code::MailboxFull | Code::MailboxUnknown if is_own => return Ok(false),
            Code::MailboxFull | Code::MailboxUnknown if blob.epoch.is_some() => {
                let to_ourselves = Put {
                    put: PutId(self.rng.bytes()),
                    recipients: vec![self.keys.account()],
                    ..blob
                };
                outbox::replace(self.tx, put, &[to_ourselves])?;
            }
            Code::MailboxFull | Code::MailboxUnknown if blob.recipients.len() > 1 => {
                let (first, second) = blob.recipients.split_at(blob.recipients.len() / 2);
                let half = |recipients: &[AccountId]| Put {
                    put: PutId(self.rng.bytes()),
                    recipients: recipients.to_vec(),
                    ..blob.clone()
                };
                outbox::replace(self.tx, put, &[half(first), half(second)])?;
            }
            Code::MailboxFull if !in_own_lane => {
                outbox::take(self.tx, put)?;
                for account in &blob.recipients {
                    self.put_aside(*account, &blob)?;
                }
            }
            Code::MailboxUnknown => {
                outbox::take(self.tx, put)?;
                let alone = blob.message.map(|number| outbox::of_message(self.tx, number));
                if alone.transpose()?.is_some_and(|others| others.is_empty()) {
                    self.will_not_arrive(&blob, code)?;
                }
            }
            _ => return Ok(false),
        }
        self.after.posted.borrow_mut().insert(blob.lane);
        Ok(true)
    }

    fn fails(&self, put: &Put, problem: Problem) -> Result<(), Fault> {
        if let Some(number) = put.message {
            state::fail(self.tx, number, problem)?;
            self.touch_message(number)?;
        }
        Ok(())
    }
}
