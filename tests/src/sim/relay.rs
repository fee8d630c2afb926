//! The relay: the real hub over the store in memory, which outlives it.

pub mod files;

use std::collections::BTreeMap;

use pillion_relay::{
    hub::{
        input::{ConnectionId, Input},
        machine::Hub,
        output::Output,
        settings::Settings,
    },
    store::{
        memory::Memory,
        op::{Job, Store, Ticket},
        quotas::Quotas,
    },
};
use pillion_wire::{id::FileId, origin::Origin, time::Timestamp};

/// The address under which everybody knows it.
pub const ORIGIN: &str = "https://relay.example";

/// A relay that runs or does not.
#[derive(Debug)]
pub struct Relay {
    hub: Option<Hub>,
    store: Memory,
    /// Jobs that wait for the disk. A crash loses them.
    jobs: Vec<(Ticket, Job)>,
    /// Sealed bytes of files.
    files: BTreeMap<FileId, Vec<u8>>,
    is_full: bool,
    taken: usize,
}

impl Relay {
    /// A running relay.
    #[must_use]
    pub fn new(now: Timestamp) -> Self {
        let mut relay = Self {
            hub: None,
            store: Memory::new(Quotas::default()),
            jobs: Vec::new(),
            files: BTreeMap::new(),
            is_full: false,
            taken: 0,
        };
        relay.start(now);
        relay
    }

    /// Starts it over what it had stored.
    ///
    /// # Panics
    /// Never: the address is one.
    pub fn start(&mut self, now: Timestamp) {
        let origin = Origin::parse(ORIGIN).expect("an origin");
        self.hub = Some(Hub::new(now, Settings::new([origin])));
    }

    /// As `kill -9` does: what was not stored is lost.
    pub fn crash(&mut self) {
        self.hub = None;
        self.jobs.clear();
    }

    /// Whether it runs.
    #[must_use]
    pub const fn runs(&self) -> bool {
        self.hub.is_some()
    }

    /// Plays a full disk, or no longer does.
    pub const fn set_full(&mut self, is_full: bool) {
        self.is_full = is_full;
        self.store.set_full(is_full);
    }

    /// What it has stored, to be given to another relay.
    #[must_use]
    pub fn store(&self) -> Memory {
        self.store.clone()
    }

    /// Goes on with what another relay has stored.
    pub fn replace_store(&mut self, now: Timestamp, store: Memory) {
        self.crash();
        self.store = store;
        self.start(now);
    }

    /// Everything that it has stored.
    pub fn contents(&self) -> impl Iterator<Item = (&[u8], &[u8])> {
        self.store.contents()
    }

    /// Gives it an input; what it wants to send and to close. `true`: it has work for its disk.
    pub fn handle(&mut self, now: Timestamp, input: Input) -> (Vec<Output>, bool) {
        let Some(hub) = &mut self.hub else {
            return (Vec::new(), false);
        };
        hub.handle(now, input);
        let waited = !self.jobs.is_empty();
        let mut outputs = Vec::new();
        while let Some(output) = hub.poll() {
            match output {
                Output::Store { ticket, job } => self.jobs.push((ticket, job)),
                other => outputs.push(other),
            }
        }
        (outputs, !waited && !self.jobs.is_empty())
    }

    /// The disk is done with everything that waited; the answers, in order.
    pub fn commit(&mut self) -> Vec<Input> {
        let (tickets, jobs): (Vec<Ticket>, Vec<Job>) = std::mem::take(&mut self.jobs).into_iter().unzip();
        let outcomes = self.store.commit(&jobs);
        tickets
            .into_iter()
            .zip(outcomes)
            .map(|(ticket, outcome)| Input::Stored { ticket, outcome })
            .collect()
    }

    /// When it wants to be woken.
    #[must_use]
    pub fn wake_at(&self) -> Option<Timestamp> {
        self.hub.as_ref().and_then(Hub::wake_at)
    }

    /// How many connections it holds.
    #[must_use]
    pub fn connections(&self) -> usize {
        self.hub.as_ref().map_or(0, Hub::connection_count)
    }

    /// An input that says that a connection came.
    #[must_use]
    pub const fn connected(connection: ConnectionId, nonce: [u8; 32]) -> Input {
        Input::Connected {
            connection,
            nonce,
            network: None,
        }
    }
}
