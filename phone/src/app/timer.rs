//! Messages that go away by themselves.
//!
//! 1. Somebody lets the messages of a chat go away after a time. The others' phones are told, and note who it was.
//! 2. Each message says how long it stays; each phone deletes its own copy that long after it has stored it, by its own clock.
//! 3. What is due goes a few at a time, also what became due while the phone was off.
//!
//! Of two words about one chat the later one holds, on all phones (rule `R-TIMER-1`).
//!
//! What this is not: it takes nothing back. Whoever has read a message may have kept it.

use core::cmp::Ordering;

use minicbor::{Decode, Decoder, Encode, Encoder};
use pillion_protocol::content::{
    chat::{TIMER_LEAST, TIMER_MOST},
    event::Event,
    id::ChatId,
    problem::Problem,
};
use pillion_wire::time::Timestamp;

use super::{fault::Fault, letter::Letter, phone::Phone, work::Work, writer::Writer};
use crate::store::{
    chat,
    deletion::Extent,
    member, message,
    timer::{self, Set},
};

/// Messages that go in one go: some 30 ms of work.
const GONE: u32 = 100;

/// The wait between two goes, in milliseconds: others have their turn.
const PAUSE_MS: u64 = 30;

/// The wait after the database refused, in milliseconds.
const AGAIN_MS: u64 = 60_000;

/// A time after which messages may go away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timer(u32);

impl Timer {
    /// So many seconds; `None` if that is too short or too long.
    #[must_use]
    pub fn new(seconds: u32) -> Option<Self> {
        (TIMER_LEAST..=TIMER_MOST).contains(&seconds).then_some(Self(seconds))
    }

    /// How many seconds.
    #[must_use]
    pub const fn seconds(self) -> u32 {
        self.0
    }

    /// When a message is over that is stored now.
    pub(super) fn ends(self, now: Timestamp) -> Timestamp {
        now.after_ms(u64::from(self.0).saturating_mul(1_000))
    }
}

impl<C> Encode<C> for Timer {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        e.u32(self.0)?.ok()
    }
}

impl<'b, C> Decode<'b, C> for Timer {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
        Self::new(d.u32()?).ok_or_else(|| minicbor::decode::Error::message("too short or too long"))
    }
}

impl Phone {
    /// Deletes some of what is due, if it is time.
    pub(super) fn let_go_what_is_over(&mut self, now: Timestamp) {
        if self.over_at.take_if(|at| *at <= now).is_none() {
            return;
        }
        match self.transact(now, |work| work.let_go_what_is_over()) {
            Ok(next) => self.over_at = next,
            Err(fault) => {
                self.over_at = Some(now.after_ms(AGAIN_MS));
                self.fault(&fault);
            }
        }
    }
}

impl Work<'_> {
    /// Does what a `SetTimer` asks.
    pub(super) fn set_timer(&self, chat: ChatId, seconds: Option<u32>) -> Result<(), Fault> {
        if !chat::exists(self.tx, chat)? {
            return Err(Problem::NoSuchChat.into());
        }
        if seconds.is_some_and(|seconds| Timer::new(seconds).is_none()) {
            return Err(Problem::Timer.into());
        }
        self.check_not_blocked(chat)?;
        if member::is_inside(self.tx, chat)?.is_some() && !member::is_admin(self.tx, chat, self.keys.account())? {
            return Err(Problem::NotAdmin.into());
        }
        self.accept(chat)?;
        let before = timer::of(self.tx, chat)?;
        if before.seconds != seconds {
            let at = self.now.max(before.at.after_ms(1));
            timer::set(self.tx, chat, Set { seconds, at })?;
            self.happened(chat, None, Event::Timer(seconds))?;
            self.tell_timer(chat)?;
        }
        Ok(())
    }

    /// Tells the others of a chat after what time its messages go away, if anything was ever said of it.
    pub(super) fn tell_timer(&self, chat: ChatId) -> Result<(), Fault> {
        let set = timer::of(self.tx, chat)?;
        if set != Set::default() {
            let timer = set.seconds.and_then(Timer::new);
            self.post(chat, &Letter::Timer { timer, at: set.at }, None)?;
        }
        Ok(())
    }

    /// A contact lets messages go away after another time.
    pub(super) fn peer_set_timer(&self, writer: Writer, timer: Option<Timer>, at: Timestamp) -> Result<(), Fault> {
        if writer.is_many && !member::is_admin(self.tx, writer.chat, writer.account)? {
            return Ok(());
        }
        let before = timer::of(self.tx, writer.chat)?;
        let new = Set {
            seconds: timer.map(Timer::seconds),
            at,
        };
        if order(new, before) == Ordering::Greater {
            timer::set(self.tx, writer.chat, new)?;
            if new.seconds != before.seconds {
                self.happened(writer.chat, Some(writer.account), Event::Timer(new.seconds))?;
            }
        }
        Ok(())
    }

    /// When a message of this account goes away that is written into a chat now.
    pub(super) fn expiry(&self, chat: ChatId) -> Result<Option<Timestamp>, Fault> {
        let timer = timer::of(self.tx, chat)?.seconds.and_then(Timer::new);
        Ok(timer.map(|timer| timer.ends(self.now)))
    }

    /// One go; when the next is due.
    fn let_go_what_is_over(&self) -> Result<Option<Timestamp>, Fault> {
        let over = timer::over(self.tx, self.now, GONE)?;
        for number in &over {
            if let Some(found) = message::find(self.tx, *number)? {
                self.erase(&found, Extent::Here)?;
            }
        }
        if u32::try_from(over.len()).is_ok_and(|count| count == GONE) {
            return Ok(Some(self.now.after_ms(PAUSE_MS)));
        }
        Ok(timer::next(self.tx)?)
    }
}

/// Which of two words about a chat holds: the later one; of two of the same time the one with the shorter life.
fn order(one: Set, other: Set) -> Ordering {
    let life = |set: Set| set.seconds.unwrap_or(u32::MAX);
    one.at.cmp(&other.at).then(life(other).cmp(&life(one)))
}
