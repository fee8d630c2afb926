//! Everything that the terminal UI knows.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use pillion_protocol::content::{
    chat::Chat,
    id::{ChatId, Place},
    message::Message,
};
use pillion_wire::{handle::Handle, id::LinkId, time::Timestamp};

use super::{
    area::{self, Panes},
    composer::Composer,
    dialog::{Dialog, Notice},
    gallery::{Colours, Gallery},
    here::Here,
    list::{self, Entry},
    naming::{self, Naming},
    purpose::Purpose,
    rows::{self, Row, Setting},
    shortcode,
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

/// Why nothing can be written in a chat now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gate {
    /// Somebody unknown has begun it, and nobody has said yes or no.
    Request,
    /// The contact is blocked.
    Blocked,
    /// This account is not in the group any more.
    Left,
    /// The contact has a new key that was not accepted yet.
    KeyChanged,
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
    /// What the list's mark stands on.
    pub selected: Option<Entry>,
    /// Whether the list shows the chats that are out of the way.
    pub archive: bool,
    /// The chat on the right.
    pub open: Option<ChatId>,
    /// The read mark of the open chat when it was opened: a line is drawn behind it.
    pub read_before: Option<Place>,
    /// The chats that were opened.
    pub threads: BTreeMap<ChatId, Thread>,
    /// The message of the open chat that keys mean.
    pub picked: Option<Place>,
    /// The message that is to be shown as soon as it is loaded.
    pub wanted: Option<Place>,
    /// Whether the first new message is to be shown as soon as it is loaded.
    pub wanted_new: bool,
    /// Unsent text.
    pub drafts: BTreeMap<ChatId, Composer>,
    /// What the text is for, where it is no message of its own.
    pub purposes: BTreeMap<ChatId, Purpose>,
    /// Drafts as the phone was last told them, or has told them.
    pub drafts_told: BTreeMap<ChatId, String>,
    /// Drafts that the phone has not confirmed yet, by number.
    pub drafts_asked: BTreeMap<ChatId, usize>,
    /// The draft of the open chat at the last tick.
    pub draft_at_tick: Option<(ChatId, Composer)>,
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
    /// Whether somebody is at the screen, and writes.
    pub here: Here,
    /// Who can be named in the open group.
    pub naming: Option<Naming>,
    /// The small pictures of files.
    pub gallery: Gallery,
    /// How many colours the terminal shows.
    pub colours: Colours,
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
            archive: false,
            open: None,
            read_before: None,
            threads: BTreeMap::new(),
            picked: None,
            wanted: None,
            wanted_new: false,
            drafts: BTreeMap::new(),
            purposes: BTreeMap::new(),
            drafts_told: BTreeMap::new(),
            drafts_asked: BTreeMap::new(),
            draft_at_tick: None,
            scroll: 0,
            read_asked: BTreeMap::new(),
            dialog: None,
            notices: VecDeque::new(),
            known_links: BTreeSet::new(),
            first_sync_done: false,
            here: Here {
                key_at: now,
                ..Here::default()
            },
            naming: None,
            gallery: Gallery::default(),
            colours: Colours::default(),
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

    /// The members whose handle is begun before the cursor.
    #[must_use]
    pub fn offered_names(&self) -> Vec<&Handle> {
        let naming = self.naming.as_ref().filter(|naming| Some(naming.chat) == self.open);
        let begun = self.draft().and_then(naming::begun);
        let both = naming.zip(begun).filter(|_| self.focus == Focus::Composer);
        both.map_or_else(Vec::new, |(naming, begun)| naming::offered(naming, begun))
    }

    /// The emoji whose name is begun before the cursor, each with its name.
    #[must_use]
    pub fn offered_emoji(&self) -> Vec<(String, &'static str)> {
        let draft = self.draft().filter(|_| self.focus == Focus::Composer);
        draft
            .and_then(shortcode::begun)
            .map_or_else(Vec::new, shortcode::offered)
    }

    /// What the text in the open chat is for.
    #[must_use]
    pub fn purpose(&self) -> Option<&Purpose> {
        self.purposes.get(&self.open?)
    }

    /// Why nothing can be written in the open chat.
    #[must_use]
    pub fn gate(&self) -> Option<Gate> {
        let chat = self.open_chat()?;
        let contact = words::peer(self.shown(), chat);
        if contact.is_some_and(|contact| contact.blocked) {
            Some(Gate::Blocked)
        } else if chat.request {
            Some(Gate::Request)
        } else if contact.is_some_and(|contact| contact.key_changed) {
            Some(Gate::KeyChanged)
        } else {
            let left = chat.group.as_ref().is_some_and(|group| group.left);
            left.then_some(Gate::Left)
        }
    }

    /// Whether the small pictures of files are shown in the open chat: not those of people whom nobody has accepted (rule `R-FILE-16`), and
    /// not where there are no colours.
    #[must_use]
    pub fn shows_pictures(&self) -> bool {
        !matches!(self.gate(), Some(Gate::Request | Gate::Blocked)) && self.colours != Colours::None
    }

    /// The message that keys mean.
    #[must_use]
    pub fn picked_message(&self) -> Option<&Message> {
        self.open_thread()?.at(self.picked?)
    }

    /// The list, top to bottom.
    #[must_use]
    pub fn entries(&self) -> Vec<Entry> {
        list::entries(self.shown(), self.archive)
    }

    /// Chats with text that was not sent and that the phone does not keep.
    #[must_use]
    pub fn unsent(&self) -> usize {
        let kept = |chat: &ChatId| self.shown().chats.get(chat).map(|chat| chat.draft.as_str());
        let unsent = self
            .drafts
            .iter()
            .filter(|(chat, draft)| !draft.is_blank() && kept(chat) != Some(draft.text()));
        unsent.count()
    }

    /// The columns of messages and composer.
    #[must_use]
    pub fn text_width(&self) -> usize {
        usize::from(area::text_width(self.size.0))
    }

    /// Where the panes stand; `None` if the terminal is too small.
    #[must_use]
    pub fn panes(&self) -> Option<Panes> {
        let composer = match self.gate() {
            Some(_) => 2,
            None => {
                let text = self.draft().map_or(1, |draft| draft.rows(self.text_width()).len());
                text.saturating_add(usize::from(self.purpose().is_some()))
            }
        };
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
        let setting = Setting {
            shown: self.shown(),
            calendar: &self.calendar,
            now: self.now,
            width: self.text_width(),
            terminal_rows: usize::from(self.size.1),
            gallery: Some(&self.gallery).filter(|_| self.shows_pictures()),
        };
        rows::rows(thread, self.read_before, setting)
    }

    /// The rows that the thread's pane can show.
    #[must_use]
    pub fn thread_height(&self) -> usize {
        self.panes().map_or(0, |panes| usize::from(panes.thread.height))
    }

    /// Whether a person who looks at the screen sees the newest message of the open chat.
    #[must_use]
    pub fn newest_is_visible(&self) -> bool {
        let at_end = self.scroll == 0 && !self.open_thread().is_some_and(Thread::has_later);
        self.attention && self.dialog.is_none() && at_end && self.panes().is_some()
    }
}
