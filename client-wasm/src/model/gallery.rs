//! What a chat has: its pictures and films, its voice notes, its files, its links.

use pillion_protocol::content::{
    file_ask::{FileAsk, Sort},
    id::{ChatId, MessageId, Place},
    message::Message,
    reply::Answer,
    request::Ask,
};

use super::{
    marks::{self, Kind},
    page::Page,
};

/// What is asked for at once.
const PAGE: u16 = 60;

/// One of its shelves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tab {
    /// Files of a sort.
    Files(Sort),
    /// What messages say that leads somewhere.
    Links,
}

/// All of them, as they are shown.
pub const TABS: [Tab; 4] = [
    Tab::Files(Sort::Seen),
    Tab::Files(Sort::Other),
    Tab::Files(Sort::Heard),
    Tab::Links,
];

impl Tab {
    /// Its name for tests.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Files(Sort::Seen) => "media",
            Self::Files(Sort::Heard) => "voice",
            Self::Files(Sort::Other) => "files",
            Self::Links => "links",
        }
    }

    /// What to ask for; `more` is where the answer before has ended.
    #[must_use]
    pub fn ask(self, chat: ChatId, more: Option<u64>) -> Ask {
        match self {
            Self::Files(sort) => Ask::File(FileAsk::List {
                chat,
                before: more.map(Place),
                limit: PAGE,
                sort: Some(sort),
            }),
            // Every address that a message shows as a link begins with this word.
            Self::Links => Ask::Search {
                words: "http".into(),
                chat: Some(chat),
                starred: false,
                cursor: more,
            },
        }
    }
}

/// What has come of a shelf, the newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gallery {
    /// Of which chat.
    pub chat: ChatId,
    /// Which shelf.
    pub tab: Tab,
    /// What has come.
    pub messages: Vec<Message>,
    /// There is more, from here on.
    pub more: Option<u64>,
}

impl Gallery {
    /// An empty shelf.
    #[must_use]
    pub const fn new(chat: ChatId, tab: Tab) -> Self {
        Self {
            chat,
            tab,
            messages: Vec::new(),
            more: None,
        }
    }

    /// More has come.
    pub fn came(&mut self, answer: Answer) {
        match answer {
            Answer::Page { messages, earlier, .. } => {
                self.more = messages.first().filter(|_| earlier).map(|first| first.place.0);
                self.messages.extend(messages.into_iter().rev());
            }
            Answer::Found { hits, more } => {
                self.more = more;
                let found = hits.into_iter().map(|hit| hit.message);
                self.messages.extend(found.filter(|message| !links(message).is_empty()));
            }
            _ => {}
        }
    }
}

/// The addresses that a message says.
#[must_use]
pub fn links(message: &Message) -> Vec<String> {
    let spans = marks::spans(message.words()).into_iter();
    spans
        .filter(|span| span.kind == Kind::Link)
        .map(|span| span.text)
        .collect()
}

/// A message of the open chat, or of the gallery that was opened last.
#[must_use]
pub fn find(page: &Page, id: MessageId) -> Option<&Message> {
    let of_gallery = page.inquiry.gallery.as_ref();
    let of_gallery = of_gallery.and_then(|gallery| gallery.messages.iter().find(|message| message.id == id));
    of_gallery.or_else(|| page.open_thread()?.1?.with_id(id))
}
