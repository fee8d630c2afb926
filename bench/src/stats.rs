//! What is said about many measurements: the one in the middle and the one that only one in a hundred exceeds.

use serde::Serialize;

/// Median, 99th percentile and number of measurements.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Spread {
    /// Half of the measurements are at most this.
    pub p50: u64,
    /// Ninety-nine in a hundred are at most this. Below a hundred measurements it is the largest.
    pub p99: u64,
    /// How many there were.
    pub count: usize,
}

impl Spread {
    /// The spread of some measurements; `None` if there are none.
    #[must_use]
    pub fn of(measured: &[u64]) -> Option<Self> {
        let mut sorted = measured.to_vec();
        sorted.sort_unstable();
        Some(Self {
            p50: percentile(&sorted, 50)?,
            p99: percentile(&sorted, 99)?,
            count: sorted.len(),
        })
    }

    /// Something that has one value, such as a size.
    #[must_use]
    pub const fn exactly(value: u64) -> Self {
        Self {
            p50: value,
            p99: value,
            count: 1,
        }
    }
}

/// The smallest value that `percent` of a hundred values do not exceed: the nearest rank, so that every number in the
/// table was really measured.
fn percentile(sorted: &[u64], percent: usize) -> Option<u64> {
    let rank = sorted.len().checked_mul(percent)?.div_ceil(100);
    sorted.get(rank.checked_sub(1)?).copied()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn spread(measured: impl IntoIterator<Item = u64>) -> (u64, u64, usize) {
        let spread = Spread::of(&measured.into_iter().collect::<Vec<_>>()).unwrap();
        (spread.p50, spread.p99, spread.count)
    }

    #[test]
    fn of_nothing_there_is_nothing_to_say() {
        assert_eq!(Spread::of(&[]), None);
    }

    #[test]
    fn one_measurement_is_both() {
        assert_eq!(spread([7]), (7, 7, 1));
        assert_eq!(Spread::exactly(7), Spread::of(&[7]).unwrap());
    }

    #[test]
    fn the_order_in_which_they_came_does_not_matter() {
        assert_eq!(spread([5, 1, 4, 2, 3]), (3, 5, 5));
        assert_eq!(spread([3, 5, 2, 1, 4]), (3, 5, 5));
    }

    #[test]
    fn of_an_even_number_the_lower_middle_is_taken() {
        assert_eq!(spread(1..=4), (2, 4, 4));
    }

    #[test]
    fn one_of_a_hundred_is_left_out_and_the_second_is_not() {
        let with_slow = |slow: usize| (0..100).map(move |at| if at < slow { 1_000 } else { 1 });
        assert_eq!(spread(with_slow(1)), (1, 1, 100));
        assert_eq!(spread(with_slow(2)), (1, 1_000, 100));
    }

    #[test]
    fn below_a_hundred_the_largest_is_the_99th() {
        assert_eq!(spread(1..=99), (50, 99, 99));
        assert_eq!(spread(1..=200), (100, 198, 200));
    }
}
