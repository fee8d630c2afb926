//! What a mailbox delivers, opened: a welcome, a letter, or a change.
//!
//! 1. The envelope says what it is; its group must be one of ours, or new.
//! 2. OpenMLS decrypts and verifies; the message key is deleted with the same write.
//! 3. We check what such a group may hold. A group of two: two leaves, each with the card of its own identity, no rules of its
//!    own, no change but of keys. A group of many: what [`super::roster`] and [`super::roles`] say.
//!
//! Anything else from the wire is refused: pre-shared keys, new cards, proposals without a commit but for the wish to leave,
//! and messages that are not encrypted.

use core::fmt;

use openmls::{
    group::{MlsGroup, StagedWelcome},
    key_packages::KeyPackageBundle,
    messages::proposals::Proposal,
    prelude::{
        LeafNodeIndex, PrivateMessageIn, ProcessedMessage, ProcessedMessageContent, ProtocolMessage, QueuedProposal,
        Sender, StagedCommit, Welcome,
    },
};
use openmls_traits::{OpenMlsProvider as _, storage::StorageProvider as _};
use pillion_wire::id::GroupTag;

use super::{
    card::Card,
    envelope::{self, Envelope},
    error::MlsError,
    note,
    pair::Mls,
    roles::{self, Changed},
    roster::Roster,
    suite::{self, Kind},
    tree::TreeKey,
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
    /// The peer of a group of two has renewed its keys; nothing to show.
    Changed {
        /// Where.
        group: GroupTag,
    },
    /// Something has happened to a group of many.
    Group {
        /// Which.
        group: GroupTag,
        /// What.
        news: Box<News>,
    },
}

/// What has happened to a group of many.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// We have been added, or the group has been made with us in it.
    Joined {
        /// Its name, admins and members, ourselves among them.
        roster: Roster,
        /// The admin who let us in; proven by the identity key, not known to be anyone we know.
        maker: Card,
    },
    /// A member has changed it. A commit of our own that waited is dropped.
    Changed(Changed),
    /// A member has asked to leave; still in until an admin removes it.
    Leaving(Card),
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
            Self::Group { group, news } => write!(f, "Group({group:?}, {news:?})"),
        }
    }
}

