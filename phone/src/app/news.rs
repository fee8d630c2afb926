//! What happens to groups of many: somebody puts us into one, members change it, or want to leave.
//!
//! 1. Who puts us into a group is looked up like anybody who begins a chat (rule `R-ID-3`). If he is unknown, the group is a request;
//!    if he is blocked, it is forgotten.
//! 2. A change comes with what it did; it is written into the thread and into the list of members.
//! 3. After each change the wish to leave of whoever is still in is void: an admin's phone removes him, and ours asks again for
//!    itself (rule `R-GROUP-7`).

use pillion_protocol::content::{
    event::{Event, People},
    group::GroupChange,
    id::ChatId,
    problem::Problem,
};
use pillion_wire::id::{AccountId, GroupTag};

use super::{fault::Fault, mail::Hearing, people::people, picture::named, work::Work};
use crate::{
    mls::{
        arrival::News,
        card::Card,
        error::MlsError,
        roles::{Change, Changed},
        roster::Roster,
    },
    store::{
        change::Object,
        chat, group, invitation,
        member::{self, Leaf},
        outbox, picture, receipt, shelf, state, wanted,
    },
};

/// Messages whose readers are counted anew when a member goes: more than anybody looks at.
const COUNTED: u32 = 500;

impl Work<'_> {
    /// Does what the news of a group says.
    pub(super) fn news(&self, tag: GroupTag, news: News, hearing: Hearing<'_>) -> Result<(), Fault> {
        match news {
            News::Joined { roster, maker } => self.put_into(tag, &roster, &maker, hearing)?,
            News::Changed(changed) => match group::chat_of(self.tx, tag)? {
                Some(chat) => self.changed(chat, tag, &changed)?,
                // One that was deleted here while we were still in it.
                None => return Ok(()),
            },
            News::Leaving(_) => return self.see_off(tag),
        }
        self.take_kept(tag, hearing)
    }

    /// An admin has put us into a group, or has made it with us in it.
    fn put_into(&self, tag: GroupTag, roster: &Roster, maker: &Card, hearing: Hearing<'_>) -> Result<(), Fault> {
        self.after.package_used.set(true);
        let Some(contact) = self.acquaint(maker, hearing.verdict, hearing.echo)? else {
            return self.turn_away(tag);
        };
        if contact.blocked {
            tracing::debug!(group = %tag, "a blocked contact has made a group: it is forgotten");
            return self.with_mls(|mls| Ok(mls.forget(tag)?));
        }
        let chat = match group::chat_of(self.tx, tag)? {
            Some(chat) => {
                group::anew(self.tx, tag)?;
                chat
            }
            None => {
                let new = ChatId(self.rng.bytes());
                chat::add(self.tx, new, self.now)?;
                group::add(self.tx, tag, new, self.now)?;
                shelf::request(self.tx, new, chat::is_request(self.tx, contact.chat)?)?;
                new
            }
        };
        member::set_group(self.tx, chat, roster.name().as_str())?;
        picture::set_of_group(self.tx, chat, named(roster.picture()))?;
        member::set_outside(self.tx, chat, false)?;
        for gone in member::all(self.tx, chat)? {
            member::remove(self.tx, chat, gone)?;
        }
        self.enrol(chat, roster)?;
        let event = match self.with_mls(|mls| Ok(mls.epoch(tag)?))? {
            1 => Event::Made,
            _ => Event::Added(people([&self.keys.card])),
        };
        shelf::wake(self.tx, chat, self.now)?;
        self.happened(chat, Some(contact.account), event)
    }

    /// Notes all members of a group.
    pub(super) fn enrol(&self, chat: ChatId, roster: &Roster) -> Result<(), Fault> {
        for card in roster.members() {
            member::put(self.tx, chat, &self.leaf(card, roster.is_admin(card.identity())))?;
        }
        Ok(())
    }

    fn leaf(&self, card: &Card, admin: bool) -> Leaf {
        Leaf {
            account: card.account(),
            handle: card.handle().clone(),
            card: card.encode(),
            admin,
            own: card.account() == self.keys.account(),
        }
    }

    /// Writes down what a change did, ours or another member's.
    pub(super) fn changed(&self, chat: ChatId, tag: GroupTag, changed: &Changed) -> Result<(), Fault> {
        let by = Some(changed.by.account()).filter(|by| *by != self.keys.account());
        let inside = member::is_inside(self.tx, chat)? == Some(true);
        let mut lines = Lines::default();
        for change in &changed.what {
            self.note_change(chat, change)?;
            lines.add(change);
        }
        if inside {
            for (who, event) in lines.events(by, self.keys.account()) {
                self.happened(chat, who, event)?;
            }
        }
        if by.is_none() && inside && changed.what.iter().any(|change| matches!(change, Change::Added(_))) {
            self.tell_timer(chat)?;
        }
        if changed
            .what
            .iter()
            .any(|change| matches!(change, Change::Removed(_) | Change::Left(_)))
        {
            self.count_readers(chat)?;
        }
        self.touch(Object::Chat(chat))?;
        self.after.altered.borrow_mut().insert(chat);
        if changed.out {
            return self.end_membership(chat, tag);
        }
        self.see_off(tag)
    }

    fn note_change(&self, chat: ChatId, change: &Change) -> Result<(), Fault> {
        match change {
            Change::Added(card) => {
                member::put(self.tx, chat, &self.leaf(card, false))?;
                invitation::answered(self.tx, chat, card.account())?;
            }
            Change::Removed(card) | Change::Left(card) => member::remove(self.tx, chat, card.account())?,
            Change::Renamed(name) => member::set_group(self.tx, chat, name.as_str())?,
            Change::Promoted(card) => member::set_admin(self.tx, chat, card.account(), true)?,
            Change::Demoted(card) => member::set_admin(self.tx, chat, card.account(), false)?,
            Change::Picture(reference) => picture::set_of_group(self.tx, chat, named(reference.as_deref()))?,
        }
        Ok(())
    }

    /// Messages may be with all now that fewer are left to have them.
    fn count_readers(&self, chat: ChatId) -> Result<(), Fault> {
        for number in receipt::open(self.tx, chat, COUNTED)? {
            self.count(number)?;
        }
        Ok(())
    }

    /// Says of a message how far it has come with all members.
    pub(super) fn count(&self, number: i64) -> Result<(), Fault> {
        if let Some(reached) = receipt::with_all(self.tx, number)?
            && state::advance(self.tx, number, reached)?
        {
            self.touch_message(number)?;
        }
        Ok(())
    }

    /// This account is not in the group any more: nothing of ours goes there, and nothing is asked of us.
    pub(super) fn end_membership(&self, chat: ChatId, tag: GroupTag) -> Result<(), Fault> {
        member::set_outside(self.tx, chat, true)?;
        for put in outbox::take_group(self.tx, tag)? {
            if let Some(number) = put.message {
                state::fail(self.tx, number, Problem::NotAMember)?;
                self.touch_message(number)?;
            }
        }
        self.give_up(chat, Problem::NotAMember)
    }

    /// What was wanted of a group will not be done.
    pub(super) fn give_up(&self, chat: ChatId, problem: Problem) -> Result<(), Fault> {
        for number in wanted::remove_all(self.tx, chat)? {
            self.after.settled.borrow_mut().push((number, Some(problem)));
        }
        Ok(())
    }

    /// Looks after those who have asked to leave and are still in: an admin removes them, and we ask again.
    fn see_off(&self, tag: GroupTag) -> Result<(), Fault> {
        let Some(chat) = group::chat_of(self.tx, tag)? else {
            return Ok(());
        };
        let leaving = self.with_mls(|mls| Ok(mls.leaving(tag)?))?;
        if leaving.is_empty() {
            return Ok(());
        }
        let own = self.keys.identity.key();
        let roster = self.with_mls(|mls| Ok(mls.roster(tag)?))?;
        if leaving.contains(&own) {
            self.ask_to_leave(chat, tag)?;
        }
        if !member::is_admin(self.tx, chat, self.keys.account())? {
            return Ok(());
        }
        for card in leaving
            .iter()
            .filter(|who| **who != own)
            .filter_map(|who| roster.as_ref()?.member(*who))
        {
            wanted::add_once(self.tx, chat, &GroupChange::Remove(vec![card.account()]))?;
        }
        self.after.altered.borrow_mut().insert(chat);
        Ok(())
    }

    /// Tells the others that we want to go; while a commit of ours waits, later.
    pub(super) fn ask_to_leave(&self, chat: ChatId, tag: GroupTag) -> Result<(), Fault> {
        if group::to_renew(self.tx, chat)?.is_some() {
            wanted::add_once(self.tx, chat, &GroupChange::Leave)?;
            self.after.altered.borrow_mut().insert(chat);
            return Ok(());
        }
        match self.with_mls(|mls| Ok(mls.leave(tag)?)) {
            Ok(wish) => {
                let others = member::others(self.tx, chat)?;
                for part in self.parts(tag, &others, &wish, None, None) {
                    self.put(&part)?;
                }
            }
            Err(Fault::Mls(MlsError::Busy)) => {
                wanted::add_once(self.tx, chat, &GroupChange::Leave)?;
                self.after.altered.borrow_mut().insert(chat);
            }
            Err(Fault::Mls(MlsError::LastAdmin)) => self.stay(chat)?,
            // All others have left as well: nobody is there to let us go.
            Err(Fault::Mls(MlsError::Refused(_)))
                if member::others(self.tx, chat)?.is_empty() && member::is_inside(self.tx, chat)? == Some(false) =>
            {
                self.with_mls(|mls| Ok(mls.forget(tag)?))?;
            }
            // Nothing to leave: it has changed since.
            Err(Fault::Mls(reason)) => tracing::info!(group = %tag, %reason, "cannot ask to leave"),
            Err(other) => return Err(other),
        }
        Ok(())
    }

    /// We have left, and cannot: the other admins did so at the same time. Our wish waits until there is another one.
    fn stay(&self, chat: ChatId) -> Result<(), Fault> {
        if member::set_outside(self.tx, chat, false)? {
            self.happened(chat, None, Event::StillIn)?;
        }
        Ok(())
    }
}

