//! Files.

use super::lang::Lang;
use crate::model::download::{Download, Failure};

/// The phone's copy is not with the relay yet.
#[must_use]
pub const fn leaving(lang: Lang) -> &'static str {
    match lang {
        Lang::English => "on its way to the relay",
        Lang::German => "auf dem Weg zum Relay",
    }
}

/// The phone does not have it yet.
#[must_use]
pub const fn coming(lang: Lang) -> &'static str {
    match lang {
        Lang::English => "on its way to the phone",
        Lang::German => "auf dem Weg zum Telefon",
    }
}

/// Nobody has it any more.
#[must_use]
pub const fn gone(lang: Lang) -> &'static str {
    match lang {
        Lang::English => "gone: ask the sender's phone for it",
        Lang::German => "nicht mehr da: Bitten Sie das Telefon des Absenders darum",
    }
}

/// It is not what was sent.
#[must_use]
pub const fn damaged(lang: Lang) -> &'static str {
    match lang {
        Lang::English => "damaged: ask the sender to send it again",
        Lang::German => "beschädigt: Bitten Sie den Absender, sie noch einmal zu senden",
    }
}

/// The phone does not get it by itself.
#[must_use]
pub const fn offered(lang: Lang) -> &'static str {
    match lang {
        Lang::English => "not on the phone: larger than what it fetches by itself",
        Lang::German => "nicht auf dem Telefon: größer, als es von selbst holt",
    }
}

/// The phone cannot store it.
#[must_use]
pub const fn no_room(lang: Lang) -> &'static str {
    match lang {
        Lang::English => "waits: the phone's disk is full",
        Lang::German => "wartet: Der Speicher des Telefons ist voll",
    }
}

/// Its sender's phone is asked for it.
#[must_use]
pub const fn asked(lang: Lang) -> &'static str {
    match lang {
        Lang::English => "the sender's phone is asked for it: it comes when that is on",
        Lang::German => "das Telefon des Absenders ist darum gebeten: Sie kommt, wenn es eingeschaltet ist",
    }
}

/// Its sender's phone does not have it either.
#[must_use]
pub const fn lost(lang: Lang) -> &'static str {
    match lang {
        Lang::English => "gone: the sender's phone cannot bring it again; ask for it to be sent again",
        Lang::German => {
            "nicht mehr da: Auch das Telefon des Absenders kann sie nicht bringen; bitten Sie darum, sie noch einmal zu senden"
        }
    }
}

/// Has the phone ask the sender's for a file.
#[must_use]
pub const fn ask_sender(lang: Lang) -> &'static str {
    match lang {
        Lang::English => "Ask the sender's phone for",
        Lang::German => "Das Telefon des Absenders bitten um",
    }
}

/// Has the phone get a file.
#[must_use]
pub const fn fetch(lang: Lang) -> &'static str {
    match lang {
        Lang::English => "Get onto the phone:",
        Lang::German => "Auf das Telefon holen:",
    }
}

/// What stands before its name, for who cannot see its sign.
#[must_use]
pub const fn file(lang: Lang) -> &'static str {
    match lang {
        Lang::English => "File: ",
        Lang::German => "Datei: ",
    }
}

/// How much of a file has come.
#[must_use]
pub fn come(lang: Lang, come: u64, bytes: u64) -> String {
    let of = match lang {
        Lang::English => " of ",
        Lang::German => " von ",
    };
    [&size(lang, come), of, &size(lang, bytes)].concat()
}

/// The phone brings to the relay again what the relay has no more.
#[must_use]
pub const fn recalled(lang: Lang) -> &'static str {
    match lang {
        Lang::English => "the phone brings it to the relay again",
        Lang::German => "das Telefon bringt sie noch einmal zum Relay",
    }
}

/// It is in the browser's folder for downloads.
#[must_use]
pub const fn saved(lang: Lang) -> &'static str {
    match lang {
        Lang::English => "saved",
        Lang::German => "gespeichert",
    }
}

