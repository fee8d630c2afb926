//! The times after which messages go away, in words.

use pillion_protocol::content::{
    chat::{TIMER_LEAST, TIMER_MOST},
    problem::Problem,
};

/// The word for: never.
pub const OFF: &str = "off";

/// Units by their letters and names, the longest first, in seconds.
const UNITS: [(char, &str, u32); 4] = [
    ('w', "week", 7 * 24 * 60 * 60),
    ('d', "day", 24 * 60 * 60),
    ('h', "hour", 60 * 60),
    ('m', "minute", 60),
];

/// A while: `1 day`, `8 hours`; in seconds if it is no whole number of anything longer.
#[must_use]
pub fn words(seconds: u32) -> String {
    let whole = UNITS
        .iter()
        .find(|(_, _, unit)| seconds >= *unit && seconds.is_multiple_of(*unit));
    let (count, noun) = whole.map_or((seconds, "second"), |(_, noun, unit)| (seconds / unit, noun));
    super::words::count(usize::try_from(count).unwrap_or(usize::MAX), noun)
}

/// A while as a person writes it: `off`, `30m`, `1h`, `7d`, `2w`.
///
/// # Errors
/// [`Problem::Timer`] for anything else, and for what is too short or too long.
pub fn parse(word: &str) -> Result<Option<u32>, Problem> {
    let word = word.trim().to_ascii_lowercase();
    if word == OFF {
        return Ok(None);
    }
    let seconds = || {
        let letter = word.chars().next_back()?;
        let (_, _, unit) = UNITS.iter().find(|(unit, _, _)| *unit == letter)?;
        let count: u32 = word.strip_suffix(letter)?.parse().ok()?;
        count.checked_mul(*unit)
    };
    match seconds() {
        Some(seconds) if (TIMER_LEAST..=TIMER_MOST).contains(&seconds) => Ok(Some(seconds)),
        _ => Err(Problem::Timer),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_while_is_told_in_the_longest_unit_that_fits() {
        for (seconds, said) in [
            (60, "1 minute"),
            (90 * 60, "90 minutes"),
            (60 * 60, "1 hour"),
            (24 * 60 * 60, "1 day"),
            (7 * 24 * 60 * 60, "1 week"),
            (90, "90 seconds"),
            (0, "0 seconds"),
        ] {
            assert_eq!(words(seconds), said);
        }
    }

    #[test]
    fn a_while_is_written_as_a_number_and_a_letter() {
        assert_eq!(parse("off"), Ok(None));
        assert_eq!(parse(" 1H "), Ok(Some(3_600)));
        assert_eq!(parse("1m"), Ok(Some(60)));
        assert_eq!(parse("365d"), Ok(Some(TIMER_MOST)));
    }

    #[test]
    fn other_words_and_times_out_of_bounds_are_refused() {
        for word in [
            "",
            "h",
            "1",
            "0m",
            "59",
            "-1h",
            "1.5h",
            "1y",
            "366d",
            "9999999999d",
            "71582789m",
            "1h 30m",
            "\u{1b}[2J",
            "é",
        ] {
            assert_eq!(parse(word), Err(Problem::Timer), "{word}");
        }
    }
}
