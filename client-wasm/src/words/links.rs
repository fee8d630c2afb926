//! The linked browsers.

use super::{dialogs, lang::Lang};

texts! {
    rename: "Name of this browser", "Name dieses Browsers";
    others: "Log out all others", "Alle anderen abmelden";
    others_ask: "Log out all other browsers?", "Alle anderen Browser abmelden?";
    others_what: "All linked browsers but this one lose their access at once.", "Alle gekoppelten Browser außer diesem verlieren sofort den Zugang.";
}

/// A browser was linked that is not this one.
#[must_use]
pub fn new(lang: Lang, browser: &str, os: &str) -> String {
    let browser = dialogs::browser_on(lang, browser, os);
    let [before, after] = match lang {
        Lang::English => [
            "New linked browser: ",
            ". If this was not you, unlink it under “Linked browsers”.",
        ],
        Lang::German => [
            "Neuer gekoppelter Browser: ",
            ". Wenn Sie das nicht waren, entkoppeln Sie ihn unter „Gekoppelte Browser“.",
        ],
    };
    [before, &browser, after].concat()
}
