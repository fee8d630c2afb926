//! Phones, pages and a relay on one thread and on virtual time. The relay is the real hub over its store in memory.

use std::collections::{BTreeMap, VecDeque};

use pillion_phone::{
    app::{
        account,
        event::Input,
        phone::{Options, Phone},
        rng::SharedRng,
    },
    desk::ScreenId,
    store::database::Database,
};
use pillion_protocol::content::{
    chat::Chat,
    contact::Contact,
    id::{ChatId, IntentId, Version},
    message::Message,
    problem::Problem,
    reply::Answer,
    request::{Ask, From, Request},
    text::Text,
    update::Update,
};
use pillion_relay::{
    hub::{
        input::{ConnectionId, Input as ToHub},
        machine::Hub,
        settings::Settings,
    },
    store::{memory::Memory, quotas::Quotas},
};
use pillion_wire::{codec, handle::Handle, origin::Origin, relay_frame::RelayFrame, time::Timestamp};
use rand_chacha::{ChaCha20Rng, rand_core::SeedableRng};

use crate::{page::Page, porter::Porters};

/// The screen that every phone has.
const SCREEN: ScreenId = 1;

pub(crate) type Name = &'static str;

/// Who holds a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Holder {
    Phone(Name),
    Page(Name),
}

/// Everybody.
pub(crate) struct World {
    pub(crate) now: Timestamp,
    pub(crate) hub: Option<Hub>,
    pub(crate) memory: Memory,
    pub(crate) phones: BTreeMap<Name, Node>,
    pub(crate) pages: BTreeMap<Name, Page>,
    pub(crate) connections: BTreeMap<ConnectionId, Holder>,
    pub(crate) last_connection: u64,
    seeds: u64,
    pub(crate) to_hub: VecDeque<ToHub>,
    /// What the relay sent to phones, as it came.
    pub(crate) sent: Vec<(Name, RelayFrame)>,
    /// Frames to phones that are lost on the way.
    pub(crate) lose: fn(&RelayFrame) -> bool,
    pub(crate) porters: Porters,
}

/// One phone, on or off.
pub(crate) struct Node {
    pub(crate) phone: Option<Phone>,
    pub(crate) off: Option<Database>,
    pub(crate) connection: Option<ConnectionId>,
    options: Options,
    last_request: u32,
    pub(crate) answers: BTreeMap<u32, Answer>,
    pub(crate) updates: Vec<Update>,
}

pub(crate) fn origin() -> Origin {
    Origin::parse("http://localhost:8080").unwrap()
}

pub(crate) fn text(words: &str) -> Text {
    Text::parse(words).unwrap()
}

impl World {
    pub(crate) fn new() -> Self {
        let now = Timestamp(1_800_000_000_000);
        Self {
            now,
            hub: Some(Hub::new(now, Settings::new([origin()]))),
            memory: Memory::new(Quotas::default()),
            phones: BTreeMap::new(),
            pages: BTreeMap::new(),
            connections: BTreeMap::new(),
            last_connection: 0,
            seeds: 0,
            to_hub: VecDeque::new(),
            sent: Vec::new(),
            lose: |_| false,
            porters: Porters::default(),
        }
    }

    /// Alice and Bob, online; Alice has Bob as a contact.
    pub(crate) fn of_two() -> (Self, ChatId) {
        let mut world = Self::new();
        world.add_phone("alice", "alice", Options::default());
        world.add_phone("bob", "bob", Options::default());
        let chat = world.befriend("alice", "bob").chat;
        (world, chat)
    }

    pub(crate) fn rng(&mut self) -> ChaCha20Rng {
        self.seeds += 1;
        ChaCha20Rng::seed_from_u64(self.seeds)
    }

    pub(crate) fn intent(&mut self) -> IntentId {
        self.seeds += 1;
        IntentId(u128::from(self.seeds).to_be_bytes())
    }

