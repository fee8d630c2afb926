//! After how long messages go away.

use super::lang::Lang;

const MINUTE: u32 = 60;
const HOUR: u32 = 60 * MINUTE;
const DAY: u32 = 24 * HOUR;

texts! {
    menu: "Messages go away…", "Nachrichten verschwinden…";
    title: "Messages go away", "Nachrichten verschwinden";
    what: "New messages of this chat are deleted on all phones after this time.", "Neue Nachrichten dieses Chats werden nach dieser Zeit auf allen Telefonen gelöscht.";
    off: "Off", "Aus";
    goes: "goes away by itself, ", "verschwindet von selbst, ";
}

/// What can be chosen.
pub const CHOICES: [Option<u32>; 5] = [None, Some(HOUR), Some(DAY), Some(7 * DAY), Some(90 * DAY)];

/// A choice.
#[must_use]
pub fn choice(lang: Lang, seconds: Option<u32>) -> String {
    let words = seconds.map(|seconds| after(lang, seconds));
    let Some(words) = words else { return off(lang).into() };
    let mut chars = words.chars();
    let first = chars.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(chars).collect()
}

/// The mark in the head of a chat.
#[must_use]
pub fn mark(lang: Lang, seconds: u32) -> String {
    let after = after(lang, seconds);
    match lang {
        Lang::English => ["New messages go away ", &after].concat(),
        Lang::German => ["Neue Nachrichten verschwinden ", &after].concat(),
    }
}

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
