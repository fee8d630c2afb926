//! Everything that the page shows.

use pillion_protocol::content::{
    account::{Account, Connection},
    chat::Chat,
    contact::Contact,
    id::{ChatId, MessageId, Place},
    link::Link,
    problem::Problem,
};
use pillion_wire::{
    id::{AccountId, LinkId},
    time::Timestamp,
};

use super::{
    alert::Alerts,
    bar::Bar,
    choice::Choice,
    dialog::{Dialog, Menu},
    download::{Downloads, Sought},
    draft::Drafts,
    errand::Errands,
    inquiry::Inquiry,
    jump::Jump,
    lights::Lights,
    live::{self, Live},
    mention::Mention,
    outbox::Outbox,
    phase::Phase,
    pictures::Pictures,
    roster::Rosters,
    search::Search,
    sync::Sync,
    table::Table,
    thread::Threads,
    viewer::Viewer,
    voice::{Recording, Voices},
};
use crate::words::lang::Lang;

/// The page.
#[derive(Debug, Default)]
pub struct Page {
    /// The language of its texts.
    pub lang: Lang,
    /// The relay has a newer page than this one.
    pub newer: bool,
    /// What the person has chosen for this browser.
    pub choice: Choice,
    /// What was notified of.
    pub alerts: Alerts,
    /// What the page is doing.
    pub phase: Phase,
    /// What is connected.
    pub lights: Lights,
    /// How complete the rest is.
    pub sync: Sync,
    /// Whose phone it is.
    pub account: Option<Account>,
    /// How the phone says that it is connected.
    pub connection: Option<Connection>,
    /// All chats.
    pub chats: Table<ChatId, Chat>,
    /// All contacts.
    pub contacts: Table<AccountId, Contact>,
    /// All linked browsers, this one among them.
    pub links: Table<LinkId, Link>,
    /// Messages of the chats that were opened.
    pub threads: Threads,
    /// The chats that were opened last and hold messages, the newest last.
    pub recent: Vec<ChatId>,
    /// Files that were asked for.
    pub downloads: Downloads,
    /// What they are.
    pub sought: Vec<Sought>,
    /// The picture that is shown in full.
    pub viewer: Option<Viewer>,
    /// What is recorded, and what is listened to.
    pub voices: Voices,
    /// What was sent here and is not on the phone yet.
    pub outbox: Outbox,
    /// What was typed and not sent.
    pub drafts: Drafts,
    /// The chat on show.
    pub open: Option<ChatId>,
    /// Until when the page looks as it did: what is to be shown instead is on its way.
    pub hold: Option<Timestamp>,
    /// A chat to open as soon as the phone has told of it: a contact was just added.
    pub open_when_known: Option<ChatId>,
    /// What stands above its composer.
    pub bar: Option<Bar>,
    /// The message in it that is being looked for.
    pub jump: Jump,
    /// What is searched for.
    pub search: Option<Search>,
    /// The list shows the archive.
    pub archive: bool,
    /// The small menu that is open.
    pub menu: Option<Menu>,
    /// What the phone is to do.
    pub errands: Errands,
    /// What the person can see of it.
    pub watch: Watch,
    /// Read marks that the phone was told of in this session.
    pub told_read: Table<ChatId, Place>,
    /// What stands before the page.
    pub dialog: Option<Dialog>,
    /// What the phone is asked for it.
    pub inquiry: Inquiry,
    /// Pictures of people and groups.
    pub pictures: Pictures,
    /// Members of groups.
    pub rosters: Rosters,
    /// A member that is being chosen for the composer.
    pub mention: Option<Mention>,
    /// Who is there and who types.
    pub live: Live,
    /// A sentence about the last thing that did not work.
    pub notice: Option<String>,
    /// The last message that came while the page was open, to be spoken.
    pub arrival: Option<Arrival>,
}

/// What the person can see.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Watch {
    /// The tab is in front and has the keyboard.
    pub present: bool,
    /// The newest message of the open chat is on the screen.
    pub at_end: bool,
}

/// A message that has just come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrival {
    /// The message.
    pub message: MessageId,
    /// Where it stands.
    pub place: Place,
    /// The chat's title.
    pub title: String,
    /// Its text.
    pub text: String,
}

impl Page {
    /// The chats as the list shows them: pinned ones first, then the last one in which something happened.
    #[must_use]
    pub fn chats_in_order(&self) -> Vec<&Chat> {
        let mut chats: Vec<_> = self.chats.values().collect();
        chats.sort_by_key(|chat| (!chat.pinned, core::cmp::Reverse(chat.at), chat.id));
        chats
    }

    /// Incoming messages that were not seen, in all chats.
    #[must_use]
    pub fn unread(&self) -> u32 {
        self.chats.values().fold(0, |sum, chat| sum.saturating_add(chat.unread))
    }

    /// What stands in the composer of a chat.
    #[must_use]
    pub fn composer(&self, chat: ChatId) -> &str {
        match &self.bar {
            Some(Bar::Edit(edit)) if self.open == Some(chat) => &edit.text,
            _ => self.drafts.text(chat),
        }
    }

    /// Why it could not be sent as it is.
    #[must_use]
    pub fn composer_problem(&self, chat: ChatId) -> Option<Problem> {
        match &self.bar {
            Some(Bar::Edit(edit)) if self.open == Some(chat) => edit.problem,
            _ => self.drafts.problem(chat),
        }
    }

    /// When something has to be done though nothing happens.
    #[must_use]
    pub fn wake_at(&self) -> Option<Timestamp> {
        let open = self.lights.session == super::lights::Session::Open;
        let drafts = self.drafts.wake_at().filter(|_| open);
        let search = self.search.as_ref().and_then(|search| search.due).filter(|_| open);
        let live = live::wake_at(self).filter(|_| open);
        let rest = self.sync.rest_at.filter(|_| open && self.sync.cursor.is_some());
        let files = self.outbox.wake_at().filter(|_| open);
        [self.hold, rest, drafts, search, live, files, self.jump.wake_at()]
            .into_iter()
            .flatten()
            .min()
    }

    /// Whose phone it is.
    #[must_use]
    pub fn me(&self) -> Option<AccountId> {
        self.account.as_ref().map(|account| account.id)
    }

    /// This browser's own link.
    #[must_use]
    pub const fn own_link(&self) -> Option<LinkId> {
        match &self.phase {
            Phase::Linked(owner) => Some(owner.link),
            _ => None,
        }
    }

    /// Whether something that was said here would be lost with the page: it is not encrypted on the disk yet.
    #[must_use]
    pub fn would_lose(&self) -> bool {
        let recording = self.voices.recording.as_ref();
        self.outbox.is_unsealed() || recording.is_some_and(Recording::is_kept_here)
    }

    /// The thread on show.
    #[must_use]
    pub fn open_thread(&self) -> Option<(&Chat, Option<&super::thread::Thread>)> {
        let id = self.open?;
        Some((self.chats.get(&id)?, self.threads.get(&id)))
    }
}
