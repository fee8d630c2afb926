//! The link by which people ask to be let into a group.
//!
//! As text: `pillion://join/` and the bytes below in base64url without `=` (RFC 4648, section 5).
//!
//! | offset | bytes | meaning |
//! |---|---|---|
//! | 0 | 1 | version of this layout, 1 |
//! | 1 | 4 | checksum: the first bytes of BLAKE2s over all other bytes |
//! | 5 | 16 | the invitation, random |
//! | 21 | 1 | length n of the card |
//! | 22 | n | the card of the admin who gave it out |
//! | 22+n | 2 | length m of the group's name, big endian |
//! | 24+n | m | the name, UTF-8 |
//! | 24+n+m | to the end | the relay's origin, UTF-8 |
//!
//! It lets nobody in: who follows it asks that admin, who says yes or no.
//!
//! Source: docs/protocol.md, rule `R-GROUP-11`.

use alloc::{borrow::ToOwned, string::String, vec::Vec};

use minicbor::{Decode, Encode};
use pillion_wire::origin::Origin;

use crate::{
    code::{CodeError, check_origin},
    content::group::NAME_CHARS,
    crypto::kdf::Label,
    wrapper,
};

/// What every invitation begins with.
pub const PREFIX: &str = "pillion://join/";

/// The name of one invitation: random, known to whom it was given.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cbor(transparent)]
pub struct InvitationId(#[cbor(n(0), with = "minicbor::bytes")] pub [u8; 16]);

/// Who knows it may ask: `Debug` leaves it out.
impl core::fmt::Debug for InvitationId {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("InvitationId")
    }
}

/// What an invitation says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// Which.
    pub id: InvitationId,
    /// The card of the admin, as bytes.
    pub card: Vec<u8>,
    /// The group's name when it was given out.
    pub name: String,
    /// The relay of all of them.
    pub origin: Origin,
}

impl Invitation {
    /// The text of it; `None` if card or name are longer than any are.
    #[must_use]
    pub fn to_url(&self) -> Option<String> {
        let mut rest = Vec::new();
        rest.extend_from_slice(&self.id.0);
        rest.push(u8::try_from(self.card.len()).ok()?);
        rest.extend_from_slice(&self.card);
        rest.extend_from_slice(&u16::try_from(self.name.len()).ok()?.to_be_bytes());
        rest.extend_from_slice(self.name.as_bytes());
        rest.extend_from_slice(self.origin.as_str().as_bytes());
        Some(wrapper::wrap(PREFIX, Label::InvitationChecksum, &rest))
    }

    /// Reads an invitation. White space is dropped wherever it stands.
    ///
    /// # Errors
    /// [`CodeError`]: `NotPillion`, `Damaged` or `Newer`.
    pub fn parse(text: &str) -> Result<Self, CodeError> {
        let inner = wrapper::unwrap(PREFIX, Label::InvitationChecksum, text)?;
        from_bytes(&inner).ok_or(CodeError::Damaged)
    }

    /// Checks that it belongs to the relay `own`.
    ///
    /// # Errors
    /// [`CodeError::OtherRelay`].
    pub fn check_origin(&self, own: &Origin) -> Result<(), CodeError> {
        check_origin(&self.origin, own)
    }
}

/// Whether a text is meant to be an invitation, whole or not.
#[must_use]
pub fn is_meant(text: &str) -> bool {
    wrapper::is_meant(PREFIX, text)
}

fn from_bytes(bytes: &[u8]) -> Option<Invitation> {
    let (id, rest) = bytes.split_first_chunk::<16>()?;
    let (length, rest) = rest.split_first()?;
    let (card, rest) = rest.split_at_checked(usize::from(*length))?;
    let (length, rest) = rest.split_first_chunk::<2>()?;
    let (name, origin) = rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))?;
    let name = core::str::from_utf8(name).ok()?;
    let is_name = (1..=NAME_CHARS).contains(&name.chars().count()) && !name.chars().any(char::is_control);
    let origin = wrapper::origin(origin)?;
    is_name.then(|| Invitation {
        id: InvitationId(*id),
        card: card.to_vec(),
        name: name.to_owned(),
        origin,
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use alloc::format;

    use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

    use super::*;

    fn invitation() -> Invitation {
        Invitation {
            id: InvitationId([7; 16]),
            card: (0..140).collect(),
            name: "Sunday walk".to_owned(),
            origin: Origin::parse("https://chat.example.org").unwrap(),
        }
    }

    #[test]
    fn it_reads_back_however_it_was_broken_into_lines() {
        let url = invitation().to_url().unwrap();
        assert_eq!(Invitation::parse(&url).unwrap(), invitation());
        let broken = format!(" {}\n{} ", &url[..40], &url[40..]);
        assert_eq!(Invitation::parse(&broken).unwrap(), invitation());
        assert!(is_meant(&broken) && !is_meant("pillion://contact/AQ"));
    }

    #[test]
    fn altered_or_cut_at_any_letter_it_is_damaged() {
        let url = invitation().to_url().unwrap();
        for at in PREFIX.len()..url.len() {
            let mut altered = url.clone().into_bytes();
            altered[at] = if altered[at] == b'A' { b'B' } else { b'A' };
            assert!(
                Invitation::parse(&String::from_utf8(altered).unwrap()).is_err(),
                "letter {at}"
            );
            assert!(Invitation::parse(&url[..at]).is_err(), "cut at {at}");
        }
    }

    #[test]
    fn a_name_that_no_group_has_is_damage() {
        for name in ["", "a\nb", &"x".repeat(NAME_CHARS + 1)] {
            let url = Invitation {
                name: name.to_owned(),
                ..invitation()
            }
            .to_url()
            .unwrap();
            assert_eq!(Invitation::parse(&url), Err(CodeError::Damaged), "{name:?}");
        }
    }

    #[test]
    fn other_codes_newer_ones_and_other_relays_are_named() {
        for text in ["", "hello", "pillion://contact/AQ", "https://join/AQ"] {
            assert_eq!(Invitation::parse(text), Err(CodeError::NotPillion), "{text}");
        }
        let newer = format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode([2, 0, 0]));
        assert_eq!(Invitation::parse(&newer), Err(CodeError::Newer { version: 2 }));
        let own = Origin::parse("http://localhost:8080").unwrap();
        assert!(matches!(
            invitation().check_origin(&own),
            Err(CodeError::OtherRelay { .. })
        ));
        let card = alloc::vec![0; 256];
        assert_eq!(Invitation { card, ..invitation() }.to_url(), None);
    }
}
