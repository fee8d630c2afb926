//! Words for times. The rest of a date is written by the browser.

use super::lang::Lang;

texts! {
    today: "Today", "Heute";
    yesterday: "Yesterday", "Gestern";
}

/// A clock time of yesterday, within a sentence.
#[must_use]
pub fn yesterday_at(lang: Lang, clock: &str) -> String {
    match lang {
        Lang::English => format!("yesterday, {clock}"),
        Lang::German => format!("gestern, {clock}"),
    }
}
