//! After how long messages go away.

use super::lang::Lang;

const MINUTE: u32 = 60;
const HOUR: u32 = 60 * MINUTE;
const DAY: u32 = 24 * HOUR;

/// After so many seconds: `after 7 days`. Times are whole numbers of the largest unit that has one.
#[must_use]
pub fn after(lang: Lang, seconds: u32) -> String {
    let (count, names) = if seconds.is_multiple_of(DAY) {
        (seconds / DAY, ["day", "days", "Tag", "Tagen"])
    } else if seconds.is_multiple_of(HOUR) {
        (seconds / HOUR, ["hour", "hours", "Stunde", "Stunden"])
    } else if seconds.is_multiple_of(MINUTE) {
        (seconds / MINUTE, ["minute", "minutes", "Minute", "Minuten"])
    } else {
        (seconds, ["second", "seconds", "Sekunde", "Sekunden"])
    };
    let [english, english_many, german, german_many] = names;
    let (before, unit) = match (lang, count) {
        (Lang::English, 1) => ("after ", english),
        (Lang::English, _) => ("after ", english_many),
        (Lang::German, 1) => ("nach ", german),
        (Lang::German, _) => ("nach ", german_many),
    };
    [before, &count.to_string(), " ", unit].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_told_in_the_largest_unit_that_fits() {
        for (seconds, english, german) in [
            (60, "after 1 minute", "nach 1 Minute"),
            (3_600, "after 1 hour", "nach 1 Stunde"),
            (86_400, "after 1 day", "nach 1 Tag"),
            (604_800, "after 7 days", "nach 7 Tagen"),
            (5_400, "after 90 minutes", "nach 90 Minuten"),
            (61, "after 61 seconds", "nach 61 Sekunden"),
        ] {
            assert_eq!(after(Lang::English, seconds), english);
            assert_eq!(after(Lang::German, seconds), german);
        }
    }
}
