//! The keys, for the help sheet.

use super::lang::Lang;

/// Every key that means something, and what it does.
#[must_use]
pub const fn keys(lang: Lang) -> [(&'static str, &'static str); 10] {
    let ctrl_k = lang.of("Ctrl K", "Strg K");
    [
        ("Alt ↓", lang.of("Next chat", "Nächster Chat")),
        ("Alt ↑", lang.of("Previous chat", "Vorheriger Chat")),
        (
            lang.of("Alt Shift ↓", "Alt Umschalt ↓"),
            lang.of("Next unread chat", "Nächster ungelesener Chat"),
        ),
        (ctrl_k, lang.of("Search", "Suchen")),
        (
            lang.of("Ctrl Alt N", "Strg Alt N"),
            lang.of("New contact", "Neuer Kontakt"),
        ),
        (
            "↑",
            lang.of(
                "Edit the last message, in an empty composer",
                "Letzte Nachricht bearbeiten, wenn das Eingabefeld leer ist",
            ),
        ),
        (lang.of("Enter", "Eingabe"), lang.of("Send", "Senden")),
        (
            lang.of("Shift Enter", "Umschalt Eingabe"),
            lang.of("New line", "Neue Zeile"),
        ),
        ("Esc", lang.of("Leave what is open", "Schließen, was offen ist")),
        ("?", lang.of("This sheet", "Diese Übersicht")),
    ]
}
