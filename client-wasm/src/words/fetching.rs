//! How large the files are that the phone fetches by itself.

use pillion_protocol::content::limit::{Kind, Limit};

use super::{files::size, lang::Lang};

texts! {
    title: "Files on the phone", "Dateien auf dem Telefon";
    what: "Your phone keeps the files that others send you, up to these sizes. Larger ones stay with the relay for a month, until you get them.", "Ihr Telefon behält die Dateien, die andere Ihnen senden, bis zu diesen Größen. Größere bleiben einen Monat beim Relay, bis Sie sie holen.";
    nothing: "Nothing by itself", "Nichts von selbst";
    any: "Any size", "Jede Größe";
    pictures: "Pictures", "Bilder";
    films: "Films", "Filme";
    audio: "Music and speech", "Musik und Sprache";
    others: "Other files", "Andere Dateien";
}

/// What a limit is for.
#[must_use]
pub const fn kind(lang: Lang, kind: Kind) -> &'static str {
    match kind {
        Kind::Picture => pictures(lang),
        Kind::Film => films(lang),
        Kind::Audio => audio(lang),
        Kind::Other => others(lang),
    }
}

/// A limit.
#[must_use]
pub fn limit(lang: Lang, limit: Limit) -> String {
    match limit {
        Limit::NOTHING => nothing(lang).into(),
        Limit::ANY => any(lang).into(),
        limit => {
            let upto = match lang {
                Lang::English => "Up to ",
                Lang::German => "Bis ",
            };
            [upto, &size(lang, limit.bytes())].concat()
        }
    }
}
