//! What contact codes and invitations have in common: the bytes around what each of them says, and how they become text.
//!
//! | offset | bytes | meaning |
//! |---|---|---|
//! | 0 | 1 | version, 1 |
//! | 1 | 4 | checksum: the first bytes of BLAKE2s, with a label for each kind, over all that follows |
//! | 5 | to the end | what it says |
//!
//! The checksum finds cut and mistyped codes, so that a person is told so; it stops no attacker.
//!
//! Source: docs/protocol.md, rules `R-ID-4` and `R-GROUP-11`.

use alloc::{format, string::String, vec::Vec};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use pillion_wire::origin::Origin;

use crate::{
    code::{CodeError, pasted, strip_prefix},
    crypto::kdf::{self, Label},
};

const VERSION: u8 = 1;

/// The text of a code that says `inner`.
pub(crate) fn wrap(prefix: &str, label: Label, inner: &[u8]) -> String {
    let mut bytes = Vec::new();
    bytes.push(VERSION);
    bytes.extend_from_slice(&checksum(label, inner));
    bytes.extend_from_slice(inner);
    format!("{prefix}{}", URL_SAFE_NO_PAD.encode(bytes))
}

/// What a code says, given what it begins with. White space is dropped wherever it stands.
pub(crate) fn unwrap(prefix: &str, label: Label, text: &str) -> Result<Vec<u8>, CodeError> {
    let text = pasted(text).ok_or(CodeError::NotPillion)?;
    let coded = strip_prefix(&text, prefix).ok_or(CodeError::NotPillion)?;
    let bytes = URL_SAFE_NO_PAD.decode(coded).map_err(|_| CodeError::Damaged)?;
    match bytes.split_first() {
        Some((&VERSION, rest)) => match rest.split_first_chunk() {
            Some((sum, inner)) if *sum == checksum(label, inner) => Ok(inner.to_vec()),
            _ => Err(CodeError::Damaged),
        },
        Some((&version, _)) if version > VERSION => Err(CodeError::Newer { version }),
        _ => Err(CodeError::Damaged),
    }
}

/// Whether a text is meant to be a code that begins so, whole or not.
pub(crate) fn is_meant(prefix: &str, text: &str) -> bool {
    pasted(text).is_some_and(|text| strip_prefix(&text, prefix).is_some())
}

/// An origin that is written as origins are.
pub(crate) fn origin(bytes: &[u8]) -> Option<Origin> {
    let text = core::str::from_utf8(bytes).ok()?;
    Origin::parse(text).ok().filter(|origin| origin.as_str() == text)
}

fn checksum(label: Label, bytes: &[u8]) -> [u8; 4] {
    let [a, b, c, d, ..] = kdf::hash(label, &[bytes]);
    [a, b, c, d]
}
