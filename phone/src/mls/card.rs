//! A card: somebody's handle, mailbox and identity, signed by the identity.
//!
//! It is the record that the relay's directory holds for a handle, and the credential of every MLS leaf: a relay that
//! exchanges the mailbox, or a member that speaks under another name, shows.
//!
//! | offset | bytes | meaning |
//! |---|---|---|
//! | 0 | 1 | version of this layout: 1 |
//! | 1 | 32 | identity, an Ed25519 public key |
//! | 33 | 32 | account: the public key of the mailbox |
//! | 65 | 64 | signature by the identity over `pillion card v1`, account, handle |
//! | 129 | 3 to 32 | handle |
//!
//! Source: docs/protocol.md, rule `R-ID-1`.

use openmls::credentials::{BasicCredential, Credential, CredentialWithKey};
use pillion_wire::{handle::Handle, id::AccountId};

use super::identity::{Identity, IdentityKey};

/// Begins what the identity signs: nothing that is signed for MLS or for a relay can be shown as a card.
const LABEL: &[u8] = b"pillion card v1";

/// The version of the layout above.
const VERSION: u8 = 1;

/// Bytes before the handle: version, two keys, a signature.
const HEAD_BYTES: usize = 1 + 32 + 32 + 64;

/// A card whose signature has been checked: there is no other way to get one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    handle: Handle,
    account: AccountId,
    identity: IdentityKey,
    signature: Signed,
}

/// Why bytes are no card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CardError {
    /// Too short, of another version, or with a handle that is none.
    #[error("no card: {0}")]
    Malformed(&'static str),
    /// The identity that it names did not sign it.
    #[error("forged card: its identity did not sign it")]
    Forged,
}

impl Card {
    /// Writes the card of `identity`.
    #[must_use]
    pub fn issue(identity: &Identity, handle: Handle, account: AccountId) -> Self {
        let signature = Signed(identity.sign_labelled(&signed_bytes(&handle, &account)));
        Self {
            handle,
            account,
            identity: identity.key(),
            signature,
        }
    }

    /// The name under which the account is found.
    #[must_use]
    pub fn handle(&self) -> &Handle {
        &self.handle
    }

    /// Where blobs for it are put.
    #[must_use]
    pub fn account(&self) -> AccountId {
        self.account
    }

    /// Who it is.
    #[must_use]
    pub fn identity(&self) -> IdentityKey {
        self.identity
    }

    /// The bytes of the table above.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let handle = self.handle.as_str().as_bytes();
        let mut bytes = Vec::with_capacity(HEAD_BYTES.saturating_add(handle.len()));
        bytes.push(VERSION);
        bytes.extend_from_slice(&self.identity.0);
        bytes.extend_from_slice(&self.account.0);
        bytes.extend_from_slice(&self.signature.0);
        bytes.extend_from_slice(handle);
        bytes
    }

    /// Reads and checks a card.
    ///
    /// # Errors
    /// [`CardError`]: bytes of another form, or a signature that does not fit.
    pub fn decode(bytes: &[u8]) -> Result<Self, CardError> {
        let (version, rest) = bytes.split_first().ok_or(CardError::Malformed("empty"))?;
        if *version != VERSION {
            return Err(CardError::Malformed("unknown version"));
        }
        let (identity, rest) = rest.split_first_chunk().ok_or(CardError::Malformed("cut short"))?;
        let (account, rest) = rest.split_first_chunk().ok_or(CardError::Malformed("cut short"))?;
        let (signature, rest) = rest.split_first_chunk().ok_or(CardError::Malformed("cut short"))?;
        let text = str::from_utf8(rest).map_err(|_| CardError::Malformed("handle is no text"))?;
        let handle = Handle::parse(text).map_err(|_| CardError::Malformed("handle is none"))?;
        if handle.as_str() != text {
            return Err(CardError::Malformed("handle in another spelling"));
        }
        let (identity, account) = (IdentityKey(*identity), AccountId(*account));
        if !identity.signed(&signed_bytes(&handle, &account), signature) {
            return Err(CardError::Forged);
        }
        Ok(Self {
            handle,
            account,
            identity,
            signature: Signed(*signature),
        })
    }

    /// The MLS credential that says the same.
    pub(super) fn credential(&self) -> CredentialWithKey {
        CredentialWithKey {
            credential: BasicCredential::new(self.encode()).into(),
            signature_key: self.identity.0.as_slice().into(),
        }
    }

    /// Reads the card of an MLS leaf, which must be signed with the card's own identity.
    pub(super) fn of_leaf(credential: &Credential, signature_key: &[u8]) -> Result<Self, CardError> {
        let basic =
            BasicCredential::try_from(credential.clone()).map_err(|_| CardError::Malformed("another credential"))?;
        let card = Self::decode(basic.identity())?;
        if card.identity.0 != signature_key {
            // Somebody else's card, copied onto a leaf.
            return Err(CardError::Forged);
        }
        Ok(card)
    }
}

