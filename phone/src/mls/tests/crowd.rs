//! A few people in one group, and the relay's part in it: one commit for each epoch.

use std::{cell::RefCell, collections::BTreeSet};

use openmls::{
    group::{CommitBuilder, GroupId, Initial, MlsGroup},
    prelude::Proposal,
};
use openmls_traits::OpenMlsProvider as _;
use pillion_wire::id::{AccountId, GroupTag};
use rusqlite::Connection;

use super::people::Person;
use crate::mls::{
    arrival::{News, Opened},
    card::Card,
    envelope,
    error::MlsError,
    pair::Mls,
    pending::{Accepted, Pending},
    piece::{self, Piece, SetId},
    roles::{Change, Changed},
    roster::Roster,
    tree::is_tree,
    welcome::Welcomes,
};

/// Commits' slots: the first one for a group and an epoch has it.
#[derive(Default)]
pub(super) struct Slots(RefCell<BTreeSet<(GroupTag, u64)>>);

impl Slots {
    /// Whether the commit has its slot; the other answer is `EpochTaken`.
    pub(super) fn take(&self, pending: &Pending) -> bool {
        self.0.borrow_mut().insert((pending.group, pending.epoch))
    }
}

const NAMES: [&str; 6] = ["alice", "bob", "carol", "dave", "erin", "frank"];

/// The first so many of Alice, Bob, Carol, Dave, Erin and Frank.
pub(super) fn people<const N: usize>() -> [Person; N] {
    std::array::from_fn(|n| Person::on(Connection::open_in_memory().unwrap(), NAMES[n], n as u64 + 1))
}

/// The first has made a group with the others, and all have joined it.
pub(super) fn choir(people: &[&Person]) -> GroupTag {
    let (alice, others) = people.split_first().unwrap();
    let members: Vec<_> = others.iter().map(|person| person.invitation()).collect();
    let started = alice.with(|mls| mls.create_group("Choir", None, &members)).unwrap();
    for person in others {
        person.join(&started.welcomes);
    }
    started.group
}

impl Person {
    /// A key package and the card that goes with it, as the relay gives them out.
    pub(super) fn invitation(&self) -> (Vec<u8>, Card) {
        (self.package(), self.card.clone())
    }

    /// Joins with the part of the welcomes that is for this person; without the tree it must not work.
    pub(super) fn join(&self, welcomes: &Welcomes) -> (Roster, Card) {
        let own = self.own(welcomes);
        let (tree, set) = tree(welcomes);
        let early = self.open(&own);
        assert!(
            matches!(early, Err(MlsError::NoTree(wanted)) if wanted == set),
            "{early:?}"
        );
        joined(self.join_with(&own, &tree).unwrap())
    }

    pub(super) fn join_with(&self, welcome: &[u8], tree: &[u8]) -> Result<Opened, MlsError> {
        self.with(|mls| mls.join(welcome, tree))
    }

    /// The blob that is for this person.
    pub(super) fn own(&self, welcomes: &Welcomes) -> Vec<u8> {
        let mine = |(account, _): &&(AccountId, Vec<u8>)| *account == self.card.account();
        let [(_, own)] = &welcomes.each.iter().filter(mine).collect::<Vec<_>>()[..] else {
            panic!("not one welcome for {:?}", self.card.handle())
        };
        own.clone()
    }

    pub(super) fn news(&self, blob: &[u8]) -> Result<News, MlsError> {
        self.open(blob).map(news)
    }

    pub(super) fn follow(&self, commit: &[u8]) -> Result<Changed, MlsError> {
        self.news(commit).map(|news| match news {
            News::Changed(changed) => changed,
            other => panic!("no change: {other:?}"),
        })
    }

    pub(super) fn accept(&self, pending: &Pending) -> Accepted {
        self.with(|mls| mls.accept_pending(pending.group, pending.epoch))
            .unwrap()
    }

    pub(super) fn drop_pending(&self, pending: &Pending) {
        self.with(|mls| mls.drop_pending(pending.group, pending.epoch)).unwrap();
    }

    pub(super) fn roster(&self, group: GroupTag) -> Roster {
        self.with(|mls| mls.roster(group)).unwrap().unwrap()
    }

    pub(super) fn epoch(&self, group: GroupTag) -> u64 {
        self.with(|mls| mls.group(group)).unwrap().epoch().as_u64()
    }

