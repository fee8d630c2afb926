//! What a mailbox delivers, opened: a welcome, a letter, or a peer's new keys.
//!
//! 1. The envelope says what it is; its group must be one of ours, or new.
//! 2. OpenMLS decrypts and verifies; the message key is deleted with the same write.
//! 3. We check what a group of two may hold: two leaves, each with the card of its own identity, no rules of its own.
//!
//! Anything else from the wire is refused: adding, removing, pre-shared keys, new names, proposals without a commit, and
//! messages that are not encrypted.

use core::fmt;

use openmls::{
    group::{MlsGroup, StagedWelcome},
    prelude::{PrivateMessageIn, ProcessedMessage, ProcessedMessageContent, Sender, StagedCommit, Welcome},
};
use pillion_wire::id::GroupTag;

use super::{
    card::Card,
    envelope::{self, Envelope},
    error::MlsError,
    pair::Mls,
    suite,
};

/// A blob from the mailbox, opened. What it did to the groups is written, with the caller's transaction.
#[derive(Clone, PartialEq, Eq)]
pub enum Opened {
    /// Somebody has started a group with us.
    Joined {
        /// The new group.
        group: GroupTag,
        /// Who made it; proven by its identity key, not known to be anyone we know.
        peer: Card,
    },
    /// Somebody has written.
    Letter {
        /// Where.
        group: GroupTag,
        /// Who.
        from: Card,
        /// What: the bytes given to [`Mls::seal`].
        plaintext: Vec<u8>,
    },
    /// The peer has renewed its keys; nothing to show.
    Changed {
        /// Where.
        group: GroupTag,
    },
}

/// What people write is private: `Debug` tells its length only.
impl fmt::Debug for Opened {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Joined { group, peer } => write!(f, "Joined({group:?}, {peer:?})"),
            Self::Letter { group, from, plaintext } => {
                write!(f, "Letter({group:?}, {from:?}, {} bytes)", plaintext.len())
            }
            Self::Changed { group } => write!(f, "Changed({group:?})"),
        }
    }
}

impl Mls<'_> {
    /// Opens a blob from the mailbox.
    ///
    /// # Errors
    /// [`MlsError`] says which of the many ways it is; the database is as before then.
    pub fn open(&self, blob: &[u8]) -> Result<Opened, MlsError> {
        let envelope = envelope::decode(blob)?;
        self.provider.whole(|| match envelope {
            Envelope::Welcome(welcome) => self.join(welcome),
            Envelope::Message(message) => self.read(message),
        })
    }

    fn join(&self, welcome: Welcome) -> Result<Opened, MlsError> {
        // The maker has checked the lifetimes. Ours may be over by now: a welcome can wait in the mailbox for months.
        let staged = StagedWelcome::build_from_welcome(&self.provider, &suite::settings(suite::SMALLEST), welcome)?
            .skip_lifetime_validation()
            .build()?;
        let tag = tag_of(staged.group_context().group_id().as_slice())?;
        if staged.group_context().extensions().iter().next().is_some() {
            return Err(MlsError::Refused("group with rules of its own"));
        }
        let maker = staged.welcome_sender_index();
        let mut peer = None;
        for member in staged.members() {
            let card = Card::of_leaf(&member.credential, &member.signature_key)?;
            if member.index == staged.own_leaf_index() {
                continue;
            }
            if member.index != maker || peer.replace(card).is_some() {
                return Err(MlsError::Refused("group of more than two"));
            }
        }
        let peer = peer.ok_or(MlsError::Refused("group of one"))?;
        if peer.identity() == self.card.identity() {
            return Err(MlsError::Refused("group with ourselves"));
        }
        staged.into_group(&self.provider)?;
        Ok(Opened::Joined { group: tag, peer })
    }

    fn read(&self, message: PrivateMessageIn) -> Result<Opened, MlsError> {
        let tag = tag_of(message.group_id().as_slice())?;
        let mut group = self.group(tag)?;
        let processed = group.process_message(&self.provider, message)?;
        if matches!(processed.content(), ProcessedMessageContent::OwnPrivateMessage) {
            return Err(MlsError::Own);
        }
        let from = sender(&group, &processed)?;
        match processed.into_content() {
            ProcessedMessageContent::ApplicationMessage(letter) => Ok(Opened::Letter {
                group: tag,
                from,
                plaintext: letter.into_bytes(),
            }),
            ProcessedMessageContent::StagedCommitMessage(commit) => {
                check_renewal(&commit, &from)?;
                group
                    .merge_staged_commit(&self.provider, *commit)
                    .map_err(|error| MlsError::Library(error.to_string()))?;
                Ok(Opened::Changed { group: tag })
            }
            _ => Err(MlsError::Refused("a change that a group of two does not make")),
        }
    }
}

/// The card of who has said it: that of the leaf whose key has just verified the message.
fn sender(group: &MlsGroup, processed: &ProcessedMessage) -> Result<Card, MlsError> {
    let Sender::Member(index) = processed.sender() else {
        return Err(MlsError::Refused("sender is no member"));
    };
    let leaf = group
        .member_at(*index)
        .ok_or(MlsError::Refused("sender is no member"))?;
    Ok(Card::of_leaf(processed.credential(), &leaf.signature_key)?)
}

/// A commit may renew the keys of its sender, and do nothing else.
fn check_renewal(commit: &StagedCommit, from: &Card) -> Result<(), MlsError> {
    if commit.queued_proposals().next().is_some() {
        return Err(MlsError::Refused("commit that changes more than its sender's keys"));
    }
    let leaf = commit
        .update_path_leaf_node()
        .ok_or(MlsError::Refused("commit without new keys"))?;
    if Card::of_leaf(leaf.credential(), leaf.signature_key().as_slice())? != *from {
        return Err(MlsError::Refused("commit that changes its sender's name"));
    }
    Ok(())
}

fn tag_of(group_id: &[u8]) -> Result<GroupTag, MlsError> {
    group_id
        .try_into()
        .map(GroupTag)
        .map_err(|_| MlsError::Damaged("group id is not 16 bytes"))
}