/// Why it is not.
#[must_use]
pub const fn failed(lang: Lang, failure: Failure) -> &'static str {
    match (lang, failure) {
        (Lang::English, Failure::Gone) => "the relay does not have it any more: save it on the phone",
        (Lang::German, Failure::Gone) => "das Relay hat sie nicht mehr: Speichern Sie sie am Telefon",
        (Lang::English, Failure::Damaged) => "damaged on the way: try again, or save it on the phone",
        (Lang::German, Failure::Damaged) => {
            "unterwegs beschädigt: Versuchen Sie es noch einmal, oder speichern Sie sie am Telefon"
        }
        (Lang::English, Failure::Storage) => "no room in this browser: make room on the disk, then try again",
        (Lang::German, Failure::Storage) => {
            "kein Platz in diesem Browser: Schaffen Sie Platz, und versuchen Sie es noch einmal"
        }
        (Lang::English, Failure::Network) => "did not come: check the connection, then try again",
        (Lang::German, Failure::Network) => "kam nicht an: Prüfen Sie die Verbindung, und versuchen Sie es noch einmal",
    }
}

/// How far a file is that was asked for.
#[must_use]
pub fn fate(lang: Lang, download: Download, bytes: u64) -> String {
    match download {
        Download::Coming(done) => come(lang, done, bytes),
        Download::Recalled => recalled(lang).into(),
        Download::Done => saved(lang).into(),
        Download::Failed(failure) => failed(lang, failure).into(),
    }
}

/// It waits for the phone.
#[must_use]
pub const fn waits_for_phone(lang: Lang) -> &'static str {
    match lang {
        Lang::English => "waiting for the phone",
        Lang::German => "wartet auf das Telefon",
    }
}

/// Shows a picture in full.
#[must_use]
pub const fn open(lang: Lang) -> &'static str {
    match lang {
        Lang::English => "Open",
        Lang::German => "Öffnen",
    }
}

/// Shows the picture before.
#[must_use]
pub const fn before(lang: Lang) -> &'static str {
    match lang {
        Lang::English => "Previous",
        Lang::German => "Zurück",
    }
}

/// Shows the next picture.
#[must_use]
pub const fn next(lang: Lang) -> &'static str {
    match lang {
        Lang::English => "Next",
        Lang::German => "Weiter",
    }
}

/// The browser cannot show what came.
#[must_use]
pub const fn strange(lang: Lang) -> &'static str {
    match lang {
        Lang::English => "This browser cannot show or play it. Save it, and open it with another program.",
        Lang::German => {
            "Dieser Browser kann sie weder zeigen noch abspielen. Speichern Sie sie, und öffnen Sie sie mit einem anderen Programm."
        }
    }
}

/// How long a file is, and how far.
#[must_use]
pub fn about(lang: Lang, bytes: u64, state: &str) -> String {
    let size = size(lang, bytes);
    if state.is_empty() {
        return size;
    }
    [&size, " · ", state].concat()
}

/// The button that saves it.
#[must_use]
pub const fn save(lang: Lang) -> &'static str {
    match lang {
        Lang::English => "Save",
        Lang::German => "Speichern",
    }
}

/// A size, with three digits, in powers of ten.
#[must_use]
pub fn size(lang: Lang, bytes: u64) -> String {
    let mut unit = 1_u64;
    for name in ["B", "KB", "MB", "GB", "TB"] {
        let tenths = bytes.saturating_mul(10) / unit;
        if tenths < 10_000 || name == "TB" {
            let (whole, tenth) = (tenths / 10, tenths % 10);
            let point = match lang {
                Lang::English => ".",
                Lang::German => ",",
            };
            return if tenths < 100 && name != "B" {
                format!("{whole}{point}{tenth} {name}")
            } else {
                format!("{whole} {name}")
            };
        }
        unit = unit.saturating_mul(1_000);
    }
    String::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_has_three_digits() {
        for (bytes, size) in [
            (0, "0 B"),
            (999, "999 B"),
            (1_000, "1.0 KB"),
            (9_999, "9.9 KB"),
            (123_456, "123 KB"),
            (5_400_000, "5.4 MB"),
            (4_294_967_296, "4.2 GB"),
            (u64::MAX, "1844674 TB"),
        ] {
            assert_eq!(super::size(Lang::English, bytes), size);
        }
        assert_eq!(super::size(Lang::German, 5_400_000), "5,4 MB");
    }
}
