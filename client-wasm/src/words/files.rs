//! Files.

use super::lang::Lang;
use crate::model::download::Failure;

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
        Lang::English => "gone: ask the sender to send it again",
        Lang::German => "nicht mehr da: Bitten Sie den Absender, sie noch einmal zu senden",
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
        (Lang::English, Failure::Network) => "did not come: check the connection, then try again",
        (Lang::German, Failure::Network) => "kam nicht an: Prüfen Sie die Verbindung, und versuchen Sie es noch einmal",
    }
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
