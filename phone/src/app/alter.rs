//! Changes of a group, one after the other: each waits for its slot at the relay.
//!
//! 1. What somebody wants is noted in the database. The first change of each group is under way: it takes key packages if it needs
//!    some, then a commit is made and given to the outbox ([`super::slot`]).
//! 2. When the relay has taken it, whoever asked is answered. When another change was first, this one is looked at anew after that
//!    has come: it may be done already, or not be possible any more.
//! 3. Nothing is begun before the mailbox has been quiet for a moment: what waits there may change the group.

use std::collections::{BTreeMap, BTreeSet};

use pillion_protocol::content::{
    group::{GroupChange, MEMBERS},
    id::ChatId,
    problem::Problem,
    request::RequestId,
};
use pillion_wire::{
    id::{AccountId, GroupTag},
    time::Timestamp,
};

use super::{create::group_problem, fault::Fault, gather::Job, phone::Phone, picture::look, screens::Seat, work::Work};
use crate::{
    mls::{card::Card, error::MlsError, identity::IdentityKey, pending::Pending},
    store::{group, member, picture, wanted},
};

/// Groups that are being changed.
#[derive(Debug, Default)]
pub(super) struct Alters {
    /// Groups to look at.
    chats: BTreeSet<ChatId>,
    /// Who has asked, by the number of the change.
    pub(super) asked: BTreeMap<i64, (Seat, RequestId)>,
    /// Groups in which somebody else's change of this epoch is on its way to us.
    pub(super) behind: BTreeMap<ChatId, u64>,
    /// When a group whose renewal was too late is out of step, unless that change has come.
    pub(super) overdue: BTreeMap<ChatId, Timestamp>,
    /// Changes that another one has come before.
    pub(super) lost: BTreeSet<i64>,
}

impl Alters {
    /// Something may be to be done in a group.
    pub(super) fn wake(&mut self, chat: ChatId) {
        self.chats.insert(chat);
    }
}

/// What is next in a group.
enum Next {
    /// Nothing now.
    Rest,
    /// Another change may be next.
    Again,
    /// Key packages of these, for the change of this number.
    Packages(i64, BTreeSet<AccountId>),
}

/// What a change takes.
enum Takes {
    /// Nothing: all is as it is to be.
    Nothing,
    /// Key packages of these.
    Packages(BTreeSet<AccountId>),
    /// A commit.
    Commit(Pending),
}

impl Phone {
    /// Goes on with the changes of groups.
    pub(super) fn alter_groups(&mut self, now: Timestamp) {
        if !self.relay.is_ready() || !self.relay.has_caught_up() {
            return;
        }
        while let Some(chat) = self.alters.chats.pop_first() {
            if let Err(fault) = self.alter(now, chat) {
                self.fault(&fault);
            }
        }
    }

    fn alter(&mut self, now: Timestamp, chat: ChatId) -> Result<(), Fault> {
        // Before anything else is done in a group that came with a backup.
        if group::to_renew(&self.database.read(), chat)?.is_some() {
            let behind = self.alters.behind.get(&chat).copied();
            return self.transact(now, |work| work.renew(chat, behind));
        }
        loop {
            let first = wanted::first(&self.database.read(), chat)?;
            let Some(first) = first else { return Ok(()) };
            let job = Job::Change(chat, first.number);
            let packages = self.gathers.of(job);
            let behind = self.alters.behind.get(&chat).copied();
            let lost = self.alters.lost.contains(&first.number);
            match self.transact(now, |work| work.next_change(chat, behind, lost, &packages))? {
                Next::Rest => return Ok(()),
                Next::Again => {}
                Next::Packages(number, accounts) => {
                    self.gathers.want(Job::Change(chat, number), accounts);
                    return Ok(());
                }
            }
        }
    }

    /// A change is done, or will not be: tells whoever asked.
    pub(super) fn settled(&mut self, number: i64, problem: Option<Problem>) {
        self.alters.lost.remove(&number);
        self.gathers.end_change(number);
        if let Some((seat, request)) = self.alters.asked.remove(&number) {
            match problem {
                None => self.reply(seat, request, pillion_protocol::content::reply::Answer::Done),
                Some(problem) => self.reply_problem(seat, request, problem),
            }
        }
    }
}

