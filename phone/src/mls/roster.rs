//! Who is in a group of many, as one epoch has it: members, admins, name, picture.
//!
//! A roster that exists is a sound one: its members differ, there are not too many, and some of them are admins.
//!
//! Source: docs/protocol.md, rule `R-GROUP-2`.

use core::fmt;
use std::collections::{BTreeMap, BTreeSet};

use openmls::group::{MlsGroup, StagedWelcome};

use super::{
    card::Card,
    error::MlsError,
    identity::IdentityKey,
    profile::{GroupName, Profile},
};

/// Members of a group: as many as one `Put` has recipients ([`pillion_wire::limit::PUT_RECIPIENTS`]), so that a commit
/// reaches all of them or none.
pub const MEMBERS: usize = pillion_wire::limit::PUT_RECIPIENTS;

/// A group of many at one moment.
#[derive(Clone, PartialEq, Eq)]
pub struct Roster {
    pub(super) profile: Profile,
    /// By leaf: the place in the tree that MLS calls a member by.
    pub(super) members: BTreeMap<u32, Card>,
}

impl Roster {
    /// The group's name.
    #[must_use]
    pub fn name(&self) -> &GroupName {
        &self.profile.name
    }

    /// Where its picture is, if it has one.
    #[must_use]
    pub fn picture(&self) -> Option<&[u8]> {
        self.profile.picture.as_deref()
    }

    /// All members, in the order of the tree.
    pub fn members(&self) -> impl Iterator<Item = &Card> {
        self.members.values()
    }

    /// Those of them that may change the group.
    pub fn admins(&self) -> impl Iterator<Item = &Card> {
        self.members().filter(|card| self.is_admin(card.identity()))
    }

    /// Whether this is an admin.
    #[must_use]
    pub fn is_admin(&self, who: IdentityKey) -> bool {
        self.profile.admins.contains(&who)
    }

    /// The member with this identity.
    #[must_use]
    pub fn member(&self, who: IdentityKey) -> Option<&Card> {
        self.members().find(|card| card.identity() == who)
    }

    /// Whether nobody else could change the group if this one went.
    pub(super) fn is_last_admin(&self, who: IdentityKey) -> bool {
        self.is_admin(who) && self.profile.admins.len() == 1
    }

    pub(super) fn leaf(&self, who: IdentityKey) -> Result<u32, MlsError> {
        self.members
            .iter()
            .find_map(|(leaf, card)| (card.identity() == who).then_some(*leaf))
            .ok_or(MlsError::NoSuchMember)
    }

    /// `None` for a group of two.
    pub(super) fn of(group: &MlsGroup) -> Result<Option<Self>, MlsError> {
        let Some(profile) = Profile::of(group.extensions())? else {
            return Ok(None);
        };
        let mut members = BTreeMap::new();
        for member in group.members() {
            let card = Card::of_leaf(&member.credential, &member.signature_key)?;
            members.insert(member.index.u32(), card);
        }
        Ok(Some(Self { profile, members }))
    }

    /// What a welcome leads into; `None` for a group of two.
    pub(super) fn behind(welcome: &StagedWelcome) -> Result<Option<Self>, MlsError> {
        let Some(profile) = Profile::of(welcome.group_context().extensions())? else {
            return Ok(None);
        };
        let mut members = BTreeMap::new();
        for member in welcome.members() {
            let card = Card::of_leaf(&member.credential, &member.signature_key)?;
            members.insert(member.index.u32(), card);
        }
        let roster = Self { profile, members };
        roster.check()?;
        Ok(Some(roster))
    }

    /// Whether a group may be like this.
    pub(super) fn check(&self) -> Result<(), MlsError> {
        if self.members.len() > MEMBERS {
            return Err(MlsError::Full {
                got: self.members.len(),
                limit: MEMBERS,
            });
        }
        let (mut identities, mut accounts, mut handles) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for card in self.members() {
            let is_new = identities.insert(card.identity())
                & accounts.insert(card.account())
                & handles.insert(card.handle().as_str());
            if !is_new {
                return Err(MlsError::Duplicate);
            }
        }
        if self.profile.admins.is_empty() {
            return Err(MlsError::LastAdmin);
        }
        if !self.profile.admins.is_subset(&identities) {
            return Err(MlsError::Refused("an admin who is no member"));
        }
        Ok(())
    }
}

/// Names are private, and a thousand cards are no log line.
impl fmt::Debug for Roster {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (members, admins) = (self.members.len(), self.profile.admins.len());
        write!(f, "Roster({members} members, {admins} admins)")
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use pillion_wire::{handle::Handle, id::AccountId};

    use super::*;
    use crate::mls::identity::Identity;

    fn card(n: u16) -> Card {
        let mut seed = [0; 32];
        seed[..2].copy_from_slice(&n.to_be_bytes());
        let handle = Handle::parse(&format!("person{n}")).unwrap();
        Card::issue(&Identity::decode(&seed), handle, AccountId(seed))
    }

    fn roster(members: u16) -> Roster {
        Roster {
            profile: Profile {
                name: GroupName::parse("Town").unwrap(),
                admins: [card(0).identity()].into(),
                picture: None,
            },
            members: (0..members).map(|n| (u32::from(n), card(n))).collect(),
        }
    }

    #[test]
    fn a_group_has_1024_members_and_not_one_more() {
        assert!(roster(1_024).check().is_ok());
        let refused = roster(1_025).check();
        assert!(
            matches!(
                refused,
                Err(MlsError::Full {
                    got: 1_025,
                    limit: 1_024
                })
            ),
            "{refused:?}"
        );
    }

    #[test]
    fn members_differ_and_some_are_admins() {
        let mut twice = roster(3);
        twice.members.insert(3, card(1));
        assert!(matches!(twice.check(), Err(MlsError::Duplicate)));
        let mut leaderless = roster(3);
        leaderless.profile.admins.clear();
        assert!(matches!(leaderless.check(), Err(MlsError::LastAdmin)));
        let mut ghost = roster(3);
        ghost.profile.admins.insert(card(9).identity());
        assert!(matches!(ghost.check(), Err(MlsError::Refused(_))));
    }

    #[test]
    fn a_roster_in_a_log_is_two_numbers() {
        assert_eq!(format!("{:?}", roster(3)), "Roster(3 members, 1 admins)");
    }
}
