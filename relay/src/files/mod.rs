//! Sealed files over HTTP: parts come in, ranges go out.
//!
//! 1. A phone makes room for a file through its WebSocket; the room is a row in the store ([`crate::store::files`]).
//! 2. [`desk`] answers a request: it reads the token, and takes the request to [`upload`] or [`download`].
//! 3. [`depot`] keeps each part as an object of its own: it is there in full or not at all, whoever else writes it. It lies in a folder, or in
//!    a bucket of a store that speaks S3, in a relay that is built with that (the feature `s3`).
//! 4. Whoever holds parts in memory does so in the [`room`], where slow clients hold up nobody else.
//! 5. What is too old is removed by [`sweep`]; a file's row goes last, so that no part is forgotten.
//!
//! The relay sees a random id, a size and when the file is read; never a name, a type or a key. It holds hashes of the tokens.
//!
//! Source: docs/protocol.md, rules `R-FILE-*`.

#[cfg(feature = "s3")]
pub mod bucket;
pub mod depot;
pub mod desk;
pub mod download;
pub mod room;
pub mod sweep;
pub mod upload;
