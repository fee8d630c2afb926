//! A group of two: how it starts; and how letters are sealed in any group, how one is forgotten.
//!
//! Whoever writes first makes the group, adds the other with a key package, and sends the welcome ahead of the first letter.
//! Nobody else can be in it yet, so its first commit needs no slot at the relay. If both start at once there are two
//! groups; both work, and the phone decides which one it goes on with.
//!
//! Opening is in [`super::arrival`], key packages are in [`super::package`].

use core::fmt;

use openmls::group::{AddMembersError, GroupId, MlsGroup};
use openmls_traits::{OpenMlsProvider as _, random::OpenMlsRand as _};
use pillion_wire::id::GroupTag;
use rand_core::CryptoRng;
use rusqlite::Connection;

use super::{
    card::Card,
    envelope,
    error::MlsError,
    identity::Identity,
    note,
    provider::Provider,
    suite::{self, Kind},
};

/// One account's groups, on the connection of the transaction at hand. Cheap: made for one piece of work, then dropped.
pub struct Mls<'a> {
    pub(super) provider: Provider<'a>,
    pub(super) identity: &'a Identity,
    pub(super) card: &'a Card,
}

/// A group of two that has just been made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Started {
    /// Its name, on this phone and on the relay; random.
    pub group: GroupTag,
    /// To be put into the mailbox of the peer before any letter.
    pub welcome: Vec<u8>,
}

impl<'a> Mls<'a> {
    /// The groups of the account that `identity` and `card` describe.
    ///
    /// # Errors
    /// [`MlsError::Library`] if the operating system gives no randomness.
    pub fn new(
        connection: &'a Connection,
        identity: &'a Identity,
        card: &'a Card,
        random: &'a mut dyn CryptoRng,
    ) -> Result<Self, MlsError> {
        Ok(Self {
            provider: Provider::new(connection, random)?,
            identity,
            card,
        })
    }

    /// Makes a group with `peer`, whose key package came from the relay.
    ///
    /// # Errors
    /// [`MlsError::WrongPerson`] if the package is somebody else's, [`MlsError::Expired`], [`MlsError::Card`],
    /// [`MlsError::Forged`] or [`MlsError::Damaged`] if it is no good.
    pub fn start(&self, peer_key_package: &[u8], peer: &Card) -> Result<Started, MlsError> {
        self.provider.whole(|| {
            if peer.identity() == self.card.identity() {
                return Err(MlsError::Refused("group with ourselves"));
            }
            let package = self.checked_package(peer_key_package, peer)?;
            let Ok(random) = self.provider.rand().random_array();
            let tag = GroupTag(random);
            let mut group = MlsGroup::new_with_group_id(
                &self.provider,
                self.identity,
                &suite::created(),
                GroupId::from_slice(&tag.0),
                self.card.credential(),
            )
            .map_err(|error| MlsError::Library(error.to_string()))?;
            let (_, welcome, _) = group
                .add_members(&self.provider, self.identity, &[package])
                .map_err(|error| match error {
                    AddMembersError::StorageError(error) => MlsError::Storage(error),
                    other => MlsError::Library(other.to_string()),
                })?;
            group
                .merge_pending_commit(&self.provider)
                .map_err(|error| MlsError::Library(error.to_string()))?;
            Ok(Started {
                group: tag,
                welcome: envelope::encode(&welcome)?,
            })
        })
    }

    /// Seals a letter for the group. The ratchet has moved on afterwards: the blob must be stored in the same transaction.
    ///
    /// # Errors
    /// [`MlsError::UnknownGroup`], [`MlsError::TooLarge`].
    pub fn seal(&self, group: GroupTag, plaintext: &[u8]) -> Result<Vec<u8>, MlsError> {
        let class = suite::class_of(plaintext.len()).ok_or(MlsError::TooLarge {
            got: plaintext.len(),
            limit: suite::PLAINTEXT_BYTES,
        })?;
        self.provider.whole(|| {
            let mut group = self.group(group)?;
            if group.configuration().padding_size() != class {
                let settings = suite::settings(Kind::of(&group), class);
                group.set_configuration(self.provider.storage(), &settings)?;
            }
            let sealed = group
                .create_message(&self.provider, self.identity, plaintext)
                .map_err(|error| MlsError::Library(error.to_string()))?;
            envelope::encode(&sealed)
        })
    }

    /// Deletes all keys of a group; one that is not here is deleted already.
    ///
    /// # Errors
    /// [`MlsError::Storage`].
    pub fn forget(&self, group: GroupTag) -> Result<(), MlsError> {
        self.provider.whole(|| match self.group(group) {
            Ok(mut loaded) => self.erase(&mut loaded, group),
            Err(MlsError::UnknownGroup(_)) => Ok(()),
            Err(other) => Err(other),
        })
    }

    pub(super) fn erase(&self, group: &mut MlsGroup, tag: GroupTag) -> Result<(), MlsError> {
        group.delete(self.provider.storage())?;
        note::forget(self.provider.storage(), tag)
    }

    pub(super) fn group(&self, tag: GroupTag) -> Result<MlsGroup, MlsError> {
        MlsGroup::load(self.provider.storage(), &GroupId::from_slice(&tag.0))?.ok_or(MlsError::UnknownGroup(tag))
    }
}

impl fmt::Debug for Mls<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mls").field("card", self.card).finish_non_exhaustive()
    }
}