impl Work<'_> {
    /// Looks at the first change of a group.
    fn next_change(
        &self,
        chat: ChatId,
        behind: Option<u64>,
        lost: bool,
        packages: &BTreeMap<AccountId, Vec<u8>>,
    ) -> Result<Next, Fault> {
        let Some(first) = wanted::first(self.tx, chat)? else {
            return Ok(Next::Rest);
        };
        let Some(tag) = group::of_chat(self.tx, chat)? else {
            self.give_up(chat, Problem::NotAMember)?;
            return Ok(Next::Rest);
        };
        match self.with_mls(|mls| Ok((mls.pending(tag)?.is_some(), mls.epoch(tag)?))) {
            Ok((false, epoch)) if behind != Some(epoch) => {}
            Ok(_) => return Ok(Next::Rest),
            Err(Fault::Mls(_)) => {
                self.give_up(chat, Problem::NotAMember)?;
                return Ok(Next::Rest);
            }
            Err(other) => return Err(other),
        }
        let takes = match &first.change {
            Some(change) => self.takes(chat, tag, change, packages),
            None => Err(Problem::UnknownRequest.into()),
        };
        match takes {
            Ok(Takes::Nothing) => self.settle(first.number, None)?,
            Ok(Takes::Packages(accounts)) => return Ok(Next::Packages(first.number, accounts)),
            Ok(Takes::Commit(pending)) => {
                self.want_slot(chat, &pending)?;
                return Ok(Next::Rest);
            }
            Err(Fault::Store(error)) => return Err(error.into()),
            Err(fault) => {
                let problem = if lost {
                    Problem::GroupChanged
                } else {
                    group_problem(&fault)
                };
                self.settle(first.number, Some(problem))?;
            }
        }
        Ok(Next::Again)
    }

    fn takes(
        &self,
        chat: ChatId,
        tag: GroupTag,
        change: &GroupChange,
        packages: &BTreeMap<AccountId, Vec<u8>>,
    ) -> Result<Takes, Fault> {
        let members: BTreeSet<_> = member::all(self.tx, chat)?.into_iter().collect();
        let own = self.keys.account();
        Ok(match change {
            GroupChange::Add(accounts) => self.takes_addition(chat, tag, accounts, &members, packages)?,
            GroupChange::Admit(account) => self.takes_addition(chat, tag, &[*account], &members, packages)?,
            GroupChange::Remove(accounts) => {
                let there = accounts.iter().filter(|who| members.contains(who) && **who != own);
                let there = there
                    .map(|who| self.identity(chat, *who))
                    .collect::<Result<Vec<_>, _>>()?;
                match there.is_empty() {
                    true => Takes::Nothing,
                    false => Takes::Commit(self.with_mls(|mls| Ok(mls.remove(tag, &there)?))?),
                }
            }
            GroupChange::Rename(name) => {
                let title = member::group(self.tx, chat)?.map(|(title, _)| title);
                match title.as_ref() == Some(name) {
                    true => Takes::Nothing,
                    false => Takes::Commit(self.with_mls(|mls| Ok(mls.rename(tag, name)?))?),
                }
            }
            GroupChange::Picture(picture) => {
                let new = look(picture.clone().map(Into::into))?.map(|picture| picture.id());
                match picture::of_group(self.tx, chat)? == new {
                    true => Takes::Nothing,
                    false => {
                        let reference = new.map(|id| id.0.to_vec());
                        Takes::Commit(self.with_mls(|mls| Ok(mls.set_picture(tag, reference)?))?)
                    }
                }
            }
            GroupChange::Admin { account, on } => {
                if !members.contains(account) {
                    return Err(Problem::NoSuchMember.into());
                }
                if member::is_admin(self.tx, chat, *account)? == *on {
                    return Ok(Takes::Nothing);
                }
                let who = self.identity(chat, *account)?;
                Takes::Commit(self.with_mls(|mls| Ok(mls.set_admin(tag, who, *on)?))?)
            }
            GroupChange::Leave => {
                self.ask_to_leave(chat, tag)?;
                Takes::Nothing
            }
            GroupChange::TurnAway(_) => Takes::Nothing,
        })
    }

    fn takes_addition(
        &self,
        chat: ChatId,
        tag: GroupTag,
        accounts: &[AccountId],
        members: &BTreeSet<AccountId>,
        packages: &BTreeMap<AccountId, Vec<u8>>,
    ) -> Result<Takes, Fault> {
        let new: BTreeSet<_> = accounts.iter().copied().filter(|who| !members.contains(who)).collect();
        if new.is_empty() {
            return Ok(Takes::Nothing);
        }
        if !member::is_admin(self.tx, chat, self.keys.account())? {
            return Err(Problem::NotAdmin.into());
        }
        if members.len().saturating_add(new.len()) > MEMBERS {
            return Err(Problem::GroupFull.into());
        }
        if new.iter().any(|who| !packages.contains_key(who)) {
            return Ok(Takes::Packages(new));
        }
        let mut packages = packages.clone();
        packages.retain(|who, _| new.contains(who));
        let packages = self.with_cards(&packages)?;
        Ok(Takes::Commit(self.with_mls(|mls| Ok(mls.add(tag, &packages)?))?))
    }

    fn identity(&self, chat: ChatId, account: AccountId) -> Result<IdentityKey, Fault> {
        let card = member::card(self.tx, chat, account)?.ok_or(Problem::NoSuchMember)?;
        Ok(Card::decode(&card).map_err(MlsError::from)?.identity())
    }
}
