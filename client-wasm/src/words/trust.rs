//! Being sure who somebody is.

use super::{lang::Lang, people::apart};

texts! {
    info: "Contact info", "Kontaktinfo";
    verified: "Verified", "Verifiziert";
    safety: "Safety number", "Sicherheitsnummer";
    safety_what: "Compare this number with your contact, in person or on the phone. Scan the code with your phone: only there a contact can be marked as verified.", "Vergleichen Sie diese Nummer mit Ihrem Kontakt, persönlich oder am Telefon. Scannen Sie den Code mit Ihrem Telefon: Nur dort lässt sich ein Kontakt als verifiziert markieren.";
    block: "Block", "Blockieren";
    unblock: "Unblock", "Blockierung aufheben";
    blocked: "Blocked people", "Blockierte Personen";
    blocked_what: "What they send is thrown away unseen. They are not told.", "Was von ihnen kommt, wird ungesehen verworfen. Sie erfahren davon nichts.";
    none_blocked: "You have blocked nobody.", "Sie haben niemanden blockiert.";
    own_code: "Your contact code", "Ihr Kontaktcode";
    own_code_what: "Whoever scans this code with the Pillion phone adds you as a verified contact.", "Wer diesen Code mit dem Pillion-Telefon scannt, fügt Sie als verifizierten Kontakt hinzu.";
    codes_on_phone: "Contact codes are scanned on the phone, so that the contact is verified. Here you can add the handle.", "Kontaktcodes werden auf dem Telefon gescannt, damit der Kontakt verifiziert ist. Hier können Sie den Nutzernamen hinzufügen.";
    show_key: "Show safety number", "Sicherheitsnummer zeigen";
}

/// The way out of being blocked, as it is spoken beside many others.
#[must_use]
pub fn unblock_whom(lang: Lang, name: &str) -> String {
    let name = apart(name);
    match lang {
        Lang::English => ["Unblock ", &name].concat(),
        Lang::German => ["Blockierung von ", &name, " aufheben"].concat(),
    }
}

/// A contact has another key than before.
#[must_use]
pub fn key_changed(lang: Lang, name: &str) -> String {
    let name = apart(name);
    match lang {
        Lang::English => ["The key of ", &name, " has changed: perhaps a new phone, perhaps someone in between. Nothing is sent until you accept the new key. Compare the safety number, then accept it on your phone."].concat(),
        Lang::German => ["Der Schlüssel von ", &name, " hat sich geändert: vielleicht ein neues Telefon, vielleicht jemand dazwischen. Bis Sie den neuen Schlüssel annehmen, wird nichts gesendet. Vergleichen Sie die Sicherheitsnummer und nehmen Sie ihn dann auf Ihrem Telefon an."].concat(),
    }
}