/// What one change did, as lines of a thread.
#[derive(Default)]
struct Lines<'a> {
    added: Vec<&'a Card>,
    removed: Vec<&'a Card>,
    left: Vec<&'a Card>,
    renamed: Option<&'a str>,
    pictured: Option<bool>,
    promoted: Vec<&'a Card>,
    demoted: Vec<&'a Card>,
}

impl<'a> Lines<'a> {
    fn add(&mut self, change: &'a Change) {
        match change {
            Change::Added(card) => self.added.push(card),
            Change::Removed(card) => self.removed.push(card),
            Change::Left(card) => self.left.push(card),
            Change::Renamed(name) => self.renamed = Some(name.as_str()),
            Change::Promoted(card) => self.promoted.push(card),
            Change::Demoted(card) => self.demoted.push(card),
            Change::Picture(reference) => self.pictured = Some(reference.is_some()),
        }
    }

    /// The lines, each with who did it; `None`: this account, which is `own`. Who has left did that himself.
    fn events(self, by: Option<AccountId>, own: AccountId) -> Vec<(Option<AccountId>, Event)> {
        let mut events = Vec::new();
        let mut line = |cards: Vec<&Card>, event: fn(People) -> Event| {
            if !cards.is_empty() {
                events.push((by, event(people(cards))));
            }
        };
        line(self.removed, Event::Removed);
        line(self.added, Event::Added);
        line(self.promoted, Event::Promoted);
        line(self.demoted, Event::Demoted);
        for card in self.left {
            let who = Some(card.account()).filter(|who| *who != own);
            events.push((who, Event::Left(people([card]))));
        }
        if let Some(name) = self.renamed {
            events.push((by, Event::Renamed(name.to_owned())));
        }
        events.extend(self.pictured.map(|is| (by, Event::Pictured(is))));
        events
    }
}
