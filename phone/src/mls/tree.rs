//! The tree of a group of many, on its way to new members: ahead of the welcomes, once for all of them, sealed under a key that
//! each welcome holds.
//!
//! RFC 9420 lets a welcome carry the tree inside. But every new member's part of a welcome is sealed over a hash of all that is
//! inside, so a group of 1,024 would hash its tree of 1.7 MB a thousand times. What joins the two is the hash of the tree in
//! the group context, which MLS checks.
//!
//! Source: RFC 9420 section 12.4.3.3; docs/protocol.md, rule `R-GROUP-10`.

use openmls::{
    extensions::{Extension, Extensions, UnknownExtension},
    messages::group_info::GroupInfo,
    prelude::{
        RatchetTreeIn,
        tls_codec::{Deserialize as _, Serialize as _},
    },
    treesync::RatchetTree,
};
use openmls_traits::{OpenMlsProvider as _, crypto::OpenMlsCrypto as _, random::OpenMlsRand as _, types::AeadType};

use super::{envelope::TREE, error::MlsError, profile::EXTENSION, provider::Provider};

/// What the seal binds: nothing else that is sealed under such a key can pass for a tree.
const LABEL: &[u8] = b"pillion tree v1";

/// Each key seals one tree, so it needs no number.
const NONCE: [u8; 12] = [0; 12];

/// Whether this blob, put together from its pieces, is a tree: it is kept with them until a welcome asks for it
/// ([`super::pair::Mls::join`]), and opened by nothing else.
#[must_use]
pub fn is_tree(blob: &[u8]) -> bool {
    blob.first() == Some(&TREE)
}

/// A key for one tree.
pub(super) struct TreeKey([u8; 32]);

impl TreeKey {
    pub(super) fn generate(provider: &Provider<'_>) -> Self {
        let Ok(key) = provider.rand().random_array();
        Self(key)
    }

    /// What the welcome holds of it.
    pub(super) fn extension(&self) -> Extension {
        Extension::Unknown(EXTENSION, UnknownExtension(self.0.to_vec()))
    }

    /// Reads it from an opened welcome.
    pub(super) fn of(extensions: &Extensions<GroupInfo>) -> Result<Self, MlsError> {
        let key = extensions
            .unknown(EXTENSION)
            .and_then(|ours| ours.0.as_slice().try_into().ok());
        key.map(Self).ok_or(MlsError::Damaged("no key for the tree"))
    }

    /// Seals it; the blob that its pieces make.
    pub(super) fn seal(&self, provider: &Provider<'_>, tree: &RatchetTree) -> Result<Vec<u8>, MlsError> {
        let bytes = tree
            .tls_serialize_detached()
            .map_err(|error| MlsError::Library(error.to_string()))?;
        let mut sealed = provider
            .crypto()
            .aead_encrypt(AeadType::ChaCha20Poly1305, &self.0, &bytes, &NONCE, LABEL)
            .map_err(|error| MlsError::Library(error.to_string()))?;
        sealed.insert(0, TREE);
        Ok(sealed)
    }

    pub(super) fn open(&self, provider: &Provider<'_>, blob: &[u8]) -> Result<RatchetTreeIn, MlsError> {
        let sealed = blob.strip_prefix(&[TREE]).ok_or(MlsError::Damaged("no sealed tree"))?;
        let bytes = provider
            .crypto()
            .aead_decrypt(AeadType::ChaCha20Poly1305, &self.0, sealed, &NONCE, LABEL)
            .map_err(|_| MlsError::Forged("the tree of the welcome".into()))?;
        RatchetTreeIn::tls_deserialize_exact(&bytes).map_err(|_| MlsError::Damaged("no tree"))
    }
}
