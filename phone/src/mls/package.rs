//! Key packages: what this phone leaves with the relay, so that a chat can be started while it is away.
//!
//! A package is good for one chat: its private half is deleted when a welcome has used it. The last resort is the
//! exception: the relay gives it out when no other is left, and it opens any number of welcomes.
//!
//! A package lives 84 days: a phone publishes new ones, and a new last resort, well before (see [`super::provider`]).

use openmls::{
    key_packages::KeyPackage,
    prelude::{
        KeyPackageIn, ProtocolVersion,
        tls_codec::{Deserialize as _, Serialize as _},
    },
};
use openmls_traits::OpenMlsProvider as _;

use super::{
    card::Card,
    error::MlsError,
    pair::Mls,
    suite::{SUITE, capabilities},
};

impl Mls<'_> {
    /// Makes `count` packages for one use each; their private halves are stored here.
    ///
    /// # Errors
    /// [`MlsError::Storage`] or [`MlsError::Library`]; none is made then.
    pub fn key_packages(&self, count: usize) -> Result<Vec<Vec<u8>>, MlsError> {
        self.provider
            .whole(|| (0..count).map(|_| self.package(false)).collect())
    }

    /// Makes a package that may be used again and again. Older ones keep working until they are expired.
    ///
    /// # Errors
    /// [`MlsError::Storage`] or [`MlsError::Library`]; none is made then.
    pub fn last_resort(&self) -> Result<Vec<u8>, MlsError> {
        self.provider.whole(|| self.package(true))
    }

    fn package(&self, last_resort: bool) -> Result<Vec<u8>, MlsError> {
        let mut builder = KeyPackage::builder().leaf_node_capabilities(capabilities());
        if last_resort {
            builder = builder.mark_as_last_resort();
        }
        builder
            .build(SUITE, &self.provider, self.identity, self.card.credential())
            .map_err(|error| MlsError::Library(error.to_string()))?
            .key_package()
            .tls_serialize_detached()
            .map_err(|error| MlsError::Library(error.to_string()))
    }

    /// Reads a key package from the relay and checks that it is `peer`'s, and of our suite.
    pub(super) fn checked_package(&self, bytes: &[u8], peer: &Card) -> Result<KeyPackage, MlsError> {
        let package = KeyPackageIn::tls_deserialize_exact(bytes).map_err(|_| MlsError::Damaged("no key package"))?;
        let package = package
            .validate(self.provider.crypto(), ProtocolVersion::Mls10)
            .map_err(refusal)?;
        if package.ciphersuite() != SUITE {
            return Err(MlsError::Refused("key package of another suite"));
        }
        let leaf = package.leaf_node();
        if Card::of_leaf(leaf.credential(), leaf.signature_key().as_slice())? != *peer {
            return Err(MlsError::WrongPerson);
        }
        if !package.life_time().has_acceptable_range() {
            return Err(MlsError::Expired("its lifetime is longer than allowed".into()));
        }
        Ok(package)
    }
}

fn refusal(error: openmls::prelude::KeyPackageVerifyError) -> MlsError {
    use openmls::prelude::KeyPackageVerifyError as Verify;
    match error {
        Verify::LibraryError(error) => MlsError::Library(error.to_string()),
        Verify::LifetimeError(error) => MlsError::Expired(error.to_string()),
        other => MlsError::Forged(other.to_string()),
    }
}
