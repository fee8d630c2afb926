//! The page before it is linked.

use super::{lang::Lang, refusal};
use crate::model::phase::{Failure, Why};

texts! {
    title: "Link this browser to your phone", "Diesen Browser mit Ihrem Telefon koppeln";
    step_open: "Open Pillion on your phone.", "Öffnen Sie Pillion auf Ihrem Telefon.";
    step_choose: "Choose “Link a device”: press ", "Wählen Sie „Link a device“ (Gerät koppeln): Taste ";
    step_scan: "Scan this code, or paste the link under it.", "Scannen Sie diesen Code oder fügen Sie den Link darunter ein.";
    asks_first: "Your phone asks before anything is shown here.", "Ihr Telefon fragt nach, bevor hier etwas zu sehen ist.";
    encrypted: "End-to-end encrypted: your keys and messages stay on your phone. The relay cannot read them.", "Ende-zu-Ende-verschlüsselt: Ihre Schlüssel und Nachrichten bleiben auf Ihrem Telefon. Das Relay kann sie nicht lesen.";
    finishing: "Your phone has agreed. Opening your chats…", "Ihr Telefon hat zugestimmt. Ihre Chats werden geöffnet…";
    no_relay: "The relay cannot be reached. A code appears here as soon as it can.", "Das Relay ist nicht erreichbar. Sobald es antwortet, erscheint hier ein Code.";
    opening: "Getting a code…", "Code wird geholt…";
    picture: "A code for your phone to scan", "Ein Code, den Ihr Telefon scannen kann";
    link: "Link to paste", "Link zum Einfügen";
    scanned: "A phone has scanned the code.", "Ein Telefon hat den Code gescannt.";
    same: "Does your phone show the same?", "Zeigt Ihr Telefon dasselbe?";
    compare: "If all four are the same, say yes on the phone. If not, say no: someone else may be in between.", "Stimmen alle vier überein, bestätigen Sie auf dem Telefon. Wenn nicht, lehnen Sie ab: Jemand könnte dazwischen sein.";
    new_code: "Show a new code", "Neuen Code anzeigen";
    stopped: "Nobody has scanned the code for a while.", "Der Code wurde eine Weile nicht gescannt.";
    copy: "Copy", "Kopieren";
    copied: "Copied", "Kopiert";
    press_copy: "Press Ctrl+C", "Strg+C drücken";
}

/// Whose phone has scanned the code.
#[must_use]
pub fn scanned_by(lang: Lang, name: &str) -> String {
    match (lang, name) {
        (_, "") => scanned(lang).to_owned(),
        (Lang::English, name) => format!("{name}’s phone has scanned the code."),
        (Lang::German, name) => format!("Das Telefon von {name} hat den Code gescannt."),
    }
}

/// Why a page shows a code though it did something else before.
#[must_use]
pub const fn why(lang: Lang, why: Why) -> &'static str {
    match why {
        Why::Unlinked => lang.of(
            "This browser was unlinked on the phone, and everything that it kept is deleted. Scan the code to link it again.",
            "Dieser Browser wurde auf dem Telefon entkoppelt; alles, was er gespeichert hatte, ist gelöscht. Scannen Sie den Code, um ihn wieder zu koppeln.",
        ),
        Why::LoggedOut => lang.of(
            "You have logged out. Everything that this browser kept is deleted.",
            "Sie haben sich abgemeldet. Alles, was dieser Browser gespeichert hatte, ist gelöscht.",
        ),
        Why::LoggedOutAlone => lang.of(
            "You have logged out and everything that this browser kept is deleted. Your phone could not be told: remove this browser there too, under linked browsers.",
            "Sie haben sich abgemeldet, und alles, was dieser Browser gespeichert hatte, ist gelöscht. Ihr Telefon weiß davon noch nichts: Entfernen Sie diesen Browser auch dort unter „Linked browsers“ (gekoppelte Browser).",
        ),
        Why::Unreadable => lang.of(
            "What this browser kept of its link cannot be read any more. Scan the code to link it again, and remove the old entry on the phone.",
            "Was dieser Browser über seine Kopplung gespeichert hatte, ist nicht mehr lesbar. Scannen Sie den Code, um ihn wieder zu koppeln, und entfernen Sie den alten Eintrag auf dem Telefon.",
        ),
        Why::Declined => lang.of(
            "The phone did not allow this browser. Scan the code again if that was a mistake.",
            "Das Telefon hat diesen Browser abgelehnt. War das ein Versehen, scannen Sie den Code noch einmal.",
        ),
        Why::Failed => lang.of(
            "The phone did not complete the linking. Scan the code that is shown now.",
            "Das Telefon hat die Kopplung nicht abgeschlossen. Scannen Sie den Code, der jetzt zu sehen ist.",
        ),
        Why::NotKept => lang.of(
            "This browser could not store the link: its storage is full or switched off. Allow storage for this page, then scan again.",
            "Dieser Browser konnte die Kopplung nicht speichern: Sein Speicher ist voll oder ausgeschaltet. Erlauben Sie dieser Seite das Speichern und scannen Sie dann noch einmal.",
        ),
    }
}

/// Why the page cannot go on.
#[must_use]
pub fn failure(lang: Lang, failure: &Failure) -> String {
    match failure {
        Failure::NotSecure => lang.of(
            "This page needs a secure connection, because it keeps your link encrypted. Open it with https:// (or from localhost).",
            "Diese Seite braucht eine sichere Verbindung, denn sie speichert Ihre Kopplung verschlüsselt. Öffnen Sie sie mit https:// (oder von localhost).",
        ),
        Failure::NoStorage => lang.of(
            "This browser does not let the page store anything. Allow storage for this page, or leave the private window, then reload.",
            "Dieser Browser erlaubt der Seite nicht, etwas zu speichern. Erlauben Sie es oder verlassen Sie das private Fenster, und laden Sie dann neu.",
        ),
        Failure::BadRelay(why) => {
            let what = lang.of(
                "This page names a relay that cannot be used.",
                "Diese Seite nennt ein Relay, das nicht verwendet werden kann.",
            );
            return format!("{what} {}", refusal::origin(lang, why));
        }
    }
    .to_owned()
}
