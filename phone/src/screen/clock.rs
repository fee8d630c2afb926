//! The clock of this machine, for the drivers of screens.

use std::time::{SystemTime, UNIX_EPOCH};

use pillion_wire::time::Timestamp;

/// Now, by the wall clock.
#[must_use]
pub fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp(u64::try_from(since.as_millis()).unwrap_or(u64::MAX))
}
