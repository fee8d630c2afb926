//! What is measured, and how it is written.

use serde::Serialize;

/// What a number of a row means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Nanoseconds.
    Nanoseconds,
    /// Bytes.
    Bytes,
    /// Nanoseconds for a piece of this many bytes, written as megabytes a second. So the 99th percentile is the slow end.
    PieceOf(u32),
}

impl Unit {
    /// A value with its unit, with three digits that mean something.
    #[must_use]
    pub fn write(self, value: u64) -> String {
        match self {
            Self::Nanoseconds if value < 1_000_000 => three(value, 1_000.0, "µs"),
            Self::Nanoseconds if value < 1_000_000_000 => three(value, 1_000_000.0, "ms"),
            Self::Nanoseconds => three(value, 1_000_000_000.0, "s"),
            Self::Bytes if value < 1_000_000 => three(value, 1_000.0, "KB"),
            Self::Bytes => three(value, 1_000_000.0, "MB"),
            // Bytes in a nanosecond are gigabytes in a second.
            Self::PieceOf(bytes) => digits(f64::from(bytes) * 1_000.0 / value.max(1) as f64, "MB/s"),
        }
    }
}

/// How many times as long, or as large, a value is as its reference; `None` without one.
#[must_use]
pub fn ratio(ours: u64, reference: u64) -> Option<f64> {
    (reference > 0).then(|| ours as f64 / reference as f64)
}

fn three(value: u64, scale: f64, unit: &str) -> String {
    digits(value as f64 / scale, unit)
}

fn digits(value: f64, unit: &str) -> String {
    let after_point = match value {
        ..10.0 => 2,
        10.0..100.0 => 1,
        _ => 0,
    };
    format!("{value:.after_point$} {unit}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_in_the_unit_that_people_say() {
        for (nanoseconds, text) in [
            (0, "0.00 µs"),
            (1_234, "1.23 µs"),
            (999_000, "999 µs"),
            (1_000_000, "1.00 ms"),
            (45_678_000, "45.7 ms"),
            (300_000_000, "300 ms"),
            (1_500_000_000, "1.50 s"),
        ] {
            assert_eq!(Unit::Nanoseconds.write(nanoseconds), text);
        }
    }

    #[test]
    fn a_kilobyte_has_a_thousand_bytes() {
        assert_eq!(Unit::Bytes.write(299_600), "300 KB");
        assert_eq!(Unit::Bytes.write(640), "0.64 KB");
        assert_eq!(Unit::Bytes.write(12_300_000), "12.3 MB");
    }

    #[test]
    fn a_rate_is_made_from_the_time_of_a_piece() {
        assert_eq!(Unit::PieceOf(16_384).write(16_384), "1000 MB/s");
        assert_eq!(Unit::PieceOf(16_384).write(0), "16384000 MB/s");
    }

    #[test]
    fn without_a_reference_there_is_no_ratio() {
        assert_eq!(ratio(6, 4), Some(1.5));
        assert_eq!(ratio(6, 0), None);
    }
}
