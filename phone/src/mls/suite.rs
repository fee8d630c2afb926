//! The one cipher suite, and how groups are set up with it.
//!
//! X-Wing (ML-KEM-768 with X25519) agrees on keys, so that what is recorded today stays closed to a quantum computer
//! later; ChaCha20-Poly1305 seals, SHA-256 derives, Ed25519 signs. Each group stores its suite, so that another one can come.

use openmls::{
    extensions::{ExtensionType, Extensions},
    group::{
        GroupContext, MlsGroup, MlsGroupCreateConfig, MlsGroupCreateConfigBuilder, MlsGroupJoinConfig,
        PURE_CIPHERTEXT_WIRE_FORMAT_POLICY,
    },
    prelude::{Capabilities, SenderRatchetConfiguration},
};
use openmls_traits::types::Ciphersuite;

use super::profile::EXTENSION;

/// The suite of every group that this phone makes or joins.
pub(super) const SUITE: Ciphersuite = Ciphersuite::MLS_256_XWING_CHACHA20POLY1305_SHA256_Ed25519;

/// Letters of one sender in a chat of two that may be overtaken: their keys wait this long, counted in letters. A mailbox
/// keeps order, so more than a few happen only after a loss; 1,000 keys are 122 KB.
const LATE_LETTERS: u32 = 1_000;

/// The same in a group of many. There letters are skipped all the time, and not late: a receipt is sealed in the group and put into
/// the mailbox of one member. Every letter reads and writes all keys that are kept, in a group of 256 up to 2 MB.
/// So a phone must put what it seals for a group in the order in which it was sealed (rule `R-GROUP-14`); this is slack: 64
/// letters, and the one that overtakes them.
const LATE_LETTERS_OF_MANY: u32 = 64 + 1;

/// How far a sender may be ahead of what has arrived, in letters: as many keys are derived for one letter at most, in 0.5 s without
/// optimisation. The count begins anew with every change of the group. Each message of a group takes its reader two receipts that
/// most members never see.
const SKIPPED_LETTERS: u32 = 100_000;

/// Epochs whose keys are kept for late letters, after a key change.
///
/// Few, because each is a promise put off: whoever takes this phone reads what was said in the epochs kept, and a key that
/// somebody has stolen or lost with his membership goes on working in them. Not none, because a letter that was sealed
/// while a commit was on its way comes after it. Letters of those who are no members any more are refused all the same.
const PAST_EPOCHS: usize = 5;

/// The sizes, in bytes, that a sealed letter can have: its length tells the relay the class and nothing more.
///
/// The link's classes, but for the last: with its head of about 70 bytes it must fit the payload of a `Put`
/// ([`pillion_wire::limit::PAYLOAD_BYTES`], 65,280 bytes).
const CLASSES: [usize; 5] = [SMALLEST, 1024, 4096, 16 * 1024, 65_024];

/// The class of a short letter, in bytes.
pub(super) const SMALLEST: usize = 256;

/// What commits and wishes to leave are padded to a multiple of, in bytes: their lengths tell how large the group is, but not
/// how long its name.
pub(super) const COMMIT: usize = 1024;

/// What MLS adds to a plaintext inside the padding: a length of up to 4 bytes, the signature with its length (66), the
/// tag of the cipher (16).
const WRAPPING_BYTES: usize = 4 + 66 + 16;

/// The longest plaintext of one letter, in bytes.
pub const PLAINTEXT_BYTES: usize = 65_024 - WRAPPING_BYTES;

/// The smallest class that holds a plaintext of this length; `None` if it is too long.
pub(crate) fn class_of(plaintext_bytes: usize) -> Option<usize> {
    let sealed = plaintext_bytes.checked_add(WRAPPING_BYTES)?;
    CLASSES.into_iter().find(|class| sealed <= *class)
}

/// What a leaf of ours says it can do.
pub(super) fn capabilities() -> Capabilities {
    Capabilities::builder()
        .ciphersuites(vec![SUITE])
        .extensions(vec![ExtensionType::LastResort, ExtensionType::Unknown(EXTENSION)])
        .build()
}

/// Which of the two kinds of groups it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A chat of two.
    Two,
    /// A group of many: it has extensions in its context.
    Many,
}

impl Kind {
    pub(super) fn of(group: &MlsGroup) -> Self {
        match group.extensions().iter().next() {
            None => Self::Two,
            Some(_) => Self::Many,
        }
    }
}

/// How a group behaves here, whoever made it; `class` is the padding of what is sealed next.
pub(super) fn settings(kind: Kind, class: usize) -> MlsGroupJoinConfig {
    MlsGroupJoinConfig::builder()
        .wire_format_policy(PURE_CIPHERTEXT_WIRE_FORMAT_POLICY)
        .padding_size(class)
        .max_past_epochs(PAST_EPOCHS)
        .number_of_resumption_psks(0)
        .use_ratchet_tree_extension(true)
        .sender_ratchet_configuration(ratchet(kind))
        .build()
}

/// How a group is made.
pub(super) fn created() -> MlsGroupCreateConfig {
    creation(Kind::Two).build()
}

/// How a group is made that has something in its context.
pub(super) fn created_with(extensions: Extensions<GroupContext>) -> MlsGroupCreateConfig {
    creation(Kind::Many).with_group_context_extensions(extensions).build()
}

fn creation(kind: Kind) -> MlsGroupCreateConfigBuilder {
    MlsGroupCreateConfig::builder()
        .ciphersuite(SUITE)
        .capabilities(capabilities())
        .wire_format_policy(PURE_CIPHERTEXT_WIRE_FORMAT_POLICY)
        .padding_size(SMALLEST)
        .max_past_epochs(PAST_EPOCHS)
        .number_of_resumption_psks(0)
        .use_ratchet_tree_extension(true)
        .sender_ratchet_configuration(ratchet(kind))
}

fn ratchet(kind: Kind) -> SenderRatchetConfiguration {
    let late = match kind {
        Kind::Two => LATE_LETTERS,
        Kind::Many => LATE_LETTERS_OF_MANY,
    };
    SenderRatchetConfiguration::new(late, SKIPPED_LETTERS)
}
