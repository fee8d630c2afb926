//! A signal: a few bytes for the members of a group that are there now, such as "is typing". Lost without harm.
//!
//! 1. A key for signals is derived from the group's epoch, so that only its members read them. No ratchet moves and nothing is
//!    written: a signal may be lost, and a letter never waits for one.
//! 2. Every member knows that key. So the sender signs what it says, and for which group and epoch, with its identity.
//! 3. Nothing of a signal is deleted once it was used, as a letter's key is. So each carries a time, which grows with each
//!    signal of its sender and is near to that of the reader: [`Heard`] drops the others.
//!
//! | offset | bytes | meaning |
//! |---|---|---|
//! | 0 | 1 | version of this layout: 1 |
//! | 1 | 16 | group tag |
//! | 17 | 8 | epoch |
//! | 25 | 12 | nonce, random |
//! | 37 | n | sealed with ChaCha20-Poly1305; bytes 0 to 24 are its associated data |
//!
//! Sealed, 240 or 1,008 bytes:
//!
//! | offset | bytes | meaning |
//! |---|---|---|
//! | 0 | 4 | leaf of the sender |
//! | 4 | 8 | time, milliseconds since 1970 by the sender's clock |
//! | 12 | 64 | signature by the sender's identity over `pillion signal v1`, bytes 0 to 24 above, leaf, time, content |
//! | 76 | 2 | length of the content |
//! | 78 | | content, then zeros |
//!
//! What this is not: it is no proof of when something was said, and it is not kept from whoever learns the keys of its epoch later.
//!
//! Source: RFC 9420 section 8.5; docs/protocol.md, rule `R-SIG-2`.

use std::collections::BTreeMap;

use openmls::{group::MlsGroup, prelude::LeafNodeIndex};
use openmls_traits::{OpenMlsProvider as _, crypto::OpenMlsCrypto as _, random::OpenMlsRand as _, types::AeadType};
use pillion_wire::{id::GroupTag, time::Timestamp};

use super::{card::Card, error::MlsError, identity::IdentityKey, pair::Mls};

/// Names the key among those that the epoch gives: no other part of the phone derives the same.
const EXPORT: &str = "pillion signal v1";

/// Begins what is signed: no card, letter or proposal begins like it.
const LABEL: &[u8] = b"pillion signal v1";

const VERSION: u8 = 1;

/// Version, group, epoch.
const HEAD_BYTES: usize = 1 + 16 + 8;

const NONCE_BYTES: usize = 12;

/// Leaf, time, signature, length.
const WRAPPING_BYTES: usize = 4 + 8 + 64 + 2;

/// What is sealed has one of these lengths, so that the relay does not learn what is said from how long it is. With head, nonce and
/// seal they stay below [`pillion_wire::limit::SIGNAL_BYTES`].
const CLASSES: [usize; 2] = [240, 1_008];

/// The longest content, in bytes.
pub const CONTENT_BYTES: usize = 1_008 - WRAPPING_BYTES;

/// How far a signal's time may be from the reader's clock, in milliseconds: ten minutes, for clocks that go wrong. After a
/// restart nothing is known of what was heard, and what is older than this cannot be played again.
const NEAR_MS: u64 = 10 * 60 * 1_000;

/// Senders that are remembered; two groups of the largest size. Of more, the one heard longest ago is forgotten.
const SENDERS: usize = 2_048;

/// What was heard of whom, so that nothing is heard twice.
#[derive(Debug, Default)]
pub struct Heard(BTreeMap<IdentityKey, Timestamp>);

/// A signal, opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signal {
    /// Where.
    pub group: GroupTag,
    /// Who; a member of the group.
    pub from: Card,
    /// What: the bytes given to [`Mls::seal_signal`].
    pub content: Vec<u8>,
}

impl Heard {
    /// Notes a signal's time; `false` if it is not after the last one of its sender, or far from now.
    fn note(&mut self, from: IdentityKey, at: Timestamp, now: Timestamp) -> bool {
        let is_near = at.0.abs_diff(now.0) <= NEAR_MS;
        if !is_near || self.0.get(&from).is_some_and(|last| *last >= at) {
            return false;
        }
        if self.0.len() >= SENDERS && !self.0.contains_key(&from) {
            let oldest = self.0.iter().min_by_key(|(_, at)| **at).map(|(who, _)| *who);
            oldest.map(|who| self.0.remove(&who));
        }
        self.0.insert(from, at);
        true
    }
}

