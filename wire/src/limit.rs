//! The sizes and counts that both sides of a relay connection keep to.
//!
//! Source: docs/protocol.md, rule `R-WIRE-2`.

/// The wire version that this build speaks.
pub const VERSION: u16 = 1;

/// The oldest wire version that this build still understands.
pub const OLDEST_VERSION: u16 = 1;

/// The largest frame, in bytes: 64 KiB, so that a slow reader never holds more than a few of them.
pub const FRAME_BYTES: usize = 64 * 1024;

/// Room that a frame's own fields need around its payload, in bytes; all stay below 128. A `Put` to many mailboxes is the
/// exception: each takes 34 bytes more of the payload.
pub const FRAME_HEAD_BYTES: usize = 256;

/// The largest payload of a `Forward`, `Meet` or single-recipient `Put`, in bytes.
pub const PAYLOAD_BYTES: usize = FRAME_BYTES - FRAME_HEAD_BYTES;

/// Recipients of one `Put`: 1,024 group members at 34 bytes each leave 30 KiB for the payload.
pub const PUT_RECIPIENTS: usize = 1_024;

/// The largest payload of a `Signal`, in bytes: the smallest two padding classes of a letter, with room for its seal.
pub const SIGNAL_BYTES: usize = 2 * 1024;

/// Key packages in one `Publish` frame: 16 packages of about 3 KiB stay well below [`FRAME_BYTES`].
pub const PUBLISH_PACKAGES: usize = 16;

/// Key packages the relay holds for one account, not counting the last resort.
pub const KEY_PACKAGES_HELD: usize = 64;

/// The largest key package, in bytes (X-Wing keys make about 3 KiB of it).
pub const KEY_PACKAGE_BYTES: usize = 16 * 1024;

/// The largest directory record, in bytes.
pub const RECORD_BYTES: usize = 1_024;

/// Rendezvous that one page may hold open: the code on show, the one before it, and two in change-over.
pub const RENDEZVOUS_OPEN: usize = 4;

/// How long a rendezvous lives, in milliseconds: two rotations of 30 s, and slack for a slow scan.
pub const RENDEZVOUS_MS: u64 = 120_000;

/// Phones that may visit one rendezvous at a time; a stranger who joins cannot shut out the owner.
pub const RENDEZVOUS_VISITORS: usize = 8;

/// Linked browsers of one account.
pub const LINKS: usize = 32;

/// How often the relay pings an idle client, in milliseconds: below the 30 s at which some middle boxes cut.
pub const PING_MS: u64 = 25_000;
