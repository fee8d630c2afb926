//! The primitives, each named here and nowhere else.
//!
//! | for | primitive | crate |
//! |---|---|---|
//! | key agreement | X25519 (RFC 7748) | `x25519-dalek` |
//! | sealing messages | ChaCha20-Poly1305 (RFC 8439) | `chacha20poly1305` |
//! | sealing records at rest | XChaCha20-Poly1305 | `chacha20poly1305` |
//! | sealing streams, chunk by chunk | STREAM over ChaCha20-Poly1305 | `aead-stream` |
//! | keys from passphrases | Argon2id (RFC 9106) | `argon2` |
//! | hashing and deriving keys | BLAKE2s (RFC 7693) | `blake2` |
//! | what the relay stores of a token | SHA-256 | `sha2` |
//! | the handshakes | Noise revision 34 | `snow`, over the primitives above |
//!
//! The random source is an argument everywhere: see [`random::Random`].

pub mod channel;
pub mod digest;
pub mod kdf;
pub mod key;
pub mod noise;
pub mod padding;
pub mod random;
pub mod resolver;
pub mod seal;
pub mod stream;
pub mod stretch;
pub mod token;
