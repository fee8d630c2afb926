//! Who somebody is: an Ed25519 key that signs the card and all that the phone says in its groups.
//!
//! It is the signature key of MLS. It never opens a mailbox: that is the [`super::mailbox`] key's job, so that a relay
//! which asks for signatures never gets one from the identity.

use core::fmt;

use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use openmls_traits::{
    signatures::{Signer, SignerError},
    types::SignatureScheme,
};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

/// The public half of an [`Identity`]: what people compare, and what must not change unseen.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IdentityKey(pub [u8; 32]);

impl IdentityKey {
    /// Whether `signature` is this identity's signature of `bytes`.
    ///
    /// Strict: keys and signatures of small order, which fit more than one text, are refused.
    #[must_use]
    pub fn signed(&self, bytes: &[u8], signature: &[u8; 64]) -> bool {
        let Ok(key) = VerifyingKey::from_bytes(&self.0) else {
            return false;
        };
        key.verify_strict(bytes, &Signature::from_bytes(signature)).is_ok()
    }
}

/// The first four bytes, as for every id in a log.
impl fmt::Debug for IdentityKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("IdentityKey(")?;
        for byte in self.0.iter().take(4) {
            write!(f, "{byte:02x}")?;
        }
        f.write_str("…)")
    }
}

/// The secret half: made once with the account, kept in the encrypted database, wiped from memory when dropped.
pub struct Identity(SigningKey);

impl Identity {
    /// A new identity.
    #[must_use]
    pub fn generate(random: &mut dyn CryptoRng) -> Self {
        let mut seed = Zeroizing::new([0; 32]);
        random.fill_bytes(seed.as_mut());
        Self::decode(&seed)
    }

    /// Its public half.
    #[must_use]
    pub fn key(&self) -> IdentityKey {
        IdentityKey(self.0.verifying_key().to_bytes())
    }

    /// The 32 secret bytes, for the encrypted database and nothing else.
    #[must_use]
    pub fn encode(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.0.to_bytes())
    }

    /// Reads what [`Self::encode`] wrote; any 32 bytes are an identity.
    #[must_use]
    pub fn decode(seed: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(seed))
    }

    /// Signs `bytes`, which begin with a label that names their purpose.
    pub(super) fn sign_labelled(&self, bytes: &[u8]) -> [u8; 64] {
        self.0.sign(bytes).to_bytes()
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Identity({:?}, secret)", self.key())
    }
}

/// MLS labels what it has signed (`MLS 1.0 …`, after a length byte), so that none of it can pass for a card.
impl Signer for Identity {
    fn sign(&self, payload: &[u8]) -> Result<Vec<u8>, SignerError> {
        Ok(self.0.sign(payload).to_bytes().to_vec())
    }

    fn signature_scheme(&self) -> SignatureScheme {
        SignatureScheme::ED25519
    }
}