    /// A new phone with this handle, switched on.
    pub(crate) fn add_phone(&mut self, name: Name, handle: &str, options: Options) {
        self.add_phone_with(Database::in_memory().unwrap(), name, handle, options);
    }

    /// The same with a database of its own.
    pub(crate) fn add_phone_with(&mut self, mut database: Database, name: Name, handle: &str, options: Options) {
        let rng = SharedRng::new(Box::new(self.rng()));
        let handle = Handle::parse(handle).unwrap();
        account::make(&mut database, &rng, origin(), handle, name, self.now).unwrap();
        self.add_made_phone(database, name, options);
    }

    /// A phone whose database has an account, switched on.
    pub(crate) fn add_made_phone(&mut self, database: Database, name: Name, options: Options) {
        self.phones.insert(
            name,
            Node {
                phone: None,
                off: Some(database),
                connection: None,
                options,
                last_request: 0,
                answers: BTreeMap::new(),
                updates: Vec::new(),
            },
        );
        self.switch_on(name);
    }

    pub(crate) fn switch_on(&mut self, name: Name) {
        let rng = SharedRng::new(Box::new(self.rng()));
        let now = self.now;
        let node = self.phones.get_mut(name).unwrap();
        node.phone = Some(Phone::new(node.off.take().unwrap(), node.options, rng, now).unwrap());
        self.give(name, Input::ScreenOpened(SCREEN));
        self.settle();
    }

    /// As `kill -9`: only the database stays. What is on its way is lost.
    pub(crate) fn kill(&mut self, name: Name) {
        let node = self.phones.get_mut(name).unwrap();
        node.off = node.phone.take().map(Phone::into_database);
        if let Some(connection) = node.connection.take() {
            self.connections.remove(&connection);
            self.to_hub.push_back(ToHub::Disconnected { connection });
        }
        self.settle();
    }

    /// The relay dies with all connections; what it has stored stays.
    pub(crate) fn stop_relay(&mut self) {
        self.hub = None;
        self.to_hub.clear();
        for (_, holder) in std::mem::take(&mut self.connections) {
            self.lost(holder);
        }
        self.settle();
    }

    pub(crate) fn start_relay(&mut self) {
        self.hub = Some(Hub::new(self.now, Settings::new([origin()])));
    }

    pub(crate) fn node(&mut self, name: Name) -> &mut Node {
        self.phones.get_mut(name).unwrap()
    }

    /// Asks at the phone's own screen; the answer, if there is one by the time all is quiet.
    pub(crate) fn ask(&mut self, name: Name, ask: Ask) -> Option<Answer> {
        let id = self.post(name, ask);
        self.settle();
        self.node(name).answers.remove(&id)
    }

    /// Asks without letting anything else happen.
    pub(crate) fn post(&mut self, name: Name, ask: Ask) -> u32 {
        let node = self.node(name);
        node.last_request += 1;
        let id = node.last_request;
        self.give(name, Input::Ask(SCREEN, Request { id, ask }));
        id
    }

    pub(crate) fn answer(&mut self, name: Name, id: u32) -> Option<Answer> {
        self.node(name).answers.remove(&id)
    }

    /// A frame as if the relay had sent it.
    pub(crate) fn inject(&mut self, name: Name, frame: &RelayFrame) {
        self.give(name, Input::Frame(&codec::encode(frame)));
        self.settle();
    }

    pub(crate) fn befriend(&mut self, name: Name, handle: &str) -> Contact {
        let intent = self.intent();
        let handle = Handle::parse(handle).unwrap();
        match self.ask(name, Ask::AddContact { intent, handle }) {
            Some(Answer::Contact(contact)) => contact,
            other => panic!("no contact: {other:?}"),
        }
    }

    /// Sends, and lets everything happen that follows at once.
    pub(crate) fn say(&mut self, name: Name, chat: ChatId, words: &str) -> Message {
        let intent = self.intent();
        match self.ask(
            name,
            Ask::Send {
                intent,
                chat,
                text: text(words),
                quote: None,
            },
        ) {
            Some(Answer::Message(message)) => message,
            other => panic!("not sent: {other:?}"),
        }
    }

