//! The key of the mailbox: it proves to the relay whose phone is calling, and signs nothing else.
//!
//! Its public half is the account id that the relay sees. It is apart from the [`super::identity`], so that what the relay
//! makes a phone sign can never be used against its contacts.

use core::fmt;

use ed25519_dalek::{Signer as _, SigningKey};
use pillion_wire::{challenge, id::AccountId, origin::Origin};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

/// An Ed25519 key, wiped from memory when dropped.
pub struct MailboxKey(SigningKey);

impl MailboxKey {
    /// A new mailbox.
    #[must_use]
    pub fn generate(random: &mut dyn CryptoRng) -> Self {
        let mut seed = Zeroizing::new([0; 32]);
        random.fill_bytes(seed.as_mut());
        Self::decode(&seed)
    }

    /// The account that this key opens: its public half.
    #[must_use]
    pub fn account(&self) -> AccountId {
        AccountId(self.0.verifying_key().to_bytes())
    }

    /// Answers the relay's challenge; see [`challenge::signed_bytes`].
    #[must_use]
    pub fn sign_hello(&self, origin: &Origin, nonce: &[u8; 32]) -> [u8; 64] {
        self.0.sign(&challenge::signed_bytes(origin, nonce)).to_bytes()
    }

    /// The 32 secret bytes, for the encrypted database and nothing else.
    #[must_use]
    pub fn encode(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.0.to_bytes())
    }

    /// Reads what [`Self::encode`] wrote; any 32 bytes are a key.
    #[must_use]
    pub fn decode(seed: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(seed))
    }
}

impl fmt::Debug for MailboxKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MailboxKey({:?}, secret)", self.account())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use ed25519_dalek::{Signature, VerifyingKey};

    use super::*;

    #[test]
    fn the_relay_can_check_a_hello_with_the_account_id_alone() {
        let mailbox = MailboxKey::decode(&[5; 32]);
        let origin = Origin::parse("https://chat.example.org").unwrap();
        let signature = Signature::from_bytes(&mailbox.sign_hello(&origin, &[9; 32]));
        let key = VerifyingKey::from_bytes(&mailbox.account().0).unwrap();
        assert!(
            key.verify_strict(&challenge::signed_bytes(&origin, &[9; 32]), &signature)
                .is_ok()
        );
        assert!(
            key.verify_strict(&challenge::signed_bytes(&origin, &[8; 32]), &signature)
                .is_err()
        );
        let elsewhere = Origin::parse("https://other.example.org").unwrap();
        assert!(
            key.verify_strict(&challenge::signed_bytes(&elsewhere, &[9; 32]), &signature)
                .is_err()
        );
    }
}
