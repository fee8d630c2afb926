//! A file on its way.
//!
//! 1. Zeros are added up to one of few lengths, so that the relay learns little from it: [`length`].
//! 2. The whole is sealed as a stream ([`crate::crypto::stream`]) under a key of its own: [`sealing`] and [`opening`] do it chunk by
//!    chunk, so that no end holds a whole file; [`excerpt`] opens a stretch of it, for players.
//! 3. Both tokens for the relay come from the key, so whoever is told the key needs nothing else: [`token`].
//!
//! Source: docs/protocol.md, rules `R-FILE-2`, `R-FILE-8`, `R-FILE-9` and `R-FILE-20`.

pub mod excerpt;
pub mod length;
pub mod opening;
pub mod sealing;
pub mod token;