impl Mls<'_> {
    /// Seals a signal for the other members of a group. `at` must grow from one signal to the next.
    ///
    /// # Errors
    /// [`MlsError::UnknownGroup`], [`MlsError::TooLarge`].
    pub fn seal_signal(&self, tag: GroupTag, at: Timestamp, content: &[u8]) -> Result<Vec<u8>, MlsError> {
        let too_large = || MlsError::TooLarge {
            got: content.len(),
            limit: CONTENT_BYTES,
        };
        let class = CLASSES
            .into_iter()
            .find(|class| content.len().saturating_add(WRAPPING_BYTES) <= *class)
            .ok_or_else(too_large)?;
        let group = self.group(tag)?;
        let head = head(tag, group.epoch().as_u64());
        let mut said = said(group.own_leaf_index().u32(), at);
        let signature = self.identity.sign_labelled(&signed(&head, &said, content));
        said.extend_from_slice(&signature);
        said.extend_from_slice(&u16::try_from(content.len()).map_err(|_| too_large())?.to_be_bytes());
        said.extend_from_slice(content);
        said.resize(class, 0);
        let Ok(nonce) = self.provider.rand().random_array::<NONCE_BYTES>();
        let sealed = self
            .provider
            .crypto()
            .aead_encrypt(
                AeadType::ChaCha20Poly1305,
                &self.signal_key(&group)?,
                &said,
                &nonce,
                &head,
            )
            .map_err(|error| MlsError::Library(error.to_string()))?;
        Ok([head.as_slice(), &nonce, &sealed].concat())
    }

    /// Opens a signal.
    ///
    /// # Errors
    /// [`MlsError::Damaged`] and [`MlsError::UnknownGroup`] for what is none for us, [`MlsError::Replayed`] for another epoch and
    /// what was heard before, [`MlsError::Own`], [`MlsError::NoSuchMember`], [`MlsError::Forged`].
    pub fn open_signal(&self, blob: &[u8], heard: &mut Heard, now: Timestamp) -> Result<Signal, MlsError> {
        let (head, rest) = blob
            .split_first_chunk::<HEAD_BYTES>()
            .ok_or(MlsError::Damaged("signal cut short"))?;
        let (nonce, sealed) = rest
            .split_first_chunk::<NONCE_BYTES>()
            .ok_or(MlsError::Damaged("signal cut short"))?;
        let (tag, epoch) = parse(head)?;
        let group = self.group(tag)?;
        if group.epoch().as_u64() != epoch {
            return Err(MlsError::Replayed("signal of another epoch"));
        }
        let said = self
            .provider
            .crypto()
            .aead_decrypt(
                AeadType::ChaCha20Poly1305,
                &self.signal_key(&group)?,
                sealed,
                nonce,
                head,
            )
            .map_err(|_| MlsError::Forged("a signal".into()))?;
        let (leaf, at, signature, content) = unpack(&said).ok_or(MlsError::Damaged("what a signal holds"))?;
        if leaf == group.own_leaf_index().u32() {
            return Err(MlsError::Own);
        }
        let member = group
            .member_at(LeafNodeIndex::new(leaf))
            .ok_or(MlsError::NoSuchMember)?;
        let from = Card::of_leaf(&member.credential, &member.signature_key)?;
        let what = signed(head, &self::said(leaf, at), content);
        if !from.identity().signed(&what, signature) {
            return Err(MlsError::Forged("a signal of somebody else".into()));
        }
        if !heard.note(from.identity(), at, now) {
            return Err(MlsError::Replayed("a signal that was heard, or of another time"));
        }
        Ok(Signal {
            group: tag,
            from,
            content: content.to_vec(),
        })
    }

    fn signal_key(&self, group: &MlsGroup) -> Result<Vec<u8>, MlsError> {
        group
            .export_secret(self.provider.crypto(), EXPORT, &[], 32)
            .map_err(|error| MlsError::Library(error.to_string()))
    }
}

fn head(tag: GroupTag, epoch: u64) -> Vec<u8> {
    [[VERSION].as_slice(), &tag.0, &epoch.to_be_bytes()].concat()
}

fn parse(head: &[u8; HEAD_BYTES]) -> Result<(GroupTag, u64), MlsError> {
    let damaged = || MlsError::Damaged("head of a signal");
    let (version, rest) = head.split_first().ok_or_else(damaged)?;
    if *version != VERSION {
        return Err(MlsError::Damaged("signal of another version"));
    }
    let (tag, epoch) = rest.split_first_chunk::<16>().ok_or_else(damaged)?;
    let epoch = epoch.try_into().map_err(|_| damaged())?;
    Ok((GroupTag(*tag), u64::from_be_bytes(epoch)))
}

fn said(leaf: u32, at: Timestamp) -> Vec<u8> {
    [leaf.to_be_bytes().as_slice(), &at.0.to_be_bytes()].concat()
}

fn signed(head: &[u8], said: &[u8], content: &[u8]) -> Vec<u8> {
    [LABEL, head, said, content].concat()
}

/// Leaf, time, signature and content; `None` for what has another form, or holds anything behind its content.
fn unpack(said: &[u8]) -> Option<(u32, Timestamp, &[u8; 64], &[u8])> {
    if !CLASSES.contains(&said.len()) {
        return None;
    }
    let (leaf, rest) = said.split_first_chunk()?;
    let (at, rest) = rest.split_first_chunk()?;
    let (signature, rest) = rest.split_first_chunk()?;
    let (length, rest) = rest.split_first_chunk()?;
    let (content, padding) = rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))?;
    let at = Timestamp(u64::from_be_bytes(*at));
    padding
        .iter()
        .all(|byte| *byte == 0)
        .then_some((u32::from_be_bytes(*leaf), at, signature, content))
}

/// Signs and seals as somebody else, for tests: what a member with a changed program could do.
#[cfg(test)]
impl Mls<'_> {
    pub(super) fn forge_signal(
        &self,
        tag: GroupTag,
        leaf: u32,
        at: Timestamp,
        change: impl FnOnce(&mut Vec<u8>),
    ) -> Result<Vec<u8>, MlsError> {
        let group = self.group(tag)?;
        let head = head(tag, group.epoch().as_u64());
        let mut bytes = said(leaf, at);
        let signature = self.identity.sign_labelled(&signed(&head, &bytes, b"hi"));
        bytes.extend_from_slice(&signature);
        bytes.extend_from_slice(&[0, 2, b'h', b'i']);
        bytes.resize(240, 0);
        change(&mut bytes);
        let nonce = [7; NONCE_BYTES];
        let sealed = self
            .provider
            .crypto()
            .aead_encrypt(
                AeadType::ChaCha20Poly1305,
                &self.signal_key(&group)?,
                &bytes,
                &nonce,
                &head,
            )
            .map_err(|error| MlsError::Library(error.to_string()))?;
        Ok([head.as_slice(), &nonce, &sealed].concat())
    }
}
