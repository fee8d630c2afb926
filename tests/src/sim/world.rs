//! All nodes, the queue of what is going to happen, and the time.

mod faults;
mod porters;

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use pillion_client::client::io::Input as PageInput;
use pillion_phone::app::event::Input as PhoneInput;
use pillion_relay::hub::{
    input::{ConnectionId, Input as HubInput},
    output::Output,
};
use pillion_wire::time::Timestamp;
use tempfile::TempDir;

use crate::{
    chance::Chance,
    sim::{
        browser::Browser,
        errand::Trip,
        ledger::Ledger,
        network::{CALM, Connection, Network, Node, Way, Weather, Wish},
        phone::Phone,
        relay::Relay,
        tamper::Tamper,
    },
};

/// When every story begins: 1 January 2026.
pub const DAWN: Timestamp = Timestamp(1_767_225_600_000);

/// How long anything may take that a person waits for, in milliseconds of virtual time.
pub const PATIENCE_MS: u64 = 300_000;

/// Things that may happen at one instant; more is a machine that turns in a circle.
const AT_ONCE: u32 = 20_000;

/// Something that is going to happen.
#[derive(Debug)]
enum Event {
    /// A connection reaches the relay.
    Reached(ConnectionId),
    /// Its node hears that it is open.
    Opened(ConnectionId),
    /// A message reaches the relay.
    Up(ConnectionId, Vec<u8>),
    /// A message reaches the node.
    Down(ConnectionId, Vec<u8>),
    /// The relay hears that a connection is gone.
    RelayHears(ConnectionId),
    /// A node hears that its connection is gone.
    NodeHears(Node, u32),
    /// The relay's disk is done.
    Commit,
    /// A browser does something for its page.
    Work(usize),
    /// A piece of a file is carried.
    Carry(u64),
}

/// The world of one story.
#[derive(Debug)]
pub struct World {
    /// What time it is.
    pub now: Timestamp,
    /// The lots of this story.
    pub chance: Chance,
    /// How the network behaves.
    pub weather: Weather,
    /// A relay that lies.
    pub tamper: Option<Tamper>,
    /// The relay.
    pub relay: Relay,
    /// All phones.
    pub phones: Vec<Phone>,
    /// All browsers.
    pub browsers: Vec<Browser>,
    /// What was said and shown.
    pub ledger: Ledger,
    folder: TempDir,
    network: Network,
    events: BTreeMap<(Timestamp, u64), Event>,
    last_event: u64,
    /// Nodes without any network.
    dark: BTreeSet<Node>,
    working: BTreeSet<usize>,
    /// What is done with the bytes of files.
    pub(super) trips: BTreeMap<u64, Trip>,
    last_trip: u64,
    at_once: u32,
}

