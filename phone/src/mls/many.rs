//! A group of many: how it is made, and the changes that its members ask for.
//!
//! Admins add, remove, rename and make admins, each by a commit that waits for its slot (see [`super::pending`]). Nobody is in a
//! group yet that is just being made, so its first commit needs no slot.
//!
//! **Leaving** takes somebody else: MLS lets no member commit its own removal, since the committer's new keys end the epoch.
//! OpenMLS 0.9.2 has two proposals for it. `SelfRemove` it sends in the clear only, which would tell the relay who goes, and
//! who wants to use it must give up our rule that everything is encrypted; so we send the plain `Remove` of our own leaf,
//! encrypted. The others note the wish and an admin commits the removal *by value*: a commit that pointed to the proposal could
//! not be followed by whom the proposal did not reach. OpenMLS's own queue of proposals stays empty for another reason, too:
//! while something lies in it, no letter can be sealed.
//!
//! A proposal is good for its epoch. Whoever is still in after a change asks again ([`Mls::leaving`] names ourselves then).
//!
//! Source: docs/protocol.md, rules `R-GROUP-*`.

use openmls::{
    group::{GroupId, MlsGroup},
    key_packages::{KeyPackage, Lifetime},
};
use openmls_traits::{OpenMlsProvider as _, random::OpenMlsRand as _};
use pillion_wire::id::GroupTag;

use super::{
    card::Card,
    envelope,
    error::MlsError,
    identity::IdentityKey,
    note,
    pair::Mls,
    pending::{Pending, Plan},
    profile::{self, GroupName, Profile},
    roster::Roster,
    suite::{self, Kind},
    welcome::Welcomes,
};

/// How long a key package must still be good when its owner is added to a group of many, in seconds: the 30 days that a commit may
/// wait in a mailbox, and one for clocks. OpenMLS checks the lifetime again whenever a member reads the commit; one that came
/// back later than that could not follow, and would be lost to the group.
const LIFE_LEFT_SECONDS: u64 = 31 * 24 * 60 * 60;

/// A group of many that has just been made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Founded {
    /// Its name, on the phones and on the relay; random.
    pub group: GroupTag,
    /// For the mailboxes of its members, before any letter.
    pub welcomes: Welcomes,
}