impl Mls<'_> {
    /// Opens a blob from the mailbox, or one that its pieces have made.
    ///
    /// # Errors
    /// [`MlsError::NoTree`]: a welcome that is for us and needs a tree, which [`Self::join`] takes. Otherwise [`MlsError`] says which
    /// of the many ways it is. The database is as before then.
    pub fn open(&self, blob: &[u8]) -> Result<Opened, MlsError> {
        match envelope::decode(blob)? {
            Envelope::Welcome(welcome) => self.provider.whole(|| self.enter(welcome, None)),
            Envelope::WelcomeOfMany(welcome, set) => self.expect_package(&welcome).and(Err(MlsError::NoTree(set))),
            Envelope::Message(message) => self.provider.whole(|| self.read(message)),
        }
    }

    /// Opens a welcome with its tree, the blob that the pieces of its set have made.
    ///
    /// # Errors
    /// [`MlsError::StillIn`]: to be tried again when we are out of the group. Otherwise [`MlsError`] says which of the many ways it is.
    /// The database is as before then.
    pub fn join(&self, welcome: &[u8], tree: &[u8]) -> Result<Opened, MlsError> {
        match envelope::decode(welcome)? {
            Envelope::WelcomeOfMany(welcome, _) => self.provider.whole(|| self.enter(welcome, Some(tree))),
            _ => Err(MlsError::Damaged("no welcome of one member")),
        }
    }

    /// A welcome is kept until its tree comes only if it is for a key package of ours.
    fn expect_package(&self, welcome: &Welcome) -> Result<(), MlsError> {
        let storage = self.provider.storage();
        for secrets in welcome.secrets() {
            let package: Option<KeyPackageBundle> = storage.key_package(&secrets.new_member())?;
            if package.is_some() {
                return Ok(());
            }
        }
        Err(MlsError::NotForUs)
    }

    fn enter(&self, welcome: Welcome, tree: Option<&[u8]>) -> Result<Opened, MlsError> {
        // The maker has checked the lifetimes. Ours may be over by now: a welcome can wait in the mailbox for months.
        let kind = if tree.is_some() { Kind::Many } else { Kind::Two };
        let settings = suite::settings(kind, suite::SMALLEST);
        let mut staged =
            StagedWelcome::build_from_welcome(&self.provider, &settings, welcome)?.skip_lifetime_validation();
        if let Some(sealed) = tree {
            let info = staged.processed_welcome().unverified_group_info();
            let tag = tag_of(info.group_id().as_slice())?;
            if self.group(tag).is_ok() {
                return Err(MlsError::StillIn(tag));
            }
            let key = TreeKey::of(staged.processed_welcome().unverified_group_info().extensions())?;
            staged = staged.with_ratchet_tree(key.open(&self.provider, sealed)?);
        }
        let staged = staged.build()?;
        let tag = tag_of(staged.group_context().group_id().as_slice())?;
        let maker = staged.welcome_sender_index();
        if let Some(roster) = Roster::behind(&staged)? {
            let maker = roster.members.get(&maker.u32()).ok_or(MlsError::NoSuchMember)?.clone();
            if !roster.is_admin(maker.identity()) {
                return Err(MlsError::NotAdmin);
            }
            if maker.identity() == self.card.identity() {
                return Err(MlsError::Refused("group with ourselves"));
            }
            staged.into_group(&self.provider)?;
            let news = Box::new(News::Joined { roster, maker });
            return Ok(Opened::Group { group: tag, news });
        }
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
        let message = ProtocolMessage::from(message);
        let tag = tag_of(message.group_id().as_slice())?;
        let mut group = self.group(tag)?;
        if message.is_handshake_message() && message.epoch().as_u64() < group.epoch().as_u64() {
            return Err(MlsError::Replayed("its epoch has ended"));
        }
        let processed = group.process_message(&self.provider, message)?;
        if matches!(processed.content(), ProcessedMessageContent::OwnPrivateMessage) {
            return Err(MlsError::Own);
        }
        let (index, from) = sender(&group, &processed)?;
        let is_many = Kind::of(&group) == Kind::Many;
        match processed.into_content() {
            ProcessedMessageContent::ApplicationMessage(letter) => Ok(Opened::Letter {
                group: tag,
                from,
                plaintext: letter.into_bytes(),
            }),
            ProcessedMessageContent::StagedCommitMessage(commit) if is_many => {
                let news = Box::new(News::Changed(self.follow(&mut group, tag, *commit, index)?));
                Ok(Opened::Group { group: tag, news })
            }
            ProcessedMessageContent::ProposalMessage(proposal) if is_many => {
                self.wish(&group, tag, &proposal, index, &from)?;
                let news = Box::new(News::Leaving(from));
                Ok(Opened::Group { group: tag, news })
            }
            ProcessedMessageContent::StagedCommitMessage(commit) => {
                check_renewal(&commit, &from)?;
                group
                    .merge_staged_commit(&self.provider, *commit)
                    .map_err(|error| MlsError::Library(error.to_string()))?;
                Ok(Opened::Changed { group: tag })
            }
            _ => Err(MlsError::Refused("a change that such a group does not make")),
        }
    }

    /// Applies a member's commit, if it may do what it does.
    fn follow(
        &self,
        group: &mut MlsGroup,
        tag: GroupTag,
        commit: StagedCommit,
        sender: LeafNodeIndex,
    ) -> Result<Changed, MlsError> {
        let leaving = note::leaving(self.provider.storage(), tag)?;
        let changed = roles::judge(group, &commit, sender, &leaving)?;
        if changed.out {
            self.erase(group, tag)?;
            return Ok(changed);
        }
        group
            .merge_staged_commit(&self.provider, commit)
            .map_err(|error| MlsError::Library(error.to_string()))?;
        self.settle(group, tag, leaving)?;
        Ok(changed)
    }

    /// Notes that a member wants to leave: the one proposal that stands alone.
    fn wish(
        &self,
        group: &MlsGroup,
        tag: GroupTag,
        proposal: &QueuedProposal,
        sender: LeafNodeIndex,
        from: &Card,
    ) -> Result<(), MlsError> {
        match proposal.proposal() {
            Proposal::Remove(remove) if remove.removed() == sender => {}
            _ => return Err(MlsError::Refused("proposal without a commit")),
        }
        let roster = Roster::of(group)?.ok_or(MlsError::Refused("group of two"))?;
        if roster.is_last_admin(from.identity()) {
            return Err(MlsError::LastAdmin);
        }
        self.note_leaving(tag, from.identity())
    }
}

/// The group that a sealed message says it belongs to; nothing of it is proven.
#[must_use]
pub fn group_of(blob: &[u8]) -> Option<GroupTag> {
    match envelope::decode(blob) {
        Ok(Envelope::Message(message)) => tag_of(ProtocolMessage::from(message).group_id().as_slice()).ok(),
        _ => None,
    }
}

/// Who has said it: leaf, and the card that the key which has just verified the message belongs to.
///
/// Still a member, and under the same card: the keys of a few past epochs are kept for letters that come late, and whoever
/// has been removed since still has them. Mailboxes keep the order in which the relay took blobs, so what comes from a former
/// member after the removal was also sent after it.
fn sender(group: &MlsGroup, processed: &ProcessedMessage) -> Result<(LeafNodeIndex, Card), MlsError> {
    let Sender::Member(index) = processed.sender() else {
        return Err(MlsError::Refused("sender is no member"));
    };
    let leaf = group
        .member_at(*index)
        .filter(|leaf| leaf.credential == *processed.credential())
        .ok_or(MlsError::Refused("sender is no member"))?;
    Ok((*index, Card::of_leaf(processed.credential(), &leaf.signature_key)?))
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
