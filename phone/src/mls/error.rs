//! Why a group did not do what was asked.
//!
//! Toward a peer all of these look alike: no answer. In our own log the reason stands; none of it is secret.

use openmls::{
    framing::errors::{MessageDecryptionError, SecretTreeError},
    group::{
        CreateCommitError, ProcessMessageError, ProposalValidationError, StageCommitError, ValidationError,
        WelcomeError,
    },
    key_packages::errors::KeyPackageVerifyError,
    treesync::errors::LeafNodeValidationError,
};
use pillion_wire::id::GroupTag;

use super::{card::CardError, piece::SetId, profile::ProfileError};

/// What went wrong. A call that fails has changed nothing in the database.
#[derive(Debug, thiserror::Error)]
pub enum MlsError {
    /// This phone is in no such group (any more).
    #[error("not in group {0}")]
    UnknownGroup(GroupTag),
    /// Opened before, or so old that its key is gone.
    #[error("seen before, or too old to be opened: {0}")]
    Replayed(&'static str),
    /// A welcome for a key package that is not here: used already, expired, or another phone's.
    #[error("welcome for a key package that is not here")]
    NotForUs,
    /// A welcome whose tree is not at hand: it is kept, and joined with the tree ([`super::pair::Mls::join`]) when all of this set
    /// of pieces is there.
    #[error("welcome without its tree: pieces {0}")]
    NoTree(SetId),
    /// A welcome into a group that we are in: somebody has removed us, and let us in again, and we have not heard of the removal
    /// yet. It is kept until we are out ([`super::pair::Mls::join`]).
    #[error("welcome into group {0}, and still in it")]
    StillIn(GroupTag),
    /// Our own words, sent back to us.
    #[error("own message came back")]
    Own,
    /// It belongs to a change of keys that has not come yet, or skips too many letters.
    #[error("too far ahead: {0}")]
    Ahead(&'static str),
    /// It opens or verifies with no key that could be meant.
    #[error("forged or altered: {0}")]
    Forged(String),
    /// A leaf or key package carries a card that is none.
    #[error(transparent)]
    Card(#[from] CardError),
    /// Not even the outer form is right.
    #[error("damaged: {0}")]
    Damaged(&'static str),
    /// A key package of somebody else than expected.
    #[error("key package of somebody else than expected")]
    WrongPerson,
    /// A key package whose time is over or has not come.
    #[error("key package expired, or the clock is wrong: {0}")]
    Expired(String),
    /// Well formed, but nothing that such a group may do.
    #[error("refused: {0}")]
    Refused(&'static str),
    /// A change that is an admin's, by somebody who is none.
    #[error("only an admin may do this")]
    NotAdmin,
    /// A change that would leave a group without an admin.
    #[error("the group would have no admin")]
    LastAdmin,
    /// A change that would put somebody into a group twice.
    #[error("somebody would be in the group twice")]
    Duplicate,
    /// A change of somebody who is not in the group.
    #[error("no such member")]
    NoSuchMember,
    /// A change that would make a group too large.
    #[error("group too large: {got} members, limit {limit}")]
    Full {
        /// Its members.
        got: usize,
        /// [`super::roster::MEMBERS`].
        limit: usize,
    },
    /// A group's name, admins or picture are none.
    #[error(transparent)]
    Profile(#[from] ProfileError),
    /// A commit of ours waits in this group: one at a time.
    #[error("a change of ours is under way")]
    Busy,
    /// No commit of ours waits for this epoch.
    #[error("no change of ours is under way for this epoch")]
    NoPending,
    /// The plaintext does not fit a letter.
    #[error("plaintext too large: {got} bytes, limit {limit}")]
    TooLarge {
        /// Its length.
        got: usize,
        /// [`super::suite::PLAINTEXT_BYTES`].
        limit: usize,
    },
    /// The database refused.
    #[error("database: {0}")]
    Storage(#[from] rusqlite::Error),
    /// The tables of OpenMLS could not be brought up to date.
    #[error("cannot prepare the tables of OpenMLS: {0}")]
    Migration(String),
    /// OpenMLS or libcrux failed in a way that they should not.
    #[error("OpenMLS: {0}")]
    Library(String),
}

impl From<WelcomeError<rusqlite::Error>> for MlsError {
    fn from(error: WelcomeError<rusqlite::Error>) -> Self {
        match error {
            WelcomeError::StorageError(error) => Self::Storage(error),
            WelcomeError::NoMatchingKeyPackage | WelcomeError::JoinerSecretNotFound => Self::NotForUs,
            WelcomeError::GroupAlreadyExists => Self::Replayed("already in this group"),
            WelcomeError::LibraryError(error) => Self::Library(error.to_string()),
            other => Self::Forged(other.to_string()),
        }
    }
}

impl From<ProcessMessageError<rusqlite::Error>> for MlsError {
    fn from(error: ProcessMessageError<rusqlite::Error>) -> Self {
        match error {
            ProcessMessageError::StorageError(error) => Self::Storage(error),
            ProcessMessageError::LibraryError(error) => Self::Library(error.to_string()),
            ProcessMessageError::ValidationError(error) => error.into(),
            ProcessMessageError::InvalidCommit(error) => error.into(),
            ProcessMessageError::GroupStateError(_) => Self::Refused("the group has ended"),
            _ => Self::Refused("a form that this group does not use"),
        }
    }
}

impl From<StageCommitError> for MlsError {
    fn from(error: StageCommitError) -> Self {
        match error {
            StageCommitError::LibraryError(error) => Self::Library(error.to_string()),
            StageCommitError::ProposalValidationError(error) => error.into(),
            StageCommitError::AttemptedSelfRemoval => Self::Refused("commit that removes its sender"),
            StageCommitError::MissingProposal => Self::Refused("commit that points to a proposal"),
            StageCommitError::RequiredPathNotFound => Self::Refused("commit without new keys"),
            StageCommitError::LeafNodeValidation(_) => Self::Refused("commit that changes its sender's capabilities"),
            StageCommitError::GroupContextExtensionsProposalValidationError(_) => {
                Self::Refused("group with rules of its own")
            }
            other => Self::Forged(other.to_string()),
        }
    }
}

impl From<ProposalValidationError> for MlsError {
    fn from(error: ProposalValidationError) -> Self {
        match error {
            ProposalValidationError::LibraryError(error) => Self::Library(error.to_string()),
            ProposalValidationError::DuplicateSignatureKey => Self::Duplicate,
            ProposalValidationError::UnknownMemberRemoval => Self::NoSuchMember,
            ProposalValidationError::InsufficientCapabilities => Self::Refused("a phone that is too old for groups"),
            ProposalValidationError::LeafNodeValidation(LeafNodeValidationError::Lifetime(error)) => {
                Self::Expired(error.to_string())
            }
            _ => Self::Refused("proposal that does not fit the group"),
        }
    }
}

impl From<CreateCommitError> for MlsError {
    fn from(error: CreateCommitError) -> Self {
        match error {
            CreateCommitError::ProposalValidationError(error) => error.into(),
            other => Self::Library(other.to_string()),
        }
    }
}

impl From<ValidationError> for MlsError {
    fn from(error: ValidationError) -> Self {
        use MessageDecryptionError as Decryption;
        match error {
            ValidationError::UnableToDecrypt(Decryption::SecretTreeError(error)) => match error {
                SecretTreeError::SecretReuseError => Self::Replayed("its key was used and deleted"),
                SecretTreeError::TooDistantInThePast => Self::Replayed("its key was deleted"),
                SecretTreeError::TooDistantInTheFuture => Self::Ahead("skips too many letters"),
                other => Self::Forged(other.to_string()),
            },
            ValidationError::UnableToDecrypt(Decryption::MalformedContent) => Self::Damaged("content"),
            ValidationError::NoPastEpochData => Self::Replayed("the keys of its epoch are gone"),
            ValidationError::WrongEpoch => Self::Ahead("of a later epoch"),
            ValidationError::LibraryError(error) => Self::Library(error.to_string()),
            ValidationError::KeyPackageVerifyError(KeyPackageVerifyError::LifetimeError(error)) => {
                Self::Expired(error.to_string())
            }
            other => Self::Forged(other.to_string()),
        }
    }
}
