//! Time that the page and this program share: nanoseconds since 1970, from the one clock of the machine they both run on.

use std::time::{SystemTime, UNIX_EPOCH};

/// An instant, in nanoseconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(u64);

impl Moment {
    /// Now.
    #[must_use]
    pub fn now() -> Self {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Self(u64::try_from(since.as_nanos()).unwrap_or(u64::MAX))
    }

    /// What the page says: `performance.timeOrigin + performance.now()`, in milliseconds, good to 0.1 ms.
    #[must_use]
    pub fn from_page(ms: f64) -> Self {
        // Negative or absurd values end as 0 or the largest, which the check of the clocks finds.
        Self((ms * 1e6) as u64)
    }

    /// Nanoseconds from `earlier` until this; 0 if it is not earlier.
    #[must_use]
    pub const fn since(self, earlier: Self) -> u64 {
        self.0.saturating_sub(earlier.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_speaks_in_milliseconds() {
        let begin = Moment::from_page(1_800_000_000_000.1);
        let end = Moment::from_page(1_800_000_000_012.6);
        let passed = end.since(begin);
        assert!((12_490_000..12_510_000).contains(&passed), "{passed}");
        assert_eq!(begin.since(end), 0);
    }

    #[test]
    fn both_count_from_1970() {
        assert!(Moment::now() > Moment::from_page(1_700_000_000_000.0));
    }
}
