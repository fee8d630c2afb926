//! What stands before the page.

use super::lang::Lang;

texts! {
    close: "Close", "Schließen";
    cancel: "Cancel", "Abbrechen";
    looking: "Looking…", "Wird gesucht…";
    phone_later: "Your phone does not answer now. It is asked as soon as it does.", "Ihr Telefon antwortet gerade nicht. Es wird gefragt, sobald es wieder da ist.";
    add: "Add", "Hinzufügen";
    new_contact: "New contact", "Neuer Kontakt";
    handle: "Handle", "Nutzername";
    handle_example: "@handle", "@nutzername";
    links: "Linked browsers", "Gekoppelte Browser";
    this_browser: "This browser", "Dieser Browser";
    online: "Online now", "Gerade online";
    unlink: "Unlink", "Entkoppeln";
    log_out: "Log out", "Abmelden";
    logging_out: "Logging out…", "Wird abgemeldet…";
    log_out_what: "Everything that this browser keeps is deleted. Your messages stay on your phone.", "Alles, was dieser Browser gespeichert hat, wird gelöscht. Ihre Nachrichten bleiben auf Ihrem Telefon.";
    log_out_untold: "Your phone does not answer, so it cannot be told. It goes on listing this browser until you remove it there.", "Ihr Telefon antwortet nicht und erfährt es daher nicht. Es führt diesen Browser weiter auf, bis Sie ihn dort entfernen.";
    stay: "Stay", "Bleiben";
    emoji_search: "Search emoji by name", "Emoji nach englischem Namen suchen";
    emoji_none: "No emoji of this name.", "Kein Emoji mit diesem Namen.";
    react: "React", "Reagieren";
    chat_search: "Search chats", "Chats durchsuchen";
    forward: "Forward to", "Weiterleiten an";
    delete: "Delete this message?", "Diese Nachricht löschen?";
    delete_mine: "For all: everybody's phone is told to delete it, too. Who has read it already has read it.", "Für alle: Auch die Telefone der anderen werden aufgefordert, sie zu löschen. Wer sie schon gelesen hat, hat sie gelesen.";
    delete_theirs: "It is deleted on your phone and all its screens. The other one keeps it.", "Sie wird auf Ihrem Telefon und allen gekoppelten Geräten gelöscht. Die Gegenseite behält sie.";
    delete_for_me: "Delete for me", "Für mich löschen";
    delete_for_all: "Delete for all", "Für alle löschen";
    delete_chat_ask: "Delete this chat?", "Diesen Chat löschen?";
    delete_chat_what: "All that was said in it is deleted on your phone and all its screens. The other one keeps it.", "Alles darin wird auf Ihrem Telefon und allen gekoppelten Geräten gelöscht. Die Gegenseite behält es.";
    delete_chat: "Delete chat", "Chat löschen";
    block_ask: "Block this contact?", "Diesen Kontakt blockieren?";
    block_what: "What they send from now on is thrown away unseen. They are not told. You can unblock them at any time.", "Was von nun an von dort kommt, wird ungesehen verworfen. Der Kontakt erfährt davon nichts. Sie können die Blockierung jederzeit aufheben.";
    block: "Block", "Blockieren";
}

/// A dialog could not be loaded.
#[must_use]
pub const fn missing(lang: Lang) -> &'static str {
    match lang {
        Lang::English => "The relay cannot be reached",
        Lang::German => "Das Relay ist nicht erreichbar",
    }
}

/// What to do about it.
#[must_use]
pub const fn missing_what(lang: Lang) -> &'static str {
    match lang {
        Lang::English => {
            "This part of the page is loaded when it is first needed. Try again when the connection is back."
        }
        Lang::German => {
            "Dieser Teil der Seite wird geladen, wenn er gebraucht wird. Versuchen Sie es noch einmal, wenn die Verbindung wieder da ist."
        }
    }
}

/// When a browser was used for the last time.
#[must_use]
pub fn last_used(lang: Lang, at: &str) -> String {
    match lang {
        Lang::English => format!("Last used {at}"),
        Lang::German => format!("Zuletzt verwendet: {at}"),
    }
}

/// When and from where a browser was linked.
#[must_use]
pub fn linked(lang: Lang, at: &str, origin: &str) -> String {
    match lang {
        Lang::English => format!("Linked {at}, from {origin}"),
        Lang::German => format!("Gekoppelt: {at}, von {origin}"),
    }
}

/// A browser and its system.
#[must_use]
pub fn browser_on(lang: Lang, browser: &str, os: &str) -> String {
    match lang {
        Lang::English => format!("{browser} on {os}"),
        Lang::German => format!("{browser} unter {os}"),
    }
}

/// Ends the link of one browser.
#[must_use]
pub fn unlink_named(lang: Lang, name: &str) -> String {
    match lang {
        Lang::English => format!("Unlink {name}"),
        Lang::German => format!("{name} entkoppeln"),
    }
}

/// What is lost by logging out now.
#[must_use]
pub fn unsent(lang: Lang, count: usize) -> String {
    match (lang, count) {
        (_, 0) => String::new(),
        (Lang::English, 1) => "One message has not left this browser yet. It is lost if you log out now.".into(),
        (Lang::English, many) => {
            format!("{many} messages have not left this browser yet. They are lost if you log out now.")
        }
        (Lang::German, 1) => {
            "Eine Nachricht hat diesen Browser noch nicht verlassen. Sie geht verloren, wenn Sie sich jetzt abmelden."
                .into()
        }
        (Lang::German, many) => format!(
            "{many} Nachrichten haben diesen Browser noch nicht verlassen. Sie gehen verloren, wenn Sie sich jetzt abmelden."
        ),
    }
}
