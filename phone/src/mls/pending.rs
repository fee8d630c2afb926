//! A commit of ours, from the moment that it is made until its fate is known.
//!
//! 1. It is made for one epoch and kept; the group goes on as it was, and letters can still be sealed and opened.
//! 2. The phone puts it into the relay's slot of group and epoch. The slot takes one commit.
//! 3. Taken: [`Mls::accept_pending`] applies it, and the welcomes may go out. Refused (`EpochTaken`): somebody else's came first;
//!    [`Mls::drop_pending`], then the winner is opened like any other, and the change is made anew if it still makes sense.
//!
//! There is one at a time in a group. It survives a restart, and [`Mls::pending`] returns the same bytes as often as it is
//! asked: a phone that fell over between 2 and 3 puts it again under the same id and learns what has become of it.
//!
//! When the winner is opened first, our own is dropped with it.
//!
//! Source: DESIGN 6; docs/protocol.md, rule `R-GROUP-6`.

use core::fmt;
use std::collections::BTreeSet;

use openmls::{
    group::{GroupContext, MlsGroup},
    key_packages::KeyPackage,
    prelude::{Extensions, LeafNodeIndex},
};
use openmls_traits::OpenMlsProvider as _;
use pillion_wire::id::GroupTag;

use super::{
    envelope,
    error::MlsError,
    identity::IdentityKey,
    note::{self, Waiting},
    pair::Mls,
    profile::Profile,
    roles::{self, Changed},
    roster::Roster,
    suite::{self, Kind},
    tree::TreeKey,
    welcome::Welcomes,
};

/// A commit of ours that waits.
#[derive(Clone, PartialEq, Eq)]
pub struct Pending {
    /// Where.
    pub group: GroupTag,
    /// With the group, the slot that it wants: the epoch that it would end.
    pub epoch: u64,
    /// For every member but us.
    pub commit: Vec<u8>,
    /// For those whom it adds, once it is accepted and not before.
    pub welcomes: Option<Welcomes>,
}

impl fmt::Debug for Pending {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (group, epoch, bytes) = (self.group, self.epoch, self.commit.len());
        write!(f, "Pending({group:?}, epoch {epoch}, {bytes} bytes)")
    }
}

/// A commit of ours that the relay has taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    /// What the others learn when they open it.
    pub changed: Changed,
    /// For the mailboxes of those whom it adds.
    pub welcomes: Option<Welcomes>,
}

/// What a commit is to do; empty, it renews our keys.
#[derive(Default)]
pub(super) struct Plan {
    pub(super) remove: Vec<u32>,
    pub(super) add: Vec<KeyPackage>,
    pub(super) profile: Option<Profile>,
}

