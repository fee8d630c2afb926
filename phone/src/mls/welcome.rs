//! The way into a group of many, for each new member its own.
//!
//! A `Welcome` of MLS has one part for each new member, sealed for that one alone, and what all of them need: the description of
//! the group, sealed, and the tree. OpenMLS makes one of the whole. For a thousand new members that would be 3 MB for each of
//! them; so we cut it up:
//!
//! 1. The tree, which is by far the largest, goes once to all new members, in pieces ([`super::piece`], [`super::tree`]).
//! 2. Then each gets a `Welcome` with its own part alone, about 2 KB, which names the set of those pieces.
//!
//! Source: RFC 9420 section 12.4.3.1; docs/protocol.md, rule `R-GROUP-10`.

use core::fmt;

use minicbor::{
    Decode, Encode,
    bytes::{ByteArray, ByteVec},
};
use openmls::{
    key_packages::KeyPackage,
    prelude::{Welcome, tls_codec::Serialize as _},
};
use openmls_traits::{OpenMlsProvider as _, random::OpenMlsRand as _};
use pillion_wire::id::AccountId;

use super::{
    card::Card,
    envelope,
    error::MlsError,
    piece::{self, SetId},
    provider::Provider,
};

/// What new members of a group are to be sent, in this order.
#[derive(Clone, PartialEq, Eq)]
pub struct Welcomes {
    /// The pieces of the tree, in order; each goes to all accounts in [`Self::each`] with one `Put`.
    pub tree: Vec<Vec<u8>>,
    /// After the whole tree: for each new account a blob of its own.
    pub each: Vec<(AccountId, Vec<u8>)>,
}

impl fmt::Debug for Welcomes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (each, tree) = (self.each.len(), self.tree.len());
        write!(f, "Welcomes(for {each}, tree in {tree} pieces)")
    }
}

impl Welcomes {
    /// Cuts up what OpenMLS has made for the owners of `added`.
    pub(super) fn cut(
        provider: &Provider<'_>,
        welcome: &Welcome,
        added: &[KeyPackage],
        sealed_tree: &[u8],
    ) -> Result<Self, MlsError> {
        let library = |error: openmls::prelude::tls_codec::Error| MlsError::Library(error.to_string());
        let Ok(set) = provider.rand().random_array();
        let set = SetId(set);
        // cipher_suite, secrets<V>, encrypted_group_info<V>: only the middle differs.
        let whole = welcome.tls_serialize_detached().map_err(library)?;
        let suite = welcome.ciphersuite().tls_serialize_detached().map_err(library)?;
        let secrets = welcome.secrets().tls_serialize_detached().map_err(library)?;
        let group_info = whole
            .get(suite.len().saturating_add(secrets.len())..)
            .ok_or_else(|| MlsError::Library("a welcome shorter than its secrets".into()))?;
        let mut each = Vec::with_capacity(added.len());
        for package in added {
            let name = package
                .hash_ref(provider.crypto())
                .map_err(|error| MlsError::Library(error.to_string()))?;
            let own = welcome
                .secrets()
                .iter()
                .find(|secrets| secrets.new_member() == name)
                .ok_or_else(|| MlsError::Library("no secrets for a new member".into()))?;
            let own = core::slice::from_ref(own).tls_serialize_detached().map_err(library)?;
            let leaf = package.leaf_node();
            let card = Card::of_leaf(leaf.credential(), leaf.signature_key().as_slice())?;
            let blob = envelope::encode_of_many(&[suite.as_slice(), &own, group_info].concat(), set);
            each.push((card.account(), blob));
        }
        Ok(Self {
            tree: piece::cut(sealed_tree, each.len(), set),
            each,
        })
    }
}

/// [`Welcomes`] as a waiting commit keeps them.
#[derive(Encode, Decode)]
pub(super) struct Kept {
    #[n(0)]
    tree: Vec<ByteVec>,
    #[n(1)]
    each: Vec<(ByteArray<32>, ByteVec)>,
}

impl From<&Welcomes> for Kept {
    fn from(welcomes: &Welcomes) -> Self {
        let each = |(account, blob): &(AccountId, Vec<u8>)| (account.0.into(), blob.clone().into());
        Self {
            tree: welcomes.tree.iter().cloned().map(Into::into).collect(),
            each: welcomes.each.iter().map(each).collect(),
        }
    }
}

impl From<Kept> for Welcomes {
    fn from(kept: Kept) -> Self {
        let each = |(account, blob): (ByteArray<32>, ByteVec)| (AccountId(account.into()), blob.into());
        Self {
            tree: kept.tree.into_iter().map(Into::into).collect(),
            each: kept.each.into_iter().map(each).collect(),
        }
    }
}