    /// Does something that is answered with `Done`.
    pub(crate) fn act(&mut self, name: Name, ask: Ask) {
        assert_eq!(self.ask(name, ask), Some(Answer::Done));
    }

    /// Asks for something that must not be done.
    pub(crate) fn refused(&mut self, name: Name, ask: Ask) -> Problem {
        match self.ask(name, ask) {
            Some(Answer::Problem(problem)) => problem,
            other => panic!("done: {other:?}"),
        }
    }

    /// The one message of a phone's chat with these words.
    pub(crate) fn saying(&mut self, name: Name, chat: ChatId, words: &str) -> Message {
        let found: Vec<_> = self
            .history(name, chat)
            .into_iter()
            .filter(|message| message.words() == words)
            .collect();
        let [message] = found.try_into().unwrap();
        message
    }

    /// A chat of a phone as its screens see it.
    pub(crate) fn chat(&mut self, name: Name, chat: ChatId) -> Chat {
        self.chats(name).into_iter().find(|shown| shown.id == chat).unwrap()
    }

    pub(crate) fn history(&mut self, name: Name, chat: ChatId) -> Vec<Message> {
        let (mut all, mut from) = (Vec::new(), From::End);
        loop {
            match self.ask(name, Ask::History { chat, from, limit: 100 }) {
                Some(Answer::Page {
                    mut messages, earlier, ..
                }) => {
                    messages.append(&mut all);
                    all = messages;
                    if !earlier {
                        return all;
                    }
                    from = From::Before(all[0].place);
                }
                other => panic!("no history: {other:?}"),
            }
        }
    }

    pub(crate) fn words(&mut self, name: Name, chat: ChatId) -> Vec<String> {
        self.history(name, chat)
            .iter()
            .map(|message| message.words().to_owned())
            .collect()
    }

    /// The one chat of a phone.
    pub(crate) fn only_chat(&mut self, name: Name) -> ChatId {
        let chats = self.chats(name);
        assert_eq!(chats.len(), 1, "chats of {name}");
        chats[0].id
    }

    pub(crate) fn chats(&mut self, name: Name) -> Vec<Chat> {
        use pillion_protocol::content::update::Change;
        let Some(Answer::Synced {
            changes, more: None, ..
        }) = self.ask(
            name,
            Ask::Sync {
                since: Version(0),
                cursor: None,
            },
        )
        else {
            panic!("not in one part")
        };
        changes
            .into_iter()
            .filter_map(|change| match change {
                Change::Chat(chat) => Some(chat),
                _ => None,
            })
            .collect()
    }

    /// Opens a page; it connects.
    pub(crate) fn open_page(&mut self, name: Name) {
        let (one, two) = (self.rng(), self.rng());
        let now = self.now;
        self.pages.insert(name, Page::new(now, one, two));
        self.reconnect_page(name);
    }

    pub(crate) fn reconnect_page(&mut self, name: Name) {
        if let Some(connection) = self.connect(Holder::Page(name)) {
            self.pages.get_mut(name).unwrap().connection = Some(connection);
        }
        self.settle();
    }

    pub(crate) fn close_page(&mut self, name: Name) {
        let now = self.now;
        if let Some(connection) = self.pages.get_mut(name).unwrap().connection.take() {
            self.connections.remove(&connection);
            self.to_hub.push_back(ToHub::Disconnected { connection });
        }
        self.with_page(name, |page| page.cut(now));
        self.settle();
    }

    pub(crate) fn with_page<T>(&mut self, name: Name, work: impl FnOnce(&mut Page) -> T) -> T {
        let page = self.pages.get_mut(name).unwrap();
        let outcome = work(page);
        let connection = page.connection;
        for frame in page.outgoing() {
            if let Some(connection) = connection {
                self.to_hub.push_back(ToHub::Frame {
                    connection,
                    bytes: codec::encode(&frame).into(),
                });
            }
        }
        outcome
    }
}
