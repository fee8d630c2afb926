//! What a commit in a group of many may do, and what it did.
//!
//! Every member judges every commit by the same rules, from the same roster, before it applies it; and its own before it
//! sends it. So a commit is either applied by all honest members or by none.
//!
//! 1. It renews its sender's keys, and leaves the rest of its sender's leaf as it was.
//! 2. It carries its proposals itself. One that it only points to may not have come to everybody, and who lacks it could not
//!    follow: the group would split.
//! 3. Proposals are an admin's: to add, to remove, to change name, admins or picture. Everything else is refused.
//! 4. What comes out is a sound roster ([`super::roster`]): nobody twice, not too many, at least one admin, all of them members.
//!
//! Source: docs/protocol.md, rules `R-GROUP-3` to `R-GROUP-5`.

use std::collections::BTreeSet;

use openmls::{
    group::{MlsGroup, StagedCommit},
    messages::proposals::{Proposal, ProposalOrRefType},
    prelude::LeafNodeIndex,
};

use super::{
    card::Card,
    error::MlsError,
    identity::IdentityKey,
    profile::{GroupName, Profile},
    roster::Roster,
};

/// One thing that a commit did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Somebody was added.
    Added(Card),
    /// Somebody was removed.
    Removed(Card),
    /// Somebody who had asked to leave was let go.
    Left(Card),
    /// The group has this name now.
    Renamed(GroupName),
    /// The group has this picture now, or none.
    Picture(Option<Vec<u8>>),
    /// A member was made an admin.
    Promoted(Card),
    /// A member is an admin no more.
    Demoted(Card),
}

/// What one commit did, and who made it. Without changes it renewed its sender's keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// Who made it.
    pub by: Card,
    /// Removals first, then additions, then the rest.
    pub what: Vec<Change>,
    /// We are a member no more; the keys of the group are gone from here.
    pub out: bool,
}

/// Judges a commit; returns what it does.
pub(super) fn judge(
    group: &MlsGroup,
    commit: &StagedCommit,
    sender: LeafNodeIndex,
    leaving: &BTreeSet<IdentityKey>,
) -> Result<Changed, MlsError> {
    let before = Roster::of(group)?.ok_or(MlsError::Refused("group of two"))?;
    let by = before
        .members
        .get(&sender.u32())
        .ok_or(MlsError::Refused("sender is no member"))?;
    check_leaf(group, commit, sender, by)?;
    let mut after = before.clone();
    let mut what = Vec::new();
    let mut added = Vec::new();
    for queued in commit.queued_proposals() {
        if queued.proposal_or_ref_type() != ProposalOrRefType::Proposal {
            return Err(MlsError::Refused("commit that points to a proposal"));
        }
        if !before.is_admin(by.identity()) {
            return Err(MlsError::NotAdmin);
        }
        match queued.proposal() {
            Proposal::Remove(remove) => {
                let gone = after
                    .members
                    .remove(&remove.removed().u32())
                    .ok_or(MlsError::NoSuchMember)?;
                what.push(match leaving.contains(&gone.identity()) {
                    true => Change::Left(gone),
                    false => Change::Removed(gone),
                });
            }
            Proposal::Add(add) => {
                let leaf = add.key_package().leaf_node();
                if leaf.extensions().iter().next().is_some() {
                    return Err(MlsError::Refused("leaf with extensions"));
                }
                added.push(Card::of_leaf(leaf.credential(), leaf.signature_key().as_slice())?);
            }
            Proposal::GroupContextExtensions(change) => {
                after.profile =
                    Profile::of(change.extensions())?.ok_or(MlsError::Refused("group without name and admins"))?;
            }
            _ => return Err(MlsError::Refused("proposal of a kind that no group uses")),
        }
    }
    // Their leaves are the tree's to choose; here they only must not hide one another.
    let free = (0..).filter(|leaf| !before.members.contains_key(leaf));
    after.members.extend(free.zip(added.iter().cloned()));
    after.check()?;
    what.extend(added.into_iter().map(Change::Added));
    describe(&before, &after, &mut what);
    Ok(Changed {
        by: by.clone(),
        what,
        out: commit.self_removed(),
    })
}

/// A commit replaces its sender's encryption key; card and capabilities stay.
fn check_leaf(group: &MlsGroup, commit: &StagedCommit, sender: LeafNodeIndex, by: &Card) -> Result<(), MlsError> {
    let new = commit
        .update_path_leaf_node()
        .ok_or(MlsError::Refused("commit without new keys"))?;
    if Card::of_leaf(new.credential(), new.signature_key().as_slice())? != *by {
        return Err(MlsError::Refused("commit that changes its sender's name"));
    }
    let old = group
        .public_group()
        .leaf(sender)
        .ok_or(MlsError::Refused("sender is no member"))?;
    if new.capabilities() != old.capabilities() || new.extensions() != old.extensions() {
        return Err(MlsError::Refused("commit that changes its sender's capabilities"));
    }
    Ok(())
}

fn describe(before: &Roster, after: &Roster, what: &mut Vec<Change>) {
    if after.name() != before.name() {
        what.push(Change::Renamed(after.name().clone()));
    }
    if after.picture() != before.picture() {
        what.push(Change::Picture(after.profile.picture.clone()));
    }
    for card in after.members() {
        match (before.is_admin(card.identity()), after.is_admin(card.identity())) {
            (false, true) => what.push(Change::Promoted(card.clone())),
            (true, false) => what.push(Change::Demoted(card.clone())),
            _ => {}
        }
    }
}
