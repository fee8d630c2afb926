//! The code that a page shows and a phone scans: everything the phone needs to meet this page and no other.
//!
//! As text: `pillion://link/` and the bytes below in base64url without `=` (RFC 4648, section 5).
//!
//! | offset | bytes | meaning |
//! |---|---|---|
//! | 0 | 1 | version of this layout, 1 |
//! | 1 | 32 | the page's X25519 public key, made for this code |
//! | 33 | 32 | one-time secret |
//! | 65 | 16 | rendezvous id |
//! | 81 | 4 | checksum: the first bytes of BLAKE2s over all other bytes |
//! | 85 | n | the relay's origin, UTF-8 |
//!
//! The checksum finds cut and mistyped links, so that a person is told so; it stops no attacker, the handshake does.
//! A contact code is `pillion://contact/…`: a scan of one kind can never do the other.
//!
//! Source: docs/protocol.md, rule `R-PAIR-1`.

use alloc::{format, string::String, vec::Vec};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use pillion_wire::{id::RendezvousId, origin::Origin};

use crate::{
    contact_code,
    crypto::{
        kdf::{self, Label},
        key::{PairingSecret, StaticPublic},
    },
};

/// The version of the layout above.
const VERSION: u8 = 1;

const LINK: &str = "pillion://link/";

/// The longest text that is looked at, in bytes: an origin of 253 + 16 characters makes 492 of a link code, and with a name of 512 bytes
/// 1,350 of an invitation.
const LONGEST: usize = 2_048;

/// What a page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkCode {
    /// The page's key for this pairing.
    pub page_key: StaticPublic,
    /// Known only to those who see the code.
    pub secret: PairingSecret,
    /// Where page and phone meet.
    pub rendezvous: RendezvousId,
    /// The relay that the page came from.
    pub origin: Origin,
}

/// Why a text is not a code to link with. Each is a sentence for the person who scanned or pasted it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    /// Something else altogether.
    #[error("This is not a Pillion code. Scan the QR code that the Pillion page shows, or paste the link under it.")]
    NotPillion,
    /// A contact code.
    #[error("This code adds a contact; it does not link a browser. Scan the code on the Pillion page.")]
    Contact,
    /// Cut, mistyped or misread.
    #[error("This code is incomplete or damaged. Scan or copy it again.")]
    Damaged,
    /// Of a later layout.
    #[error("This code was made by a newer version of Pillion (code version {version}). Update the phone.")]
    Newer {
        /// Its version.
        version: u8,
    },
    /// Of another relay than the phone's.
    #[error("This code is for the relay {code}, but this phone uses {own}. Open the page of your own relay.")]
    OtherRelay {
        /// The relay in the code.
        code: Origin,
        /// The phone's relay.
        own: Origin,
    },
}

impl LinkCode {
    /// The text of the code, for the QR and for the link under it.
    #[must_use]
    pub fn to_url(&self) -> String {
        let mut bytes = Vec::with_capacity(85_usize.saturating_add(self.origin.as_str().len()));
        let fields = self.fields();
        bytes.extend_from_slice(&fields);
        bytes.extend_from_slice(&checksum(&fields, self.origin.as_str().as_bytes()));
        bytes.extend_from_slice(self.origin.as_str().as_bytes());
        format!("{LINK}{}", URL_SAFE_NO_PAD.encode(bytes))
    }

    /// Reads a code. White space is dropped wherever it stands: a terminal or a mail may have broken the line.
    ///
    /// # Errors
    /// [`CodeError`], but never `OtherRelay`: that is for [`LinkCode::check_origin`].
    pub fn parse(text: &str) -> Result<Self, CodeError> {
        let text = pasted(text).ok_or(CodeError::NotPillion)?;
        let Some(coded) = strip_prefix(&text, LINK) else {
            return Err(match strip_prefix(&text, contact_code::PREFIX) {
                Some(_) => CodeError::Contact,
                None => CodeError::NotPillion,
            });
        };
        let bytes = URL_SAFE_NO_PAD.decode(coded).map_err(|_| CodeError::Damaged)?;
        match bytes.first() {
            Some(&VERSION) => from_bytes(&bytes).ok_or(CodeError::Damaged),
            Some(&version) if version > VERSION => Err(CodeError::Newer { version }),
            _ => Err(CodeError::Damaged),
        }
    }

    /// Checks that the code belongs to the relay `own`.
    ///
    /// # Errors
    /// [`CodeError::OtherRelay`].
    pub fn check_origin(&self, own: &Origin) -> Result<(), CodeError> {
        check_origin(&self.origin, own)
    }

    /// Everything before the checksum.
    fn fields(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(81);
        bytes.push(VERSION);
        bytes.extend_from_slice(self.page_key.as_bytes());
        bytes.extend_from_slice(self.secret.as_bytes());
        bytes.extend_from_slice(&self.rendezvous.0);
        bytes
    }
}

fn from_bytes(bytes: &[u8]) -> Option<LinkCode> {
    let (fields, rest) = bytes.split_at_checked(81)?;
    let (sum, origin) = rest.split_first_chunk::<4>()?;
    if *sum != checksum(fields, origin) {
        return None;
    }
    let (_, rest) = fields.split_first()?;
    let (page_key, rest) = rest.split_first_chunk::<32>()?;
    let (secret, rest) = rest.split_first_chunk::<32>()?;
    let rendezvous = rest.try_into().ok()?;
    let text = core::str::from_utf8(origin).ok()?;
    let origin = Origin::parse(text).ok().filter(|origin| origin.as_str() == text)?;
    Some(LinkCode {
        page_key: StaticPublic::from_bytes(*page_key),
        secret: PairingSecret::from_bytes(*secret),
        rendezvous: RendezvousId(rendezvous),
        origin,
    })
}

fn checksum(fields: &[u8], origin: &[u8]) -> [u8; 4] {
    let [a, b, c, d, ..] = kdf::hash(Label::CodeChecksum, &[fields, origin]);
    [a, b, c, d]
}

/// Whether a code of the relay `code` is one of the phone's own relay.
pub(crate) fn check_origin(code: &Origin, own: &Origin) -> Result<(), CodeError> {
    if code == own {
        return Ok(());
    }
    Err(CodeError::OtherRelay {
        code: code.clone(),
        own: own.clone(),
    })
}

/// A code as it was pasted or scanned, without the white space in it; `None` if it is longer than any code.
pub(crate) fn pasted(text: &str) -> Option<String> {
    (text.len() <= LONGEST).then(|| text.chars().filter(|c| !c.is_whitespace()).collect())
}

/// Like `str::strip_prefix`, but capitals do not matter: some scanners change them.
pub(crate) fn strip_prefix<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let (head, rest) = text.split_at_checked(prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then_some(rest)
}
