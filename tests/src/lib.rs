//! The stage: what the rings play on. Sees all of the house, is seen by none of it.
//!
//! 1. [`wait`]: the one way to wait; [`chance`]: the one way to draw lots, from a seed that a failure names.
//! 2. [`program`], [`memory`]: real processes, line by line, and what they hold in memory.
//! 3. [`live`]: a relay and phones as processes, for the rings `live` and `browser`.
//! 4. [`browser`]: Chromium with the real page in the same world.
//! 5. [`library`]: years of messages, for a phone.
//! 6. [`sim`]: the same programs' machines on virtual time, for the ring `sim`; [`sealed`]: files in memory.
//!
//! Everything here fails a test by panicking, with what was expected and what was seen.

pub mod browser;
pub mod chance;
pub mod library;
pub mod live;
pub mod memory;
pub mod program;
pub mod sealed;
pub mod sim;
pub mod wait;
