//! What lets a file be written at the relay, or read.

use pillion_wire::id::FileToken;

use crate::crypto::{
    kdf::{Label, derive},
    key::StreamKey,
};

/// Lets the holder of the key upload the file.
#[must_use]
pub fn write_token(key: &StreamKey) -> FileToken {
    FileToken(derive(Label::FileWrite, key.as_bytes(), &[]))
}

/// Lets the holder of the key download the file.
#[must_use]
pub fn read_token(key: &StreamKey) -> FileToken {
    FileToken(derive(Label::FileRead, key.as_bytes(), &[]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_cannot_write() {
        let key = StreamKey::from_bytes([7; 32]);
        assert_ne!(write_token(&key), read_token(&key));
        // Computed with another BLAKE2s.
        assert_eq!(
            read_token(&key).to_hex(),
            "42b2dd3e5dcb71e91a795e85e4e0b7436972017064aa46783b00e0260d6d8765"
        );
    }
}
