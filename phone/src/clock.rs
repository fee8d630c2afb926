//! The time that the phone's machine is told.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use pillion_wire::time::Timestamp;

/// How far, in milliseconds, the wall clock may be ahead before it is followed: less than a person notices, more than a
/// clock is nudged by.
const AHEAD_MS: u64 = 2_000;

/// The wall clock, made to never run backwards.
///
/// It is read once and then counted on by the monotonic clock. After a sleep of the machine, when the monotonic clock has
/// stood still, it catches up; a wall clock that is set back is ignored until the next start.
#[derive(Debug)]
pub struct Clock {
    base: Timestamp,
    since: Instant,
}

impl Clock {
    /// Reads the wall clock.
    #[must_use]
    pub fn start() -> Self {
        Self {
            base: wall(),
            since: Instant::now(),
        }
    }

    /// The time now.
    pub fn now(&mut self) -> Timestamp {
        let counted = self.base.after_ms(millis(self.since.elapsed()));
        let wall = wall();
        if wall.since_ms(counted) < AHEAD_MS {
            return counted;
        }
        self.base = wall;
        self.since = Instant::now();
        wall
    }
}

fn wall() -> Timestamp {
    Timestamp(millis(SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()))
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}
