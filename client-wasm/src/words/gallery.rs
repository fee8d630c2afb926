//! The gallery of a chat.

use pillion_protocol::content::file_ask::Sort;

use super::lang::Lang;
use crate::model::gallery::Tab;

texts! {
    menu: "Media, files and links", "Medien, Dateien und Links";
    show: "Show in the chat", "Im Chat zeigen";
}

/// One of its shelves.
#[must_use]
pub const fn tab(lang: Lang, tab: Tab) -> &'static str {
    match (lang, tab) {
        (Lang::English, Tab::Files(Sort::Seen)) => "Media",
        (Lang::German, Tab::Files(Sort::Seen)) => "Medien",
        (Lang::English, Tab::Files(Sort::Other)) => "Files",
        (Lang::German, Tab::Files(Sort::Other)) => "Dateien",
        (Lang::English, Tab::Files(Sort::Heard)) => "Voice",
        (Lang::German, Tab::Files(Sort::Heard)) => "Sprache",
        (_, Tab::Links) => "Links",
    }
}

/// There is nothing on it.
#[must_use]
pub const fn empty(lang: Lang, tab: Tab) -> &'static str {
    match (lang, tab) {
        (Lang::English, Tab::Files(Sort::Seen)) => "No pictures or films in this chat yet.",
        (Lang::German, Tab::Files(Sort::Seen)) => "In diesem Chat gibt es noch keine Bilder und Filme.",
        (Lang::English, Tab::Files(Sort::Other)) => "No files in this chat yet.",
        (Lang::German, Tab::Files(Sort::Other)) => "In diesem Chat gibt es noch keine Dateien.",
        (Lang::English, Tab::Files(Sort::Heard)) => "No voice messages in this chat yet.",
        (Lang::German, Tab::Files(Sort::Heard)) => "In diesem Chat gibt es noch keine Sprachnachrichten.",
        (Lang::English, Tab::Links) => "No links in this chat yet.",
        (Lang::German, Tab::Links) => "In diesem Chat gibt es noch keine Links.",
    }
}