impl World {
    /// A relay and nobody else.
    ///
    /// # Panics
    /// When there is no folder for a while.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self {
            now: DAWN,
            chance: Chance::new(seed),
            weather: CALM,
            tamper: None,
            relay: Relay::new(DAWN),
            phones: Vec::new(),
            browsers: Vec::new(),
            ledger: Ledger::default(),
            folder: folder(),
            network: Network::default(),
            events: BTreeMap::new(),
            last_event: 0,
            dark: BTreeSet::new(),
            working: BTreeSet::new(),
            trips: BTreeMap::new(),
            last_trip: 0,
            at_once: 0,
        }
    }

    /// The folder of the databases.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Lets the next thing happen; `false` if nothing ever will.
    ///
    /// # Panics
    /// When a machine turns in a circle.
    pub fn step(&mut self) -> bool {
        let wake = self.next_wake();
        let event = self.events.first_key_value().map(|((at, _), _)| *at);
        let Some(at) = [wake.map(|(at, _)| at), event].into_iter().flatten().min() else {
            return false;
        };
        self.at_once = if at > self.now { 0 } else { self.at_once + 1 };
        assert!(
            self.at_once < AT_ONCE,
            "seed {}: a machine turns in a circle: {wake:?}",
            self.chance.seed()
        );
        self.now = self.now.max(at);
        match wake {
            Some((due, who)) if event.is_none_or(|event| due <= event) => self.wake(who),
            _ => {
                if let Some((_, event)) = self.events.pop_first() {
                    self.happen(event);
                }
            }
        }
        true
    }

    /// Lets time pass.
    pub fn pass(&mut self, ms: u64) {
        let end = self.now.after_ms(ms);
        while self.next_at().is_some_and(|at| at <= end) {
            self.step();
        }
        self.now = end;
    }

    /// Lets things happen until `seen` finds something.
    ///
    /// # Panics
    /// When it does not come, with the seed.
    pub fn until<T>(&mut self, what: &str, mut seen: impl FnMut(&mut Self) -> Option<T>) -> T {
        let end = self.now.after_ms(PATIENCE_MS);
        loop {
            if let Some(found) = seen(self) {
                return found;
            }
            assert!(
                self.now <= end && self.step(),
                "seed {}: waited in vain: {what}\n{}",
                self.chance.seed(),
                self.describe()
            );
        }
    }

    fn happen(&mut self, event: Event) {
        match event {
            Event::Reached(id) => {
                if self.network.connection(id).is_some() {
                    self.send(id, Way::Down, Event::Opened(id));
                    let nonce = self.chance.bytes();
                    self.relay_does(Relay::connected(id, nonce));
                }
            }
            Event::Up(connection, bytes) => {
                if self.network.connection(connection).is_some() {
                    self.relay_does(HubInput::Frame {
                        connection,
                        bytes: bytes.into(),
                    });
                }
            }
            Event::Opened(id) => self.node_does(id, None),
            Event::Down(id, bytes) => self.node_does(id, Some(bytes)),
            Event::RelayHears(connection) => {
                self.network.forget(connection);
                self.relay_does(HubInput::Disconnected { connection });
            }
            Event::NodeHears(Node::Phone(phone), line) => {
                let wishes = self.phones[phone].loses(self.now, line);
                self.wishes(Node::Phone(phone), wishes);
            }
            Event::NodeHears(Node::Browser(browser), line) => self.page_does(browser, PageInput::Lost(line)),
            Event::Commit => {
                for outcome in self.relay.commit() {
                    self.relay_does(outcome);
                }
            }
            Event::Work(browser) => {
                self.working.remove(&browser);
                if let Some(input) = self.browsers[browser].work() {
                    self.page_does(browser, input);
                }
                self.browser_works(browser);
            }
            Event::Carry(trip) => self.carry(trip),
        }
    }

    /// A node hears that its connection is open, or takes a message.
    fn node_does(&mut self, id: ConnectionId, message: Option<Vec<u8>>) {
        let Some(connection) = self.network.connection(id) else {
            return;
        };
        match (connection.node, message) {
            (Node::Phone(phone), _) if !self.phones[phone].holds(connection.line) => {}
            (Node::Phone(phone), None) => self.phone_does(phone, PhoneInput::RelayOpened),
            (Node::Phone(phone), Some(bytes)) => self.phone_does(phone, PhoneInput::Frame(&bytes)),
            (Node::Browser(browser), None) => self.page_does(browser, PageInput::Opened(connection.line)),
            (Node::Browser(browser), Some(bytes)) => {
                self.page_does(browser, PageInput::Received(connection.line, bytes))
            }
        }
    }

    fn phone_does(&mut self, phone: usize, input: PhoneInput<'_>) {
        let wishes = self.phones[phone].handle(self.now, input);
        self.wishes(Node::Phone(phone), wishes);
    }

    fn relay_does(&mut self, input: HubInput) {
        let (outputs, has_jobs) = self.relay.handle(self.now, input);
        if has_jobs {
            let ms = 1 + self.chance.below(5);
            self.later(ms, Event::Commit);
        }
        for output in outputs {
            match output {
                Output::Send { connection, bytes } => {
                    let frames = match &mut self.tamper {
                        Some(tamper) => tamper.hand_out(&bytes, &mut self.chance),
                        None => vec![bytes.to_vec()],
                    };
                    for frame in frames {
                        self.send(connection, Way::Down, Event::Down(connection, frame));
                    }
                }
                Output::Close { connection } => self.send_close(connection),
                Output::Forget { files } => self.relay.forget(self.now, files),
                _ => {}
            }
        }
    }

    /// The relay closes a connection after all that it has sent over it.
    fn send_close(&mut self, id: ConnectionId) {
        let at = self
            .network
            .arrival(self.now, id, Way::Down, &self.weather, &mut self.chance);
        if let (Some(at), Some(connection)) = (at, self.network.connection(id)) {
            self.at(at, Event::NodeHears(connection.node, connection.line));
            self.at(at, Event::RelayHears(id));
        }
    }

    fn wake(&mut self, who: Who) {
        match who {
            Who::Relay => self.relay_does(HubInput::Wake),
            Who::Node(Node::Phone(phone)) => self.phone_does(phone, PhoneInput::Wake),
            Who::Node(Node::Browser(browser)) => self.page_does(browser, PageInput::Wake),
        }
    }

    fn next_at(&self) -> Option<Timestamp> {
        let event = self.events.first_key_value().map(|((at, _), _)| *at);
        [self.next_wake().map(|(at, _)| at), event].into_iter().flatten().min()
    }

    fn next_wake(&self) -> Option<(Timestamp, Who)> {
        let phones = self
            .phones
            .iter()
            .enumerate()
            .map(|(at, phone)| (phone.wake_at(), Who::Node(Node::Phone(at))));
        let browsers = self
            .browsers
            .iter()
            .enumerate()
            .map(|(at, browser)| (browser.wake_at(), Who::Node(Node::Browser(at))));
        let relay = std::iter::once((self.relay.wake_at(), Who::Relay));
        phones
            .chain(browsers)
            .chain(relay)
            .filter_map(|(at, who)| Some((at?, who)))
            .min()
    }

    fn cut(&mut self, id: ConnectionId) {
        let Some(Connection { node, line, .. }) = self.network.forget(id) else {
            return;
        };
        let notice = self.weather.notice_ms + 1;
        let (for_relay, for_node) = (self.chance.below(notice), self.chance.below(notice));
        self.later(for_relay, Event::RelayHears(id));
        self.later(for_node, Event::NodeHears(node, line));
    }

    fn browser_works(&mut self, browser: usize) {
        if self.browsers[browser].is_busy() && self.working.insert(browser) {
            let ms = self.chance.below(8);
            self.later(ms, Event::Work(browser));
        }
    }

    fn send(&mut self, id: ConnectionId, way: Way, event: Event) {
        if let Some(at) = self.network.arrival(self.now, id, way, &self.weather, &mut self.chance) {
            self.at(at, event);
        }
    }

    fn later(&mut self, ms: u64, event: Event) {
        self.at(self.now.after_ms(ms), event);
    }

    fn at(&mut self, at: Timestamp, event: Event) {
        self.last_event += 1;
        self.events.insert((at, self.last_event), event);
    }

    fn describe(&self) -> String {
        let phones = self
            .phones
            .iter()
            .map(|phone| format!("{}: online {}", phone.name(), phone.is_online()));
        let pages = self.browsers.iter().map(|browser| {
            let page = browser.page();
            format!("browser: {:?} {:?}", page.phase, page.lights)
        });
        let relay = format!(
            "relay: runs {}, {} connections",
            self.relay.runs(),
            self.relay.connections()
        );
        phones.chain(pages).chain([relay]).collect::<Vec<_>>().join("\n")
    }
}

/// Who can be woken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Who {
    Relay,
    Node(Node),
}

/// A folder in memory where there is one: thousands of commits need no disk to be tested.
///
/// # Panics
/// When there is none.
#[must_use]
pub fn folder() -> TempDir {
    let in_memory = Path::new("/dev/shm");
    let made = if in_memory.is_dir() {
        TempDir::new_in(in_memory)
    } else {
        TempDir::new()
    };
    made.expect("a folder for a while")
}
