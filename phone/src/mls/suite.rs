//! The one cipher suite, and how groups are set up with it.
//!
//! X-Wing (ML-KEM-768 with X25519) agrees on keys, so that what is recorded today stays closed to a quantum computer
//! later; ChaCha20-Poly1305 seals, SHA-256 derives, Ed25519 signs. Each group stores its suite, so that another one can come.

use openmls::{
    extensions::{ExtensionType, Extensions},
    group::{
        GroupContext, MlsGroupCreateConfig, MlsGroupCreateConfigBuilder, MlsGroupJoinConfig,
        PURE_CIPHERTEXT_WIRE_FORMAT_POLICY,
    },
    prelude::{Capabilities, SenderRatchetConfiguration},
};
use openmls_traits::types::Ciphersuite;

use super::profile::EXTENSION;

/// The suite of every group that this phone makes or joins.
pub(super) const SUITE: Ciphersuite = Ciphersuite::MLS_256_XWING_CHACHA20POLY1305_SHA256_Ed25519;

/// Letters of one sender that may be missing or late: their keys wait this long, counted in letters. A mailbox keeps
/// order, so more than a few happen only after a loss; 1,000 keys are 44 KB.
const LATE_LETTERS: u32 = 1_000;

/// How far a sender may be ahead of what has arrived, in letters: as many keys are derived for one letter at most.
const SKIPPED_LETTERS: u32 = 10_000;

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
pub(super) fn class_of(plaintext_bytes: usize) -> Option<usize> {
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

/// How a group behaves here, whoever made it; `class` is the padding of what is sealed next.
pub(super) fn settings(class: usize) -> MlsGroupJoinConfig {
    MlsGroupJoinConfig::builder()
        .wire_format_policy(PURE_CIPHERTEXT_WIRE_FORMAT_POLICY)
        .padding_size(class)
        .max_past_epochs(PAST_EPOCHS)
        .number_of_resumption_psks(0)
        .use_ratchet_tree_extension(true)
        .sender_ratchet_configuration(ratchet())
        .build()
}

/// How a group is made.
pub(super) fn created() -> MlsGroupCreateConfig {
    creation().build()
}

/// How a group is made that has something in its context.
pub(super) fn created_with(extensions: Extensions<GroupContext>) -> MlsGroupCreateConfig {
    creation().with_group_context_extensions(extensions).build()
}

fn creation() -> MlsGroupCreateConfigBuilder {
    MlsGroupCreateConfig::builder()
        .ciphersuite(SUITE)
        .capabilities(capabilities())
        .wire_format_policy(PURE_CIPHERTEXT_WIRE_FORMAT_POLICY)
        .padding_size(SMALLEST)
        .max_past_epochs(PAST_EPOCHS)
        .number_of_resumption_psks(0)
        .use_ratchet_tree_extension(true)
        .sender_ratchet_configuration(ratchet())
}

fn ratchet() -> SenderRatchetConfiguration {
    SenderRatchetConfiguration::new(LATE_LETTERS, SKIPPED_LETTERS)
}
