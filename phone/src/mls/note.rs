//! What this phone remembers of a group besides what OpenMLS does: the bytes of a commit that waits for its slot, and who has
//! asked to leave.
//!
//! OpenMLS keeps the state that a pending commit leads to, but not the commit. The bytes must come back as they were: the
//! relay knows the blob by its id, and sealing anew would use the key of the first one twice.
//!
//! Notes lie in the table that OpenMLS keeps for signature keys, under names that no key has. Nothing else is in it: the
//! identity signs, and the phone's own store keeps it. So a note is written in the caller's transaction, with the state.

use std::collections::BTreeSet;

use minicbor::{
    Decode, Encode,
    bytes::{ByteArray, ByteVec},
};
use openmls_traits::storage::{CURRENT_VERSION, Entity, Key, StorageProvider as _, traits};
use pillion_wire::id::GroupTag;
use serde::{Deserialize, Serialize};

use super::{error::MlsError, identity::IdentityKey, provider::Storage, welcome::Kept};

/// A commit that waits, as it is written.
#[derive(Encode, Decode)]
pub(super) struct Waiting {
    #[n(0)]
    pub(super) epoch: u64,
    #[n(1)]
    pub(super) commit: ByteVec,
    #[n(2)]
    pub(super) welcomes: Option<Kept>,
}

/// The commit of ours that waits.
pub(super) fn waiting(storage: &Storage<'_>, group: GroupTag) -> Result<Option<Waiting>, MlsError> {
    read(storage, Name::waiting(group))
}

/// Keeps a commit until its slot is known.
pub(super) fn keep_waiting(storage: &Storage<'_>, group: GroupTag, waiting: &Waiting) -> Result<(), MlsError> {
    write(storage, &Name::waiting(group), waiting)
}

/// Forgets the commit that waited.
pub(super) fn drop_waiting(storage: &Storage<'_>, group: GroupTag) -> Result<(), MlsError> {
    Ok(storage.delete_signature_key_pair(&Name::waiting(group))?)
}

/// Who has asked to leave and is still in.
pub(super) fn leaving(storage: &Storage<'_>, group: GroupTag) -> Result<BTreeSet<IdentityKey>, MlsError> {
    let written: Option<Vec<ByteArray<32>>> = read(storage, Name::leaving(group))?;
    Ok(written
        .into_iter()
        .flatten()
        .map(|who| IdentityKey(who.into()))
        .collect())
}

/// Writes who has asked to leave.
pub(super) fn keep_leaving(
    storage: &Storage<'_>,
    group: GroupTag,
    who: &BTreeSet<IdentityKey>,
) -> Result<(), MlsError> {
    if who.is_empty() {
        return Ok(storage.delete_signature_key_pair(&Name::leaving(group))?);
    }
    let written: Vec<ByteArray<32>> = who.iter().map(|who| ByteArray::from(who.0)).collect();
    write(storage, &Name::leaving(group), &written)
}

/// Forgets all notes of a group.
pub(super) fn forget(storage: &Storage<'_>, group: GroupTag) -> Result<(), MlsError> {
    drop_waiting(storage, group)?;
    keep_leaving(storage, group, &BTreeSet::new())
}

fn read<T: for<'b> Decode<'b, ()>>(storage: &Storage<'_>, name: Name) -> Result<Option<T>, MlsError> {
    let Some(Note(bytes)) = storage.signature_key_pair(&name)? else {
        return Ok(None);
    };
    minicbor::decode(&bytes)
        .map(Some)
        .map_err(|error| MlsError::Library(format!("a note of ours: {error}")))
}

fn write<T: Encode<()>>(storage: &Storage<'_>, name: &Name, value: &T) -> Result<(), MlsError> {
    let bytes = minicbor::to_vec(value).map_err(|error| MlsError::Library(error.to_string()))?;
    Ok(storage.write_signature_key_pair(name, &Note(bytes))?)
}

/// The name of a note; a text, where a signature key would be a list of numbers.
#[derive(Serialize)]
struct Name(String);

impl Name {
    fn waiting(group: GroupTag) -> Self {
        Self(format!("waiting {}", group.to_hex()))
    }

    fn leaving(group: GroupTag) -> Self {
        Self(format!("leaving {}", group.to_hex()))
    }
}

impl Key<CURRENT_VERSION> for Name {}
impl traits::SignaturePublicKey<CURRENT_VERSION> for Name {}

/// What is noted.
#[derive(Serialize, Deserialize)]
struct Note(Vec<u8>);

impl Entity<CURRENT_VERSION> for Note {}
impl traits::SignatureKeyPair<CURRENT_VERSION> for Note {}