impl Mls<'_> {
    /// The commit that waits, with the bytes that it had when it was made.
    ///
    /// # Errors
    /// [`MlsError::Storage`].
    pub fn pending(&self, group: GroupTag) -> Result<Option<Pending>, MlsError> {
        let waiting = note::waiting(self.provider.storage(), group)?;
        Ok(waiting.map(|waiting| Pending {
            group,
            epoch: waiting.epoch,
            commit: waiting.commit.into(),
            welcomes: waiting.welcomes.map(Into::into),
        }))
    }

    /// Applies the commit that waits: the relay has given it the slot of this epoch.
    ///
    /// # Errors
    /// [`MlsError::NoPending`] if none waits, or one of another epoch; [`MlsError::UnknownGroup`].
    pub fn accept_pending(&self, tag: GroupTag, epoch: u64) -> Result<Accepted, MlsError> {
        self.provider.whole(|| {
            let pending = self.pending(tag)?.filter(|pending| pending.epoch == epoch);
            let pending = pending.ok_or(MlsError::NoPending)?;
            let mut group = self.group(tag)?;
            let leaving = note::leaving(self.provider.storage(), tag)?;
            let commit = group.pending_commit().ok_or(MlsError::NoPending)?;
            let changed = roles::judge(&group, commit, group.own_leaf_index(), &leaving)?;
            group
                .merge_pending_commit(&self.provider)
                .map_err(|error| MlsError::Library(error.to_string()))?;
            self.settle(&group, tag, leaving)?;
            Ok(Accepted {
                changed,
                welcomes: pending.welcomes,
            })
        })
    }

    /// Forgets the commit that waits for this epoch: the slot went to somebody else. One that is gone already is no error.
    ///
    /// # Errors
    /// [`MlsError::UnknownGroup`], [`MlsError::Storage`].
    pub fn drop_pending(&self, tag: GroupTag, epoch: u64) -> Result<(), MlsError> {
        self.provider.whole(|| match self.pending(tag)? {
            Some(pending) if pending.epoch == epoch => {
                self.group(tag)?.clear_pending_commit(self.provider.storage())?;
                note::drop_waiting(self.provider.storage(), tag)
            }
            _ => Ok(()),
        })
    }

    /// Makes a commit and keeps it. It is judged as the others will judge it: what they would refuse is not sent.
    pub(super) fn commit(
        &self,
        tag: GroupTag,
        plan: impl FnOnce(&Roster) -> Result<Plan, MlsError>,
    ) -> Result<Pending, MlsError> {
        self.provider.whole(|| {
            let (mut group, roster) = self.many(tag)?;
            if group.pending_commit().is_some() {
                return Err(MlsError::Busy);
            }
            let epoch = group.epoch().as_u64();
            let (commit, welcomes) = self.stage(&mut group, plan(&roster)?)?;
            note::keep_waiting(
                self.provider.storage(),
                tag,
                &Waiting {
                    epoch,
                    commit: commit.clone().into(),
                    welcomes: welcomes.as_ref().map(Into::into),
                },
            )?;
            Ok(Pending {
                group: tag,
                epoch,
                commit,
                welcomes,
            })
        })
    }

    /// Makes a commit with OpenMLS; returns it and what its new members are sent, sealed.
    pub(super) fn stage(&self, group: &mut MlsGroup, plan: Plan) -> Result<(Vec<u8>, Option<Welcomes>), MlsError> {
        group.set_configuration(self.provider.storage(), &suite::settings(Kind::Many, suite::COMMIT))?;
        let mut builder = group
            .commit_builder()
            // By value only: see `roles`.
            .consume_proposal_store(false)
            .force_self_update(true)
            .propose_removals(plan.remove.into_iter().map(LeafNodeIndex::new))
            .propose_adds(plan.add.clone());
        if let Some(profile) = plan.profile {
            let extensions: Extensions<GroupContext> = profile.extensions()?;
            builder = builder.propose_group_context_extensions(extensions)?;
        }
        let tree_key = TreeKey::generate(&self.provider);
        let made = builder
            .load_psks(self.provider.storage())?
            .use_ratchet_tree_extension(false)
            .create_group_info_with_extensions([tree_key.extension()])
            .map_err(|error| MlsError::Library(error.to_string()))?
            // The one for outsiders; that of the welcome is made all the same.
            .create_group_info(false)
            .build(self.provider.rand(), self.provider.crypto(), self.identity, |_| true)?
            .stage_commit(&self.provider)
            .map_err(|error| MlsError::Library(error.to_string()))?;
        let staged = group
            .pending_commit()
            .ok_or_else(|| MlsError::Library("no pending commit after making one".into()))?;
        roles::judge(group, staged, group.own_leaf_index(), &BTreeSet::new())?;
        let welcomes = match made.welcome() {
            None => None,
            Some(welcome) => {
                let tree = staged
                    .export_ratchet_tree(self.provider.crypto(), group.export_ratchet_tree())
                    .map_err(|error| MlsError::Library(error.to_string()))?
                    .ok_or_else(|| MlsError::Library("no tree for new members".into()))?;
                let tree = tree_key.seal(&self.provider, &tree)?;
                Some(Welcomes::cut(&self.provider, welcome, &plan.add, &tree)?)
            }
        };
        Ok((envelope::encode(made.commit())?, welcomes))
    }

    /// After an epoch has ended: no commit of ours waits for it any more, and who has left is not leaving.
    pub(super) fn settle(
        &self,
        group: &MlsGroup,
        tag: GroupTag,
        mut leaving: BTreeSet<IdentityKey>,
    ) -> Result<(), MlsError> {
        note::drop_waiting(self.provider.storage(), tag)?;
        if leaving.is_empty() {
            return Ok(());
        }
        let roster = Roster::of(group)?.ok_or(MlsError::Refused("group of two"))?;
        leaving.retain(|who| roster.member(*who).is_some());
        note::keep_leaving(self.provider.storage(), tag, &leaving)
    }

    /// A group of many, and who is in it.
    pub(super) fn many(&self, tag: GroupTag) -> Result<(MlsGroup, Roster), MlsError> {
        let group = self.group(tag)?;
        let roster = Roster::of(&group)?.ok_or(MlsError::Refused("group of two"))?;
        Ok((group, roster))
    }
}
