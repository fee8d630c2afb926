//! A browser: the real page without its view, and what it keeps.

use std::collections::{BTreeMap, VecDeque};

use pillion_client::{
    client::{
        io::{Input, Loaded, Output, Settings, Ticket},
        machine::Client,
        record::{Key, Write},
    },
    model::{
        page::Page,
        parcel::{Haul, Number},
    },
};
use pillion_protocol::{content::id::MessageId, pairing::about::BrowserAbout};
use pillion_wire::{id::FileId, origin::Origin, time::Timestamp};

use crate::{
    chance::Chance,
    sim::{errand::Errand, network::Wish, relay::ORIGIN},
};

/// A tab with the page in it, and the browser's storage under it.
#[derive(Debug)]
pub struct Browser {
    /// Files that were chosen, as long as the page lives.
    pub chosen: BTreeMap<Number, Vec<u8>>,
    /// Sealed files that leave.
    pub parcels: BTreeMap<FileId, Vec<u8>>,
    /// The folder for downloads, by message.
    pub saved: BTreeMap<MessageId, Vec<u8>>,
    client: Client,
    kept: BTreeMap<Key, Vec<u8>>,
    /// Changes that the storage has not made yet.
    writing: VecDeque<(Ticket, Vec<Write>)>,
    /// Whether the page has asked for its storage and was not answered.
    loading: bool,
    /// Inputs that the browser itself owes the page.
    owed: VecDeque<Input>,
}

impl Browser {
    /// A browser that has just opened the page for the first time.
    #[must_use]
    pub fn new(chance: &mut Chance) -> Self {
        let mut browser = Self {
            chosen: BTreeMap::new(),
            parcels: BTreeMap::new(),
            saved: BTreeMap::new(),
            client: page(chance),
            kept: BTreeMap::new(),
            writing: VecDeque::new(),
            loading: false,
            owed: VecDeque::new(),
        };
        browser.owed.push_back(Input::Held);
        browser
    }

    /// Reloads the page, or is killed and started again: what the storage has not done by now may or may not be there.
    pub fn reload(&mut self, chance: &mut Chance) {
        let done = chance.below(self.writing.len() as u64 + 1);
        for _ in 0..done {
            self.write();
        }
        self.writing.clear();
        self.chosen.clear();
        self.client = page(chance);
        self.loading = false;
        self.owed = VecDeque::from([Input::Held]);
    }

    /// What the person sees.
    #[must_use]
    pub const fn page(&self) -> &Page {
        self.client.page()
    }

    /// What the browser keeps.
    #[must_use]
    pub const fn kept(&self) -> &BTreeMap<Key, Vec<u8>> {
        &self.kept
    }

    /// Keeps something else: for a page that comes with an old key.
    pub fn keep(&mut self, kept: BTreeMap<Key, Vec<u8>>) {
        self.kept = kept;
    }

    /// When the page wants to be woken.
    #[must_use]
    pub fn wake_at(&self) -> Option<Timestamp> {
        self.client.wake_at()
    }

    /// Gives the page an input; what it wants of the network.
    pub fn handle(&mut self, now: Timestamp, input: Input) -> Vec<Wish> {
        self.client.handle(now, input);
        let mut wishes = Vec::new();
        while let Some(output) = self.client.poll() {
            match output {
                Output::Load => self.loading = true,
                Output::Connect(line, _) => wishes.push(Wish::Connect(line)),
                Output::Transmit(line, bytes) => wishes.push(Wish::Transmit(line, bytes)),
                Output::Close(line) => wishes.push(Wish::Close(line)),
                Output::Store(ticket, writes) => self.writing.push_back((ticket, writes)),
                Output::Haul(haul) => wishes.push(Wish::Errand(Errand::Page(haul))),
                Output::Fetch(wanted) => wishes.push(Wish::Errand(Errand::Get(wanted, Vec::new()))),
                Output::EndFetch(message) => wishes.push(Wish::Errand(Errand::EndGet(message))),
                Output::TakeOver => self.owed.push_back(Input::Held),
                Output::Remember(_)
                | Output::Reload
                | Output::AskAlerts
                | Output::Alert(_)
                | Output::EndAlert(_)
                | Output::View(_)
                | Output::EndView
                | Output::Voice(_) => {}
                Output::Wipe => {
                    self.writing.clear();
                    self.kept.clear();
                    wishes.push(Wish::Errand(Errand::Page(Haul::Tidy(Vec::new()))));
                }
            }
        }
        wishes
    }

    /// Whether the browser has something to do for the page.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.loading || !self.writing.is_empty() || !self.owed.is_empty()
    }

    /// Does one thing for the page; what the page is told.
    pub fn work(&mut self) -> Option<Input> {
        if let Some(owed) = self.owed.pop_front() {
            return Some(owed);
        }
        if std::mem::take(&mut self.loading) {
            let records = self.kept.iter().map(|(key, bytes)| (*key, bytes.clone())).collect();
            return Some(Input::Loaded(Loaded {
                records,
                unreadable: false,
            }));
        }
        self.write().map(Input::Stored)
    }

    fn write(&mut self) -> Option<Ticket> {
        let (ticket, writes) = self.writing.pop_front()?;
        for write in writes {
            match write {
                Write::Put(key, bytes) => drop(self.kept.insert(key, bytes)),
                Write::Delete(key) => drop(self.kept.remove(&key)),
            }
        }
        Some(ticket)
    }
}

fn page(chance: &mut Chance) -> Client {
    let about = BrowserAbout::new("Firefox 151", "Linux", ORIGIN);
    let relay = Origin::parse(ORIGIN).expect("an origin");
    Client::new(
        Settings {
            relay,
            about,
            lang: pillion_client::words::lang::Lang::English,
            choice: pillion_client::model::choice::Choice::default(),
        },
        Box::new(chance.fork()),
    )
}
