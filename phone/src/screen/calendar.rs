//! Times as a person reads them: in the time zone of this machine.

use jiff::{
    Span, Zoned,
    civil::{Date, DateTime},
    tz::TimeZone,
};
use pillion_wire::time::Timestamp;

/// A time zone, and how times are written in it.
#[derive(Debug, Clone)]
pub struct Calendar {
    zone: TimeZone,
}

impl Calendar {
    /// The time zone of this machine; UTC where it has none.
    #[must_use]
    pub fn of_this_machine() -> Self {
        Self {
            zone: TimeZone::system(),
        }
    }

    /// UTC.
    #[must_use]
    pub const fn utc() -> Self {
        Self { zone: TimeZone::UTC }
    }

    /// The day; two times on one day give the same.
    #[must_use]
    pub fn day(&self, at: Timestamp) -> Date {
        self.zoned(at).date()
    }

    /// Hours and minutes: `14:03`.
    #[must_use]
    pub fn clock(&self, at: Timestamp) -> String {
        self.zoned(at).strftime("%H:%M").to_string()
    }

    /// Day and time: `2026-01-05 14:03`.
    #[must_use]
    pub fn full(&self, at: Timestamp) -> String {
        self.zoned(at).strftime("%Y-%m-%d %H:%M").to_string()
    }

    /// What a list shows: the time today, the weekday within a week, else the date.
    #[must_use]
    pub fn short(&self, at: Timestamp, now: Timestamp) -> String {
        match self.days_ago(at, now) {
            Some(0) => self.clock(at),
            Some(1..=6) => self.zoned(at).strftime("%a").to_string(),
            _ => self.zoned(at).strftime("%Y-%m-%d").to_string(),
        }
    }

    /// What stands between the messages of two days: `Today`, `Yesterday`, `Monday, 5 January 2026`.
    #[must_use]
    pub fn heading(&self, at: Timestamp, now: Timestamp) -> String {
        match self.days_ago(at, now) {
            Some(0) => "Today".to_owned(),
            Some(1) => "Yesterday".to_owned(),
            _ => self.zoned(at).strftime("%A, %-d %B %Y").to_string(),
        }
    }

    /// Since when something is so: the time today, else day and time.
    #[must_use]
    pub fn since(&self, at: Timestamp, now: Timestamp) -> String {
        match self.days_ago(at, now) {
            Some(0) => self.clock(at),
            _ => self.full(at),
        }
    }

    /// A time to come, as a person writes it: a while from now (`8h`, `7d`, `1w`), a day and time in this zone
    /// (`2026-01-05 14:00`), or a time with its zone (`2026-01-05T14:00:00Z`). `None` for anything else, and for the past.
    #[must_use]
    pub fn to_come(&self, word: &str, now: Timestamp) -> Option<Timestamp> {
        let word = word.trim();
        let while_from_now = || self.zoned(now).checked_add(word.parse::<Span>().ok()?).ok();
        let with_zone = || Some(word.parse::<jiff::Timestamp>().ok()?.to_zoned(self.zone.clone()));
        let here = || word.parse::<DateTime>().ok()?.to_zoned(self.zone.clone()).ok();
        let zoned = while_from_now().or_else(with_zone).or_else(here)?;
        let at = Timestamp(u64::try_from(zoned.timestamp().as_millisecond()).ok()?);
        (at > now).then_some(at)
    }

    fn days_ago(&self, at: Timestamp, now: Timestamp) -> Option<i32> {
        let days = self.day(at).until(self.day(now)).ok()?.get_days();
        (days >= 0).then_some(days)
    }

    /// A peer may claim any time; one beyond the calendar is shown as its beginning.
    fn zoned(&self, at: Timestamp) -> Zoned {
        i64::try_from(at.0)
            .ok()
            .and_then(|ms| jiff::Timestamp::from_millisecond(ms).ok())
            .unwrap_or(jiff::Timestamp::UNIX_EPOCH)
            .to_zoned(self.zone.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-01-05 14:03 UTC, a Monday.
    const MONDAY: Timestamp = Timestamp(1_767_621_780_000);
    const HOUR: u64 = 3_600_000;

    #[test]
    fn today_is_a_time_and_older_is_a_day() {
        let calendar = Calendar::utc();
        assert_eq!(calendar.short(MONDAY, MONDAY.after_ms(HOUR)), "14:03");
        assert_eq!(calendar.short(MONDAY, MONDAY.after_ms(24 * HOUR)), "Mon");
        assert_eq!(calendar.short(MONDAY, MONDAY.after_ms(7 * 24 * HOUR)), "2026-01-05");
    }

    #[test]
    fn headings_name_the_day() {
        let calendar = Calendar::utc();
        assert_eq!(calendar.heading(MONDAY, MONDAY), "Today");
        assert_eq!(calendar.heading(MONDAY, MONDAY.after_ms(10 * HOUR)), "Yesterday");
        assert_eq!(
            calendar.heading(MONDAY, MONDAY.after_ms(72 * HOUR)),
            "Monday, 5 January 2026"
        );
    }

    #[test]
    fn a_time_that_no_calendar_holds_is_shown_all_the_same() {
        let calendar = Calendar::utc();
        for at in [Timestamp(u64::MAX), Timestamp(i64::MAX as u64), Timestamp(0)] {
            assert_eq!(calendar.full(at), "1970-01-01 00:00");
        }
        assert_eq!(
            calendar.short(MONDAY.after_ms(48 * HOUR), MONDAY),
            "2026-01-07",
            "a clock that runs ahead"
        );
    }

    #[test]
    fn a_time_to_come_is_written_in_three_ways() {
        let calendar = Calendar::utc();
        for (word, ms) in [
            ("8h", 8 * HOUR),
            ("1d", 24 * HOUR),
            ("1w", 7 * 24 * HOUR),
            ("1h 30m", 3 * HOUR / 2),
            ("2026-01-05 15:03", HOUR),
            ("2026-01-05T16:03:00+01:00", HOUR),
        ] {
            assert_eq!(calendar.to_come(word, MONDAY), Some(MONDAY.after_ms(ms)), "{word}");
        }
    }

    #[test]
    fn the_past_and_other_words_are_no_time_to_come() {
        let calendar = Calendar::utc();
        for word in [
            "",
            "soon",
            "8",
            "-8h",
            "0s",
            "2025-01-05 14:00",
            "99999999999h",
            "9999999y",
            "\u{1b}[2J",
        ] {
            assert_eq!(calendar.to_come(word, MONDAY), None, "{word}");
        }
    }
}