/// A signature; shown as nothing, it would only fill a log.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Signed([u8; 64]);

impl core::fmt::Debug for Signed {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("…")
    }
}

fn signed_bytes(handle: &Handle, account: &AccountId) -> Vec<u8> {
    [LABEL, account.0.as_slice(), handle.as_str().as_bytes()].concat()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use super::*;

    fn alice() -> (Identity, Card) {
        let identity = Identity::decode(&[7; 32]);
        let card = Card::issue(&identity, Handle::parse("alice").unwrap(), AccountId([0xac; 32]));
        (identity, card)
    }

    #[test]
    fn a_card_reads_back() {
        let (identity, card) = alice();
        let read = Card::decode(&card.encode()).unwrap();
        assert_eq!(read, card);
        assert_eq!(read.identity(), identity.key());
        assert_eq!(
            (read.handle().as_str(), read.account()),
            ("alice", AccountId([0xac; 32]))
        );
    }

    #[test]
    fn the_bytes_stay_as_they_are() {
        let bytes = alice().1.encode();
        assert_eq!(bytes.len(), HEAD_BYTES + 5);
        assert_eq!(bytes[0], 1, "version");
        assert_eq!(bytes[33..65], [0xac; 32], "account");
        assert_eq!(bytes[HEAD_BYTES..], *b"alice");
    }

    #[test]
    fn a_card_altered_at_any_byte_is_refused() {
        let bytes = alice().1.encode();
        for position in 0..bytes.len() {
            for bit in 0..8 {
                let mut altered = bytes.clone();
                altered[position] ^= 1 << bit;
                assert!(Card::decode(&altered).is_err(), "bit {bit} of byte {position}");
            }
        }
        for length in 0..bytes.len() {
            assert!(Card::decode(&bytes[..length]).is_err(), "cut at {length}");
        }
        assert_eq!(Card::decode(&[bytes.as_slice(), b"x"].concat()), Err(CardError::Forged));
    }

    #[test]
    fn a_card_with_another_mailbox_is_forged() {
        let (_, card) = alice();
        let mut bytes = card.encode();
        bytes[33..65].copy_from_slice(&[0xbb; 32]);
        assert_eq!(Card::decode(&bytes), Err(CardError::Forged));
    }

    #[test]
    fn somebody_elses_card_on_a_leaf_is_forged() {
        let (identity, card) = alice();
        let credential = card.credential().credential;
        assert_eq!(Card::of_leaf(&credential, &identity.key().0), Ok(card));
        let mallory = Identity::decode(&[9; 32]).key();
        assert_eq!(Card::of_leaf(&credential, &mallory.0), Err(CardError::Forged));
    }

    #[test]
    fn a_key_that_fits_every_text_signs_nothing() {
        // The neutral point of the curve: without strict checks, one signature of it fits all texts.
        let mut neutral = [0; 32];
        neutral[0] = 1;
        let mut signature = [0; 64];
        signature[0] = 1;
        assert!(!IdentityKey(neutral).signed(b"anything", &signature));
    }
}
