//! Records to bytes and back.
//!
//! CBOR with numbered fields: a later version may add fields at the end, and reads what an earlier one wrote.

use alloc::vec::Vec;

use minicbor::{Decode, Encode};

/// Stored bytes that are no record: damaged, or of a version that this build cannot read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the stored link is damaged")]
pub struct Damaged;

/// A record as bytes. They hold secrets: store them encrypted.
#[must_use]
pub fn to_bytes<R: Encode<()>>(record: &R) -> Vec<u8> {
    let mut bytes = Vec::new();
    // Writing to a `Vec` cannot fail, and records hold nothing that could.
    let written = minicbor::encode(record, &mut bytes);
    debug_assert!(written.is_ok(), "a record is always encodable");
    bytes
}

/// Bytes as a record.
///
/// # Errors
/// [`Damaged`]; never panics, whatever the bytes.
pub fn from_bytes<'b, R: Decode<'b, ()>>(bytes: &'b [u8]) -> Result<R, Damaged> {
    let mut decoder = minicbor::Decoder::new(bytes);
    match decoder.decode() {
        Ok(record) if decoder.position() == bytes.len() => Ok(record),
        _ => Err(Damaged),
    }
}

/// An origin as a field of a record.
pub(crate) mod origin {
    use minicbor::{Decoder, Encoder, decode::Error as DecodeError, encode::Error as EncodeError, encode::Write};
    use pillion_wire::origin::Origin;

    pub(crate) fn encode<C, W: Write>(
        origin: &Origin,
        e: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), EncodeError<W::Error>> {
        e.str(origin.as_str())?.ok()
    }

    pub(crate) fn decode<C>(d: &mut Decoder<'_>, _: &mut C) -> Result<Origin, DecodeError> {
        Origin::parse(d.str()?).map_err(|_| DecodeError::message("not an origin"))
    }
}
