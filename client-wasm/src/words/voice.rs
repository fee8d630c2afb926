//! Voice notes.

use super::lang::Lang;
use crate::model::voice::{Ending, Trouble};

/// The button that records one.
#[must_use]
pub const fn record(lang: Lang) -> &'static str {
    match lang {
        Lang::English => "Record a voice message",
        Lang::German => "Sprachnachricht aufnehmen",
    }
}

/// What is being done while one is recorded.
#[must_use]
pub const fn recording(lang: Lang) -> &'static str {
    match lang {
        Lang::English => "Recording",
        Lang::German => "Aufnahme",
    }
}

/// Throws away what was recorded.
#[must_use]
pub const fn discard(lang: Lang) -> &'static str {
    match lang {
        Lang::English => "Delete the recording",
        Lang::German => "Aufnahme löschen",
    }
}

/// The browser asks the person for the microphone.
#[must_use]
pub const fn asking(lang: Lang) -> &'static str {
    match lang {
        Lang::English => "Allow the microphone in your browser.",
        Lang::German => "Erlauben Sie das Mikrofon in Ihrem Browser.",
    }
}

/// Why the recording has ended by itself.
#[must_use]
pub const fn over(lang: Lang, ending: Ending) -> &'static str {
    match (lang, ending) {
        (Lang::English, Ending::Gone) => "The microphone is gone. You can still send what you have said.",
        (Lang::German, Ending::Gone) => "Das Mikrofon ist nicht mehr da. Was Sie gesagt haben, können Sie noch senden.",
        (Lang::English, Ending::Broken) => "The browser stopped recording. You can still send what you have said.",
        (Lang::German, Ending::Broken) => {
            "Der Browser hat die Aufnahme abgebrochen. Was Sie gesagt haben, können Sie noch senden."
        }
    }
}

/// Why nothing can be recorded.
#[must_use]
pub const fn trouble(lang: Lang, trouble: Trouble) -> &'static str {
    match (lang, trouble) {
        (Lang::English, Trouble::Denied) => {
            "This page may not use the microphone. Allow it in the browser's settings for this page, then try again."
        }
        (Lang::German, Trouble::Denied) => {
            "Diese Seite darf das Mikrofon nicht benutzen. Erlauben Sie es in den Einstellungen des Browsers für diese Seite, und versuchen Sie es noch einmal."
        }
        (Lang::English, Trouble::Nothing) => "There is no microphone. Plug one in, then try again.",
        (Lang::German, Trouble::Nothing) => {
            "Es gibt kein Mikrofon. Schließen Sie eines an, und versuchen Sie es noch einmal."
        }
        (Lang::English, Trouble::Unable) => {
            "This browser cannot record, or another program has the microphone. Close that program, then try again."
        }
        (Lang::German, Trouble::Unable) => {
            "Dieser Browser kann nicht aufnehmen, oder ein anderes Programm benutzt das Mikrofon. Schließen Sie es, und versuchen Sie es noch einmal."
        }
    }
}

/// Plays one.
#[must_use]
pub const fn play(lang: Lang) -> &'static str {
    match lang {
        Lang::English => "Play the voice message",
        Lang::German => "Sprachnachricht abspielen",
    }
}

/// Where in it one is.
#[must_use]
pub const fn position(lang: Lang) -> &'static str {
    match lang {
        Lang::English => "Position",
        Lang::German => "Stelle",
    }
}

/// How fast it is played.
#[must_use]
pub const fn speed(lang: Lang) -> &'static str {
    match lang {
        Lang::English => "Speed",
        Lang::German => "Tempo",
    }
}

/// This account, or the other side, has listened to it.
#[must_use]
pub const fn played(lang: Lang, played: bool) -> &'static str {
    match (lang, played) {
        (Lang::English, true) => "played",
        (Lang::English, false) => "not played yet",
        (Lang::German, true) => "abgespielt",
        (Lang::German, false) => "noch nicht abgespielt",
    }
}

/// The browser cannot play it.
#[must_use]
pub const fn strange(lang: Lang) -> &'static str {
    match lang {
        Lang::English => "this browser cannot play it: save it, and open it with another program",
        Lang::German => {
            "dieser Browser kann sie nicht abspielen: Speichern Sie sie, und öffnen Sie sie mit einem anderen Programm"
        }
    }
}
