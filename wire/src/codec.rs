//! Frames to bytes and back.
//!
//! CBOR (RFC 8949) by `minicbor`: an enum is `[variant, [fields]]`, every field has its number, and a later version may
//! add fields at the end. Decoding checks the size, the variant, every field, and that nothing follows.
//!
//! Source: docs/protocol.md, rules `R-WIRE-1` to `R-WIRE-3`.

use alloc::vec::Vec;

use minicbor::{Decode, Encode};

use crate::limit::FRAME_BYTES;

/// Why bytes are no frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CodecError {
    /// Over the limit.
    #[error("frame too large: {got} bytes, limit {FRAME_BYTES}")]
    TooLarge {
        /// Size of what came.
        got: usize,
    },
    /// A frame of a kind that this build does not know.
    #[error("unknown frame kind {0}")]
    Unknown(u32),
    /// Anything else.
    #[error("malformed frame")]
    Malformed,
}

/// One frame as bytes.
#[must_use]
pub fn encode<F: Encode<()>>(frame: &F) -> Vec<u8> {
    let mut bytes = Vec::new();
    // Writing to a `Vec` cannot fail, and frames hold no map or custom type that could.
    let written = minicbor::encode(frame, &mut bytes);
    debug_assert!(written.is_ok(), "a frame is always encodable");
    bytes
}

/// Bytes as one frame.
///
/// # Errors
/// [`CodecError`]; never panics, whatever the bytes.
pub fn decode<'b, F: Decode<'b, ()>>(bytes: &'b [u8]) -> Result<F, CodecError> {
    if bytes.len() > FRAME_BYTES {
        return Err(CodecError::TooLarge { got: bytes.len() });
    }
    let mut decoder = minicbor::Decoder::new(bytes);
    match decoder.decode() {
        Ok(frame) if decoder.position() == bytes.len() => Ok(frame),
        Ok(_) => Err(CodecError::Malformed),
        Err(error) if error.is_unknown_variant() => {
            Err(variant(bytes).map_or(CodecError::Malformed, CodecError::Unknown))
        }
        Err(_) => Err(CodecError::Malformed),
    }
}

/// The variant number at the head of a frame.
fn variant(bytes: &[u8]) -> Option<u32> {
    let mut decoder = minicbor::Decoder::new(bytes);
    decoder.array().ok()?;
    decoder.u32().ok()
}
