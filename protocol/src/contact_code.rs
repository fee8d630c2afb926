//! The code by which one person adds another: shown on a screen, scanned by a phone.
//!
//! As text: `pillion://contact/` and the bytes below in base64url without `=` (RFC 4648, section 5).
//!
//! | offset | bytes | meaning |
//! |---|---|---|
//! | 0 | 1 | version of this layout, 1 |
//! | 1 | 4 | checksum: the first bytes of BLAKE2s over all other bytes |
//! | 5 | 1 | length n of the card |
//! | 6 | n | the card, which its identity has signed; only phones read it |
//! | 6+n | m | the relay's origin, UTF-8 |
//!
//! It holds no secret. Who scans it from the other person's screen has seen the identity with own eyes, so the contact is
//! verified from the start.
//!
//! Source: docs/protocol.md, rule `R-ID-4`.

use alloc::{string::String, vec::Vec};

use pillion_wire::origin::Origin;

use crate::{
    code::{CodeError, check_origin},
    crypto::kdf::Label,
    wrapper,
};

/// What every contact code begins with.
pub const PREFIX: &str = "pillion://contact/";

/// What a contact code says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactCode {
    /// The card, as bytes.
    pub card: Vec<u8>,
    /// The relay of that account.
    pub origin: Origin,
}

impl ContactCode {
    /// The text of the code; `None` if the card is longer than any card is.
    #[must_use]
    pub fn to_url(&self) -> Option<String> {
        let mut rest = Vec::new();
        rest.push(u8::try_from(self.card.len()).ok()?);
        rest.extend_from_slice(&self.card);
        rest.extend_from_slice(self.origin.as_str().as_bytes());
        Some(wrapper::wrap(PREFIX, Label::ContactChecksum, &rest))
    }

    /// Reads a code. White space is dropped wherever it stands.
    ///
    /// # Errors
    /// [`CodeError`]: `NotPillion`, `Damaged` or `Newer`.
    pub fn parse(text: &str) -> Result<Self, CodeError> {
        let inner = wrapper::unwrap(PREFIX, Label::ContactChecksum, text)?;
        from_bytes(&inner).ok_or(CodeError::Damaged)
    }

    /// Checks that the code belongs to the relay `own`.
    ///
    /// # Errors
    /// [`CodeError::OtherRelay`].
    pub fn check_origin(&self, own: &Origin) -> Result<(), CodeError> {
        check_origin(&self.origin, own)
    }
}

/// Whether a text is meant to be a contact code, whole or not.
#[must_use]
pub fn is_meant(text: &str) -> bool {
    wrapper::is_meant(PREFIX, text)
}

fn from_bytes(bytes: &[u8]) -> Option<ContactCode> {
    let (length, rest) = bytes.split_first()?;
    let (card, origin) = rest.split_at_checked(usize::from(*length))?;
    let origin = wrapper::origin(origin)?;
    Some(ContactCode {
        card: card.to_vec(),
        origin,
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use alloc::format;

    use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

    use super::*;

    fn code() -> ContactCode {
        ContactCode {
            card: (0..140).collect(),
            origin: Origin::parse("https://chat.example.org").unwrap(),
        }
    }

    #[test]
    fn a_code_reads_back_however_it_was_broken_into_lines() {
        let url = code().to_url().unwrap();
        assert_eq!(ContactCode::parse(&url).unwrap(), code());
        let broken = format!(" {}\n{} ", &url[..40], &url[40..]);
        assert_eq!(ContactCode::parse(&broken).unwrap(), code());
        assert!(is_meant(&broken) && !is_meant("pillion://link/AQ"));
    }

    #[test]
    fn a_code_altered_or_cut_at_any_letter_is_damaged() {
        let url = code().to_url().unwrap();
        for at in PREFIX.len()..url.len() {
            let mut altered = url.clone().into_bytes();
            altered[at] = if altered[at] == b'A' { b'B' } else { b'A' };
            let altered = String::from_utf8(altered).unwrap();
            assert!(ContactCode::parse(&altered).is_err(), "letter {at}");
            assert!(ContactCode::parse(&url[..at]).is_err(), "cut at {at}");
        }
    }

    #[test]
    fn other_codes_newer_ones_and_other_relays_are_named() {
        for text in ["", "hello", "pillion://link/AQ", "https://contact/AQ"] {
            assert_eq!(ContactCode::parse(text), Err(CodeError::NotPillion), "{text}");
        }
        let newer = format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode([2, 0, 0]));
        assert_eq!(ContactCode::parse(&newer), Err(CodeError::Newer { version: 2 }));
        let own = Origin::parse("http://localhost:8080").unwrap();
        assert!(matches!(code().check_origin(&own), Err(CodeError::OtherRelay { .. })));
        assert_eq!(code().check_origin(&code().origin), Ok(()));
    }

    #[test]
    fn a_card_of_more_than_255_bytes_is_no_code() {
        let card = alloc::vec![0; 256];
        assert_eq!(ContactCode { card, ..code() }.to_url(), None);
    }
}