    /// Makes a change, has it accepted and lets the others follow; returns what it did.
    pub(super) fn does(
        &self,
        others: &[&Self],
        make: impl FnOnce(&Mls<'_>) -> Result<Pending, MlsError>,
    ) -> (Vec<Change>, Option<Welcomes>) {
        let pending = self.with(make).unwrap();
        let accepted = self.accept(&pending);
        for other in others {
            let changed = other.follow(&pending.commit).unwrap();
            assert_eq!(changed.what, accepted.changed.what, "{:?}", other.card.handle());
            assert_eq!((changed.by, changed.out), (self.card.clone(), false));
        }
        (accepted.changed.what, accepted.welcomes)
    }

    /// Seals many letters at once, which takes a tenth of the time.
    pub(super) fn seal_all(&self, group: GroupTag, texts: impl IntoIterator<Item: AsRef<str>>) -> Vec<Vec<u8>> {
        self.with(|mls| {
            let mut group = loaded(mls, group);
            let mut seal = |text: &str| {
                let sealed = group
                    .create_message(&mls.provider, mls.identity, text.as_bytes())
                    .unwrap();
                envelope::encode(&sealed).unwrap()
            };
            texts.into_iter().map(|text| seal(text.as_ref())).collect()
        })
    }

    /// A commit that no phone makes, made with OpenMLS itself and not applied here.
    pub(super) fn rogue(
        &self,
        group: GroupTag,
        build: impl for<'a> FnOnce(CommitBuilder<'a, Initial>, &Roster) -> CommitBuilder<'a, Initial>,
    ) -> Vec<u8> {
        self.with(|mls| {
            let mut group = loaded(mls, group);
            let roster = Roster::of(&group).unwrap().unwrap();
            let made = build(group.commit_builder().force_self_update(true), &roster)
                .load_psks(mls.provider.storage())
                .unwrap()
                .build(mls.provider.rand(), mls.provider.crypto(), mls.identity, |_| true)
                .unwrap()
                .stage_commit(&mls.provider)
                .unwrap();
            group.clear_pending_commit(mls.provider.storage()).unwrap();
            envelope::encode(made.commit()).unwrap()
        })
    }
}

/// The tree that is sent with these welcomes, put together from its pieces, and their set.
pub(super) fn tree(welcomes: &Welcomes) -> (Vec<u8>, SetId) {
    let pieces: Vec<_> = welcomes.tree.iter().map(|blob| Piece::read(blob).unwrap()).collect();
    let set = pieces[0].set;
    let whole = piece::join(pieces).unwrap();
    assert!(is_tree(&whole));
    (whole, set)
}

pub(super) fn joined(opened: Opened) -> (Roster, Card) {
    match news(opened) {
        News::Joined { roster, maker } => (roster, maker),
        other => panic!("no welcome: {other:?}"),
    }
}

fn news(opened: Opened) -> News {
    match opened {
        Opened::Group { news, .. } => *news,
        other => panic!("nothing of a group: {other:?}"),
    }
}

pub(super) fn loaded(mls: &Mls<'_>, group: GroupTag) -> MlsGroup {
    MlsGroup::load(mls.provider.storage(), &GroupId::from_slice(&group.0))
        .unwrap()
        .unwrap()
}

/// All of them agree on who is in, what it is called and which epoch it is, and each reads what each writes.
pub(super) fn assert_together(group: GroupTag, people: &[&Person]) {
    let (first, others) = people.split_first().unwrap();
    let roster = first.roster(group);
    assert_eq!(roster.members().count(), people.len());
    for person in others {
        assert_eq!(person.roster(group), roster, "{:?}", person.card.handle());
        assert_eq!(person.epoch(group), first.epoch(group), "{:?}", person.card.handle());
    }
    for writer in people {
        let name = writer.card.handle().as_str();
        let letter = writer.seal(group, name);
        for reader in people.iter().filter(|reader| reader.card != writer.card) {
            assert_eq!(reader.read(&letter), (name.into(), name.into()));
        }
    }
}

pub(super) fn names<'a>(cards: impl Iterator<Item = &'a Card>) -> Vec<&'a str> {
    let mut names: Vec<_> = cards.map(|card| card.handle().as_str()).collect();
    names.sort_unstable();
    names
}

/// The proposals that are left in OpenMLS' own queue.
pub(super) fn queued(person: &Person, group: GroupTag) -> Vec<Proposal> {
    person.with(|mls| {
        let group = loaded(mls, group);
        group
            .pending_proposals()
            .map(|queued| queued.proposal().clone())
            .collect()
    })
}