impl Mls<'_> {
    /// Makes a group with `members`, each with a key package from the relay. We are its only admin at first.
    ///
    /// What they are sent must be put before any letter.
    ///
    /// # Errors
    /// [`MlsError::Profile`] for name and picture; [`MlsError::Full`], [`MlsError::Duplicate`]; [`MlsError::WrongPerson`],
    /// [`MlsError::Expired`], [`MlsError::Card`], [`MlsError::Forged`], [`MlsError::Damaged`] or [`MlsError::Refused`] if a
    /// package is no good.
    pub fn create_group(
        &self,
        name: &str,
        picture: Option<Vec<u8>>,
        members: &[(Vec<u8>, Card)],
    ) -> Result<Founded, MlsError> {
        self.provider.whole(|| {
            if members.is_empty() {
                return Err(MlsError::Refused("group of one"));
            }
            let profile = Profile {
                name: GroupName::parse(name)?,
                admins: [self.identity.key()].into(),
                picture: picture.map(profile::picture).transpose()?,
            };
            let add = self.packages(members)?;
            let Ok(random) = self.provider.rand().random_array();
            let tag = GroupTag(random);
            let mut group = MlsGroup::new_with_group_id(
                &self.provider,
                self.identity,
                &suite::created_with(profile.extensions()?),
                GroupId::from_slice(&tag.0),
                self.card.credential(),
            )
            .map_err(|error| MlsError::Library(error.to_string()))?;
            let plan = Plan { add, ..Plan::default() };
            let (_, welcomes) = self.stage(&mut group, plan)?;
            group
                .merge_pending_commit(&self.provider)
                .map_err(|error| MlsError::Library(error.to_string()))?;
            Ok(Founded {
                group: tag,
                welcomes: welcomes.ok_or_else(|| MlsError::Library("no welcome for new members".into()))?,
            })
        })
    }

    /// Who is in a group of many, and what it is called; `None` for a group of two.
    ///
    /// # Errors
    /// [`MlsError::UnknownGroup`].
    pub fn roster(&self, group: GroupTag) -> Result<Option<Roster>, MlsError> {
        Roster::of(&self.group(group)?)
    }

    /// How often a group has changed: 1 when it has just been made.
    ///
    /// # Errors
    /// [`MlsError::UnknownGroup`].
    pub fn epoch(&self, group: GroupTag) -> Result<u64, MlsError> {
        Ok(self.group(group)?.epoch().as_u64())
    }

    /// Adds members.
    ///
    /// # Errors
    /// [`MlsError::NotAdmin`], [`MlsError::Busy`], and those of [`Self::create_group`] but for the name.
    pub fn add(&self, group: GroupTag, members: &[(Vec<u8>, Card)]) -> Result<Pending, MlsError> {
        self.commit(group, |_| {
            Ok(Plan {
                add: self.packages(members)?,
                ..Plan::default()
            })
        })
    }

    /// Removes members, also such as have asked to leave.
    ///
    /// # Errors
    /// [`MlsError::NotAdmin`], [`MlsError::Busy`], [`MlsError::NoSuchMember`]; [`MlsError::Refused`] for ourselves.
    pub fn remove(&self, group: GroupTag, who: &[IdentityKey]) -> Result<Pending, MlsError> {
        self.commit(group, |roster| {
            if who.contains(&self.identity.key()) {
                return Err(MlsError::Refused("removal of ourselves: leave instead"));
            }
            let remove = who.iter().map(|who| roster.leaf(*who)).collect::<Result<_, _>>()?;
            let mut profile = roster.profile.clone();
            profile.admins.retain(|admin| !who.contains(admin));
            Ok(Plan {
                remove,
                profile: (profile != roster.profile).then_some(profile),
                ..Plan::default()
            })
        })
    }

    /// Gives the group another name.
    ///
    /// # Errors
    /// [`MlsError::Profile`], [`MlsError::NotAdmin`], [`MlsError::Busy`].
    pub fn rename(&self, group: GroupTag, name: &str) -> Result<Pending, MlsError> {
        let name = GroupName::parse(name)?;
        self.change(group, |profile| profile.name = name)
    }

    /// Gives the group another picture, or none. The reference is for the members to understand.
    ///
    /// # Errors
    /// [`MlsError::Profile`], [`MlsError::NotAdmin`], [`MlsError::Busy`].
    pub fn set_picture(&self, group: GroupTag, reference: Option<Vec<u8>>) -> Result<Pending, MlsError> {
        let picture = reference.map(profile::picture).transpose()?;
        self.change(group, |profile| profile.picture = picture)
    }

    /// Makes a member an admin, or no admin any more; ourselves, too.
    ///
    /// # Errors
    /// [`MlsError::NotAdmin`], [`MlsError::Busy`], [`MlsError::NoSuchMember`]; [`MlsError::LastAdmin`] if none would be left.
    pub fn set_admin(&self, group: GroupTag, who: IdentityKey, is: bool) -> Result<Pending, MlsError> {
        self.commit(group, |roster| {
            roster.leaf(who)?;
            let mut profile = roster.profile.clone();
            match is {
                true => profile.admins.insert(who),
                false => profile.admins.remove(&who),
            };
            Ok(Plan {
                profile: Some(profile),
                ..Plan::default()
            })
        })
    }

    /// Renews our keys, so that whoever has stolen the old ones reads no further. Every other commit does so, too.
    ///
    /// # Errors
    /// [`MlsError::Busy`], [`MlsError::UnknownGroup`].
    pub fn renew(&self, group: GroupTag) -> Result<Pending, MlsError> {
        self.commit(group, |_| Ok(Plan::default()))
    }

    /// Asks to be let go; the blob is for all others and needs no slot. We stay a member until an admin has removed us.
    ///
    /// # Errors
    /// [`MlsError::LastAdmin`]: another admin must be named first. [`MlsError::Busy`] while a commit of ours waits.
    /// [`MlsError::Refused`] if nobody else is in it: such a group is forgotten.
    pub fn leave(&self, tag: GroupTag) -> Result<Vec<u8>, MlsError> {
        self.provider.whole(|| {
            let (mut group, roster) = self.many(tag)?;
            if roster.members.len() == 1 {
                return Err(MlsError::Refused("nobody else is in this group: forget it"));
            }
            if roster.is_last_admin(self.identity.key()) {
                return Err(MlsError::LastAdmin);
            }
            if group.pending_commit().is_some() {
                return Err(MlsError::Busy);
            }
            group.set_configuration(self.provider.storage(), &suite::settings(Kind::Many, suite::COMMIT))?;
            let ourselves = group.own_leaf_index();
            let (wish, _) = group
                .propose_remove_member(&self.provider, self.identity, ourselves)
                .map_err(|error| MlsError::Library(error.to_string()))?;
            group.clear_pending_proposals(self.provider.storage())?;
            self.note_leaving(tag, self.identity.key())?;
            envelope::encode(&wish)
        })
    }

    /// Who has asked to leave and is still in: for an admin to remove, and, if it is ourselves, to ask again.
    ///
    /// # Errors
    /// [`MlsError::UnknownGroup`].
    pub fn leaving(&self, group: GroupTag) -> Result<Vec<IdentityKey>, MlsError> {
        self.group(group)?;
        Ok(note::leaving(self.provider.storage(), group)?.into_iter().collect())
    }

    pub(super) fn note_leaving(&self, group: GroupTag, who: IdentityKey) -> Result<(), MlsError> {
        let mut leaving = note::leaving(self.provider.storage(), group)?;
        leaving.insert(who);
        note::keep_leaving(self.provider.storage(), group, &leaving)
    }

    fn change(&self, group: GroupTag, change: impl FnOnce(&mut Profile)) -> Result<Pending, MlsError> {
        self.commit(group, |roster| {
            let mut profile = roster.profile.clone();
            change(&mut profile);
            Ok(Plan {
                profile: Some(profile),
                ..Plan::default()
            })
        })
    }

    fn packages(&self, members: &[(Vec<u8>, Card)]) -> Result<Vec<KeyPackage>, MlsError> {
        let needed = Lifetime::new(LIFE_LEFT_SECONDS).not_after();
        let checked = |(package, card): &(Vec<u8>, Card)| {
            let package = self.checked_package(package, card)?;
            if package.life_time().not_after() < needed {
                return Err(MlsError::Expired("it ends before a commit may be read".into()));
            }
            Ok(package)
        };
        members.iter().map(checked).collect()
    }
}
