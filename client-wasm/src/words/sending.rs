//! Files that leave.

use super::lang::Lang;
use crate::model::parcel::Stuck;

/// It is being sealed.
#[must_use]
pub const fn sealing(lang: Lang) -> &'static str {
    match lang {
        Lang::English => "being encrypted",
        Lang::German => "wird verschlüsselt",
    }
}

/// It waits for its turn.
#[must_use]
pub const fn waits(lang: Lang) -> &'static str {
    match lang {
        Lang::English => "waiting",
        Lang::German => "wartet",
    }
}

/// It waits for the relay.
#[must_use]
pub const fn waits_for_relay(lang: Lang) -> &'static str {
    match lang {
        Lang::English => "waiting for the relay",
        Lang::German => "wartet auf das Relay",
    }
}

/// The person lets it wait.
#[must_use]
pub const fn paused(lang: Lang) -> &'static str {
    match lang {
        Lang::English => "paused",
        Lang::German => "angehalten",
    }
}

/// It does not go on.
#[must_use]
pub const fn not_sent(lang: Lang) -> &'static str {
    match lang {
        Lang::English => "not sent",
        Lang::German => "nicht gesendet",
    }
}

/// The button that chooses files.
#[must_use]
pub const fn attach(lang: Lang) -> &'static str {
    match lang {
        Lang::English => "Attach files",
        Lang::German => "Dateien anhängen",
    }
}

/// Lets a file wait.
#[must_use]
pub const fn pause(lang: Lang) -> &'static str {
    match lang {
        Lang::English => "Pause",
        Lang::German => "Anhalten",
    }
}

/// Lets a file go on.
#[must_use]
pub const fn resume(lang: Lang) -> &'static str {
    match lang {
        Lang::English => "Go on",
        Lang::German => "Weiter",
    }
}

/// Does not send a file.
#[must_use]
pub const fn cancel(lang: Lang) -> &'static str {
    match lang {
        Lang::English => "Do not send",
        Lang::German => "Nicht senden",
    }
}

/// What is said with files.
#[must_use]
pub const fn caption(lang: Lang) -> &'static str {
    match lang {
        Lang::English => "Add a caption",
        Lang::German => "Bildunterschrift",
    }
}

/// Takes a file out of those that are to be sent.
#[must_use]
pub const fn remove(lang: Lang) -> &'static str {
    match lang {
        Lang::English => "Remove",
        Lang::German => "Entfernen",
    }
}

/// Why a file does not go on.
#[must_use]
pub const fn stuck(lang: Lang, stuck: Stuck) -> &'static str {
    match (lang, stuck) {
        (Lang::English, Stuck::Closed) => "The page was closed before the file was encrypted. Choose it once more.",
        (Lang::German, Stuck::Closed) => {
            "Die Seite wurde geschlossen, bevor die Datei verschlüsselt war. Wählen Sie sie noch einmal aus."
        }
        (Lang::English, Stuck::Source) => "The file could not be read. Choose it once more.",
        (Lang::German, Stuck::Source) => "Die Datei ließ sich nicht lesen. Wählen Sie sie noch einmal aus.",
        (Lang::English, Stuck::Storage) => {
            "This browser has no room for the encrypted file. Make room on the disk, then choose it once more."
        }
        (Lang::German, Stuck::Storage) => {
            "Dieser Browser hat keinen Platz für die verschlüsselte Datei. Schaffen Sie Platz, und wählen Sie sie noch einmal aus."
        }
        (Lang::English, Stuck::Missing) => "This browser has lost the encrypted file. Choose it once more.",
        (Lang::German, Stuck::Missing) => {
            "Dieser Browser hat die verschlüsselte Datei verloren. Wählen Sie sie noch einmal aus."
        }
        (Lang::English, Stuck::Refused) => "The relay does not take the file. Ask who runs it, or try again.",
        (Lang::German, Stuck::Refused) => {
            "Das Relay nimmt die Datei nicht an. Fragen Sie, wer es betreibt, oder versuchen Sie es noch einmal."
        }
    }
}

/// The title over files that are to be sent.
#[must_use]
pub fn to_send(lang: Lang, count: usize) -> String {
    match (lang, count) {
        (Lang::English, 1) => "Send a file".into(),
        (Lang::English, _) => format!("Send {count} files"),
        (Lang::German, 1) => "Eine Datei senden".into(),
        (Lang::German, _) => format!("{count} Dateien senden"),
    }
}
