//! A phone: the real core over a real database in a file, and one screen of its own.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use pillion_phone::{
    app::{
        account,
        event::{Input, Output},
        phone::{Options, Phone as Core},
        rng::SharedRng,
    },
    passphrase::Passphrase,
    store::database::{Database, Stretch},
};
use pillion_protocol::content::{
    message::{Message, State},
    reply::Answer,
    request::{Ask, Request, RequestId},
    update::{Change, Update},
};
use pillion_wire::{handle::Handle, origin::Origin, time::Timestamp};

use crate::{
    chance::Chance,
    sim::{errand::Errand, network::Wish, relay::ORIGIN, vault::Vault},
};

/// The one screen of its own.
const SCREEN: u64 = 1;

/// A phone that runs or does not.
#[derive(Debug)]
pub struct Phone {
    /// Its disk beside its database.
    pub vault: Vault,
    core: Option<Core>,
    path: PathBuf,
    handle: String,
    /// The name of its connection to the relay.
    line: u32,
    /// Whether it has not been told yet that this connection is gone.
    has_line: bool,
    is_online: bool,
    last_request: RequestId,
    replies: BTreeMap<RequestId, Answer>,
    /// Own messages that its screen showed as sent, or further.
    shown: Vec<Message>,
}

impl Phone {
    /// A phone with a new account in the folder; it does not run yet.
    ///
    /// # Panics
    /// When the disk refuses.
    #[must_use]
    pub fn make(folder: &Path, handle: &str, now: Timestamp, chance: &mut Chance) -> Self {
        let phone = Self::of(folder, handle);
        let mut database = phone.database();
        let rng = SharedRng::new(Box::new(chance.fork()));
        let (relay, own) = (
            Origin::parse(ORIGIN).expect("an origin"),
            Handle::parse(handle).expect("a handle"),
        );
        account::make(&mut database, &rng, relay, own, handle, now).expect("an account");
        phone
    }

    /// A phone whose account is in the folder; it does not run yet.
    #[must_use]
    pub fn of(folder: &Path, handle: &str) -> Self {
        Self {
            vault: Vault::default(),
            core: None,
            path: folder.join(format!("{handle}.db")),
            handle: handle.to_string(),
            line: 0,
            has_line: false,
            is_online: false,
            last_request: 0,
            replies: BTreeMap::new(),
            shown: Vec::new(),
        }
    }

    /// Starts it from what it has stored.
    ///
    /// # Panics
    /// When the database cannot be used.
    pub fn start(&mut self, now: Timestamp, chance: &mut Chance) -> Vec<Wish> {
        let rng = SharedRng::new(Box::new(chance.fork()));
        self.core = Some(Core::new(self.database(), Options::default(), rng, now).expect("a phone"));
        let mut wishes = self.handle(now, Input::ScreenOpened(SCREEN));
        wishes.extend(self.handle(now, Input::Wake));
        wishes
    }

    /// As `kill -9` does: only what is in the database stays.
    pub fn crash(&mut self) {
        self.core = None;
        self.has_line = false;
        self.is_online = false;
        self.replies.clear();
    }

    /// Whether it runs.
    #[must_use]
    pub const fn runs(&self) -> bool {
        self.core.is_some()
    }

    /// Whether it says that it is at its relay.
    #[must_use]
    pub const fn is_online(&self) -> bool {
        self.is_online
    }

    /// Its handle.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.handle
    }

    /// Whether `line` is the connection that it speaks over, or is opening.
    #[must_use]
    pub const fn holds(&self, line: u32) -> bool {
        self.has_line && self.line == line
    }

    /// It hears that a connection is gone; what it wants of the network.
    pub fn loses(&mut self, now: Timestamp, line: u32) -> Vec<Wish> {
        if !self.holds(line) {
            return Vec::new();
        }
        self.has_line = false;
        self.handle(now, Input::RelayClosed)
    }

    /// Where its database is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// When it wants to be woken.
    #[must_use]
    pub fn wake_at(&self) -> Option<Timestamp> {
        self.core.as_ref().map(Core::wake_at)
    }

    /// Asks something at its own screen; the answer comes out of [`Self::answer`].
    pub fn ask(&mut self, now: Timestamp, ask: Ask) -> (RequestId, Vec<Wish>) {
        self.last_request += 1;
        let id = self.last_request;
        (id, self.handle(now, Input::Ask(SCREEN, Request { id, ask })))
    }

    /// The answer to a request, once it is there.
    pub fn answer(&mut self, id: RequestId) -> Option<Answer> {
        self.replies.remove(&id)
    }

    /// Own messages that its screen has shown as sent, or further, since the last call.
    pub fn take_shown(&mut self) -> Vec<Message> {
        std::mem::take(&mut self.shown)
    }

    /// Gives the core an input; what it wants of the network.
    pub fn handle(&mut self, now: Timestamp, input: Input<'_>) -> Vec<Wish> {
        let Some(core) = &mut self.core else { return Vec::new() };
        core.handle(now, input);
        let outputs: Vec<Output> = std::iter::from_fn(|| core.poll()).collect();
        let mut wishes = Vec::new();
        for output in outputs {
            match output {
                Output::OpenRelay => {
                    self.line += 1;
                    self.has_line = true;
                    wishes.push(Wish::Connect(self.line));
                }
                Output::Transmit(bytes) => wishes.push(Wish::Transmit(self.line, bytes)),
                Output::CloseRelay => wishes.push(Wish::Close(self.line)),
                Output::Reply(_, reply) => drop(self.replies.insert(reply.id, reply.answer)),
                Output::Update(_, update) => self.updated(update),
                Output::Haul(haul) => wishes.push(Wish::Errand(Errand::Phone(haul))),
            }
        }
        wishes
    }

    fn updated(&mut self, update: Update) {
        for change in update.changes {
            match change {
                Change::Connection(connection) => self.is_online = connection.online,
                Change::Message(message) if message.from.is_none() && message.state >= State::Sent => {
                    self.shown.push(message)
                }
                _ => {}
            }
        }
    }

    fn database(&self) -> Database {
        Database::open(&self.path, &Passphrase::new("a passphrase"), Stretch::Quick).expect("the database")
    }
}
