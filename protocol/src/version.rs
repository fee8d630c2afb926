//! The version of what the two ends of a link say.

/// The version that this build speaks. Both handshakes bind it in their prologue, so two ends of different versions
/// cannot be talked into believing that they agree.
///
/// Source: docs/protocol.md, rule `R-PAIR-2`.
pub const PROTOCOL_VERSION: u16 = 1;
