//! What is measured, a module for each kind.
//!
//! | module | rows | needs a browser |
//! |---|---|---|
//! | [`weight`] | what the page weighs | no |
//! | [`memory`] | what relay and phone hold when nothing happens | yes |
//! | [`phones`] | from phone to phone | no |
//! | [`sealing`] | how fast a link message is sealed and opened | no |
//! | [`physics`] | what the machine takes for a round trip and an fsync | no |

pub mod memory;
pub mod phones;
pub mod physics;
pub mod sealing;
pub mod weight;
