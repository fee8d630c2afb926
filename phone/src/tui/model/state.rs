//! Everything that the terminal UI knows.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use pillion_protocol::content::{
    chat::Chat,
    id::{ChatId, Place},
};
use pillion_wire::{id::LinkId, time::Timestamp};

use super::{
    area::{self, Panes},
    composer::Composer,
    dialog::{Dialog, Notice},
    rows::{self, Row},
    thread::Thread,
};
use crate::screen::{
    calendar::Calendar,
    follow::{Follower, Shown},
    intents::Intents,
    plain, words, wrap,
};

/// Which pane takes the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Focus {
    /// The list of chats.
    Chats,
    /// The messages.
    Thread,
    /// The text that is being written.
    Composer,
}

/// The whole of it.
#[derive(Debug, Clone)]
pub struct Model {
    /// The phone's lists.
    pub follower: Follower,
    /// How times are written.
    pub calendar: Calendar,
    /// Ids for what the person wants done.
    pub intents: Intents,
    /// The time, as of the last event that told it.
    pub now: Timestamp,
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
    /// Whether the terminal's window has the person's attention, as far as it tells.
    pub attention: bool,
    /// Which pane takes the keys.
    pub focus: Focus,
    /// The chat that the list's mark stands on.
    pub selected: Option<ChatId>,
    /// The chat on the right.
    pub open: Option<ChatId>,
    /// The read mark of the open chat when it was opened: a line is drawn behind it.
    pub read_before: Option<Place>,
    /// The chats that were opened.
    pub threads: BTreeMap<ChatId, Thread>,
    /// Unsent text.
    pub drafts: BTreeMap<ChatId, Composer>,
    /// Rows between the bottom of the thread and the bottom of its pane.
    pub scroll: usize,
    /// Read marks that were asked for.
    pub read_asked: BTreeMap<ChatId, Place>,
    /// What stands on top.
    pub dialog: Option<Dialog>,
    /// What must be seen, first come first.
    pub notices: VecDeque<Notice>,
    /// Linked browsers that were announced or were there before.
    pub known_links: BTreeSet<LinkId>,
    /// Whether the lists were complete once; links that come later are new ones.
    pub first_sync_done: bool,
    /// Counts tries of dialogs.
    pub attempts: u32,
}

impl Model {
    /// An empty screen.
    #[must_use]
    pub fn new(calendar: Calendar, intents: Intents, now: Timestamp, size: (u16, u16)) -> Self {
        Self {
            follower: Follower::default(),
            calendar,
            intents,
            now,
            size,
            attention: true,
            focus: Focus::Chats,
            selected: None,
            open: None,
            read_before: None,
            threads: BTreeMap::new(),
            drafts: BTreeMap::new(),
            scroll: 0,
            read_asked: BTreeMap::new(),
            dialog: None,
            notices: VecDeque::new(),
            known_links: BTreeSet::new(),
            first_sync_done: false,
            attempts: 0,
        }
    }

    /// The phone's lists.
    #[must_use]
    pub const fn shown(&self) -> &Shown {
        self.follower.shown()
    }

    /// The chat on the right.
    #[must_use]
    pub fn open_chat(&self) -> Option<&Chat> {
        self.shown().chats.get(&self.open?)
    }

    /// The messages on the right.
    #[must_use]
    pub fn open_thread(&self) -> Option<&Thread> {
        self.threads.get(&self.open?)
    }

    /// The text that is being written in the open chat.
    #[must_use]
    pub fn draft(&self) -> Option<&Composer> {
        self.drafts.get(&self.open?)
    }

    /// Chats with text that was not sent.
    #[must_use]
    pub fn unsent(&self) -> usize {
        self.drafts.values().filter(|draft| !draft.is_blank()).count()
    }

    /// The columns of messages and composer.
    #[must_use]
    pub fn text_width(&self) -> usize {
        usize::from(area::text_width(self.size.0))
    }

    /// Where the panes stand; `None` if the terminal is too small.
    #[must_use]
    pub fn panes(&self) -> Option<Panes> {
        let composer = self.draft().map_or(1, |draft| draft.rows(self.text_width()).len());
        let banner = self.banner_lines().len();
        let rows = |count: usize| u16::try_from(count).unwrap_or(u16::MAX);
        area::panes(self.size, rows(composer), rows(banner))
    }

    /// What the banner says, and whether it is grave.
    #[must_use]
    pub fn banner(&self) -> Option<(String, bool)> {
        match self.notices.front() {
            Some(notice) if notice.grave => Some((format!("{} (Esc: seen)", notice.text), true)),
            Some(notice) => Some((notice.text.clone(), false)),
            None => words::offline(self.shown()).map(|why| (why, false)),
        }
    }

    /// The banner, broken into lines.
    #[must_use]
    pub fn banner_lines(&self) -> Vec<String> {
        let Some((text, _)) = self.banner() else {
            return Vec::new();
        };
        let text = plain::line(&text);
        let width = usize::from(self.size.0.saturating_sub(2 * area::MARGIN));
        let lines = wrap::lines(&text, width).into_iter();
        lines.filter_map(|line| text.get(line).map(str::to_owned)).collect()
    }

    /// The rows of the open thread, top to bottom.
    #[must_use]
    pub fn rows(&self) -> Vec<Row> {
        let (Some(thread), Some(_)) = (self.open_thread(), self.open) else {
            return Vec::new();
        };
        rows::rows(thread, self.read_before, &self.calendar, self.now, self.text_width())
    }

    /// The rows that the thread's pane can show.
    #[must_use]
    pub fn thread_height(&self) -> usize {
        self.panes().map_or(0, |panes| usize::from(panes.thread.height))
    }

    /// Whether a person who looks at the screen sees the newest message of the open chat.
    #[must_use]
    pub fn newest_is_visible(&self) -> bool {
        self.attention && self.dialog.is_none() && self.scroll == 0 && self.panes().is_some()
    }
}
