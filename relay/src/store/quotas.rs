//! How much a relay keeps, and for how long.

/// Milliseconds in a day.
const DAY_MS: u64 = 24 * 60 * 60 * 1_000;

/// The bounds of what is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quotas {
    /// Blobs in one mailbox.
    pub blobs: u64,
    /// Bytes of all blobs in one mailbox.
    pub bytes: u64,
    /// How long a blob waits for its phone, in milliseconds. Put ids are remembered as long, so that a repeat is known.
    pub age_ms: u64,
    /// How long a farewell waits for its browser, in milliseconds.
    pub farewell_ms: u64,
    /// How long a commit slot stays taken, in milliseconds: longer than any phone may sleep and still try an old epoch.
    pub slot_ms: u64,
    /// Bytes of all files of one account, and so of the largest one.
    pub file_bytes: u64,
    /// How long a file is held once it is whole, in milliseconds.
    pub file_ms: u64,
    /// How long its upload may take, in milliseconds.
    pub upload_ms: u64,
}

impl Default for Quotas {
    /// A mailbox of a month: 10,000 blobs (a busy chat of 300 messages a day), 64 MiB (4 KiB each and some pictures). Files of
    /// 16 GiB: some long videos. An upload may stop for a night and a day.
    fn default() -> Self {
        Self {
            blobs: 10_000,
            bytes: 64 * 1024 * 1024,
            age_ms: 30 * DAY_MS,
            farewell_ms: 30 * DAY_MS,
            slot_ms: 400 * DAY_MS,
            file_bytes: 16 * 1024 * 1024 * 1024,
            file_ms: 30 * DAY_MS,
            upload_ms: 2 * DAY_MS,
        }
    }
}
