//! What is told live or not at all: who types, who is there. No message waits for it, and nothing of it is stored.
//!
//! 1. Screens say what is typed and looked at ([`super::typing`], [`super::presence`]).
//! 2. What others are to know leaves as a signal, as long as a budget lasts: a relay loses what is too much.
//! 3. What others' signals say becomes changes without a version, which the screens are told once.
//!
//! Signals go to contacts whose chat is accepted and to members of groups, but to nobody who is blocked; from nobody else are they heard.
//!
//! Source: docs/protocol.md, rules `R-SIG-*`.

use pillion_protocol::content::{
    contact::Contact, id::ChatId, live_ask::LiveAsk, problem::Problem, reply::Answer, update::Change,
};
use pillion_wire::{client_frame::ClientFrame, id::AccountId, time::Timestamp};

use super::{fault::Fault, hint::Hint, phone::Phone, presence::Presences, screens::Seat, typing::Typists};
use crate::{
    mls::{card::Card, pair::Mls, signal::Heard},
    store::{chat, contact, database::Tx, error::StoreError, group, member},
};

/// Signals at once: less than the relay lets through (20), as its clock is not ours.
const BURST: u64 = 16;

/// One more signal after so many milliseconds; the relay lets one through every 200.
const EACH_MS: u64 = 250;

/// All that is live.
#[derive(Debug, Default)]
pub(super) struct Live {
    heard: Heard,
    budget: Budget,
    /// The time of the last signal; each is after the one before.
    last: Timestamp,
    pub(super) typists: Typists,
    pub(super) presences: Presences,
    /// What screens are to be told.
    pub(super) passing: Vec<Change>,
}

/// How many signals may leave.
#[derive(Debug, Default)]
struct Budget {
    /// When all that was sent will have been earned.
    earned_at: Timestamp,
}

impl Budget {
    fn take(&mut self, now: Timestamp) -> bool {
        let may = self.next() <= now;
        if may {
            self.earned_at = self.earned_at.max(now).after_ms(EACH_MS);
        }
        may
    }

    /// When a signal may leave.
    fn next(&self) -> Timestamp {
        let ahead = EACH_MS.saturating_mul(BURST.saturating_sub(1));
        Timestamp(self.earned_at.0.saturating_sub(ahead))
    }
}

/// What became of a signal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    /// It is on its way.
    Sent,
    /// Not now: too many have left, or the relay is away.
    Later,
    /// There is nobody to be told.
    Nobody,
}

impl Live {
    /// When something is to be done; `is_ready`: signals can be sent.
    pub(super) fn wake_at(&self, is_ready: bool) -> Option<Timestamp> {
        let to_tell = [self.typists.tells_at(), self.presences.tells_at()];
        let to_tell = to_tell.into_iter().flatten().min().filter(|_| is_ready);
        let times = [
            to_tell.map(|at| at.max(self.budget.next())),
            self.typists.wake_at(),
            self.presences.wake_at(),
        ];
        times.into_iter().flatten().min()
    }
}

impl Phone {
    /// Does what a `LiveAsk` asks.
    pub(super) fn ask_live(&mut self, now: Timestamp, seat: Seat, ask: &LiveAsk) -> Result<Answer, Fault> {
        let (LiveAsk::Typing { chat, .. } | LiveAsk::Look { chat: Some(chat), .. }) = ask else {
            self.look(seat, None, matches!(ask, LiveAsk::Look { active: true, .. }));
            return Ok(Answer::Done);
        };
        if !chat::exists(&self.database.read(), *chat)? {
            return Err(Problem::NoSuchChat.into());
        }
        match ask {
            LiveAsk::Typing { on, .. } => self.live.typists.typed(now, seat, *chat, *on),
            LiveAsk::Look { active, .. } => self.look(seat, Some(*chat), *active),
        }
        Ok(Answer::Done)
    }

    /// Does what time and screens bring.
    pub(super) fn tend_live(&mut self, now: Timestamp) {
        self.tend_typing(now);
        self.tend_presence(now);
    }

    /// The connection is gone: nobody is heard any more.
    pub(super) fn live_cut(&mut self) {
        self.live.typists.cut(&mut self.live.passing);
        self.live.presences.cut(&mut self.live.passing);
    }

    /// Signals to the others of a chat.
    pub(super) fn hint(&mut self, now: Timestamp, chat: ChatId, hint: &Hint) -> Told {
        if !self.relay.is_ready() {
            return Told::Later;
        }
        match self.try_hint(now, chat, hint) {
            Ok(told) => told,
            Err(fault) => {
                self.fault(&fault);
                Told::Nobody
            }
        }
    }

    fn try_hint(&mut self, now: Timestamp, chat: ChatId, hint: &Hint) -> Result<Told, Fault> {
        let tx = self.database.read();
        let Some(tag) = group::of_chat(&tx, chat)? else {
            return Ok(Told::Nobody);
        };
        let to = match hint {
            Hint::Typing { .. } => audience(&tx, chat)?,
            Hint::Watch | Hint::Presence { .. } => of_two(&tx, chat)?.into_iter().map(|one| one.account).collect(),
        };
        if to.is_empty() {
            return Ok(Told::Nobody);
        }
        if !self.live.budget.take(now) {
            return Ok(Told::Later);
        }
        self.live.last = now.max(self.live.last.after_ms(1));
        let mut rng = self.rng.clone();
        let mls = Mls::new(&tx, &self.keys.identity, &self.keys.card, &mut rng)?;
        let payload = mls.seal_signal(tag, self.live.last, &hint.encode())?;
        self.transmit(&ClientFrame::Signal { to, payload });
        Ok(Told::Sent)
    }

