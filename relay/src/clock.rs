//! The relay's time: the wall clock read once, and monotonic time added to it.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use pillion_wire::time::Timestamp;

/// A clock that never runs backwards.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    started: Instant,
    started_at: Timestamp,
}

impl Clock {
    /// Reads the wall clock.
    #[must_use]
    pub fn start() -> Self {
        let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Self {
            started: Instant::now(),
            started_at: Timestamp(ms(since_1970)),
        }
    }

    /// The time now.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.started_at.after_ms(ms(self.uptime()))
    }

    /// How long ago the clock was started.
    #[must_use]
    pub fn uptime(&self) -> Duration {
        self.started.elapsed()
    }

    /// The moment at which [`Self::now`] will be `at`.
    #[must_use]
    pub fn instant_of(&self, at: Timestamp) -> Instant {
        let after = Duration::from_millis(at.since_ms(self.started_at));
        // Further ahead than the system can count: far enough to wake and look again.
        self.started
            .checked_add(after)
            .unwrap_or_else(|| Instant::now() + Duration::from_secs(60))
    }
}

fn ms(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
