//! What it takes this machine to have 4 KiB on its disk.

use std::{path::Path, time::Instant};

use anyhow::{Context, Result};

use crate::{disk::Journal, stats::Spread};

/// Writes and syncs `times` pages to a file in `folder`.
///
/// # Errors
/// What the system says.
pub fn measure(folder: &Path, times: u32) -> Result<Spread> {
    let mut journal = Journal::open(folder, "fsync")?;
    let mut took = Vec::new();
    for _ in 0..times {
        let start = Instant::now();
        journal.commit()?;
        took.push(u64::try_from(start.elapsed().as_nanos())?);
    }
    Spread::of(&took).context("nothing was written")
}