    /// A signal came. What is none, or from somebody who may not say it, is passed over.
    pub(super) fn signalled(&mut self, now: Timestamp, payload: &[u8]) {
        match self.heard(now, payload) {
            Ok(Some((chat, who, hint))) => match hint {
                // Only in chats of two are people asked whether they are there.
                Hint::Watch | Hint::Presence { .. } if who.is_many => {}
                Hint::Typing { on } => self.live.typists.heard(now, chat, who, on, &mut self.live.passing),
                Hint::Watch if self.keys.shares_presence => self.live.presences.watched(now, chat),
                Hint::Watch => {}
                Hint::Presence { presence } => {
                    let account = who.account;
                    self.live
                        .presences
                        .heard(now, chat, account, presence, &mut self.live.passing);
                }
            },
            Ok(None) => {}
            Err(fault) => tracing::debug!(reason = %fault, "a signal was passed over"),
        }
    }

    fn heard(&mut self, now: Timestamp, payload: &[u8]) -> Result<Option<(ChatId, Who, Hint)>, Fault> {
        let tx = self.database.read();
        let mut rng = self.rng.clone();
        let mls = Mls::new(&tx, &self.keys.identity, &self.keys.card, &mut rng)?;
        let signal = mls.open_signal(payload, &mut self.live.heard, now)?;
        let Some(chat) = group::chat_of(&tx, signal.group)? else {
            return Ok(None);
        };
        let hint = Hint::decode(&signal.content);
        let who = who(&tx, chat, &signal.from)?;
        Ok(hint.zip(who).map(|(hint, who)| (chat, who, hint)))
    }
}

/// Somebody whom a signal is from.
#[derive(Debug, Clone)]
pub(super) struct Who {
    pub(super) account: AccountId,
    pub(super) name: String,
    /// Whether the chat is a group of many.
    pub(super) is_many: bool,
}

/// Who says something in a chat, if it may be heard.
fn who(tx: &Tx<'_>, chat: ChatId, from: &Card) -> Result<Option<Who>, StoreError> {
    let account = from.account();
    if member::is_inside(tx, chat)? == Some(true) {
        let is_blocked = contact::find(tx, account)?.is_some_and(|contact| contact.blocked);
        if is_blocked || chat::is_request(tx, chat)? || is_somebody_else(tx, from)? {
            return Ok(None);
        }
        let is_many = true;
        return Ok(member::name(tx, chat, account)?.map(|name| Who { account, name, is_many }));
    }
    let contact = of_two(tx, chat)?.filter(|contact| contact.account == account);
    Ok(contact.map(|contact| Who {
        account,
        name: contact.name,
        is_many: false,
    }))
}

/// Whether a member shows the account or the handle of a contact, and is not that contact (rule `R-GROUP-13`).
fn is_somebody_else(tx: &Tx<'_>, card: &Card) -> Result<bool, StoreError> {
    Ok(match contact::card(tx, card.account())? {
        Some(known) => Card::decode(&known).is_ok_and(|known| known.identity() != card.identity()),
        None => contact::by_handle(tx, card.handle())?.is_some(),
    })
}

/// Those who are told what is typed in a chat: the contact, or all other members but those who are blocked.
fn audience(tx: &Tx<'_>, chat: ChatId) -> Result<Vec<AccountId>, StoreError> {
    if member::is_inside(tx, chat)? != Some(true) {
        return Ok(of_two(tx, chat)?.into_iter().map(|contact| contact.account).collect());
    }
    if !chat::exists(tx, chat)? || chat::is_request(tx, chat)? {
        return Ok(Vec::new());
    }
    let mut others = Vec::new();
    for account in member::others(tx, chat)? {
        if !contact::find(tx, account)?.is_some_and(|contact| contact.blocked) {
            others.push(account);
        }
    }
    Ok(others)
}

/// The contact of a chat of two that is accepted, and with whom there is peace.
fn of_two(tx: &Tx<'_>, chat: ChatId) -> Result<Option<Contact>, StoreError> {
    if !chat::exists(tx, chat)? || chat::is_request(tx, chat)? {
        return Ok(None);
    }
    let contact = contact::by_chat(tx, chat)?;
    Ok(contact.filter(|contact| !contact.blocked && !contact.key_changed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sixteen_signals_leave_at_once_and_then_four_a_second() {
        let mut budget = Budget::default();
        let now = Timestamp(1_000_000);
        assert_eq!((0..100).filter(|_| budget.take(now)).count(), 16);
        assert_eq!(budget.next(), now.after_ms(EACH_MS));
        assert!(!budget.take(now.after_ms(EACH_MS - 1)));
        assert!(budget.take(now.after_ms(EACH_MS)));
        let later = now.after_ms(60_000);
        assert_eq!(
            (0..100).filter(|_| budget.take(later)).count(),
            16,
            "no more is saved up"
        );
    }
}
