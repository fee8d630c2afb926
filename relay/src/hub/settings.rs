//! What an operator can set, and the hub's own constants.

use pillion_wire::{limit::FRAME_BYTES, origin::Origin};

use super::rate::Allowance;

/// How long a client may take to say hello, in milliseconds: a phone signs in microseconds, a slow network needs seconds.
pub const HELLO_MS: u64 = 10_000;

/// How often old things are forgotten, in milliseconds.
pub const SWEEP_MS: u64 = 10 * 60 * 1_000;

/// Blobs that are on their way to a phone and not acked.
pub const WINDOW_BLOBS: usize = 64;

/// Bytes of blobs that are on their way to a phone and not acked: with one frame over it still far below a connection's
/// outgoing queue.
pub const WINDOW_BYTES: usize = 4 * FRAME_BYTES;

/// Store jobs of one connection at which its reading is paused.
pub const JOBS_HIGH: usize = 64;

/// Store jobs of one connection at which its reading goes on.
pub const JOBS_LOW: usize = 32;

/// The longest name of a program in a hello, in bytes.
pub const AGENT_BYTES: usize = 128;

/// What an operator can set.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The addresses under which phones may know this relay; a phone signs one of them.
    pub origins: Vec<Origin>,
    /// Connections at once.
    pub connections: usize,
    /// Failed hellos from one network. One in ten seconds is a person trying, not a program guessing.
    pub hello_failures: Allowance,
    /// Handles that one account looks up.
    pub look_ups: Allowance,
    /// Key packages that one account takes: enough to make a group of 1,024 at once.
    pub takes: Allowance,
    /// Meeting points that one page opens, or one phone joins.
    pub meetings: Allowance,
    /// Pairing messages that one connection sends.
    pub meets: Allowance,
    /// Signals that one account sends: what somebody who types in several chats needs.
    pub signals: Allowance,
    /// Files that one account makes room for: a folder of pictures at once.
    pub files: Allowance,
}

impl Settings {
    /// The usual settings of a relay that is known under `origins`.
    #[must_use]
    pub fn new(origins: impl IntoIterator<Item = Origin>) -> Self {
        Self {
            origins: origins.into_iter().collect(),
            connections: 10_000,
            hello_failures: Allowance::new(20, 10_000),
            look_ups: Allowance::new(60, 1_000),
            takes: Allowance::new(1_300, 2_000),
            meetings: Allowance::new(16, 3_000),
            meets: Allowance::new(64, 250),
            signals: Allowance::new(20, 200),
            files: Allowance::new(200, 1_000),
        }
    }
}
