//! A world that is kept, to begin many stories from: making accounts and groups costs more than a whole story.

use std::{collections::BTreeMap, fs};

use pillion_client::client::record::Key;
use pillion_relay::store::memory::Memory;
use pillion_wire::time::Timestamp;
use tempfile::TempDir;

use crate::sim::{
    ledger::Ledger,
    phone::Phone,
    world::{World, folder},
};

/// All that outlives programs: databases, the relay's store, what browsers keep.
#[derive(Debug)]
pub struct Snapshot {
    folder: TempDir,
    now: Timestamp,
    handles: Vec<String>,
    kept: Vec<BTreeMap<Key, Vec<u8>>>,
    store: Memory,
    ledger: Ledger,
}

impl Snapshot {
    /// Alice with two browsers and Bob with one, friends.
    ///
    /// # Panics
    /// When the disk refuses.
    #[must_use]
    pub fn of_friends_with_browsers() -> Self {
        let mut world = World::new(0);
        let (alice, bob) = (world.alice_phone(), world.bob_phone());
        world.befriend(alice, bob);
        for owner in [alice, alice, bob] {
            world.browser_of(owner);
        }
        Self::of(world)
    }

    /// Keeps a world, a moment later.
    ///
    /// # Panics
    /// When the disk refuses.
    #[must_use]
    pub fn of(mut world: World) -> Self {
        world.pass(10_000);
        let handles = world.phones.iter().map(|phone| phone.name().to_string()).collect();
        let kept = world.browsers.iter().map(|browser| browser.kept().clone()).collect();
        for phone in 0..world.phones.len() {
            world.kill_phone(phone);
        }
        let folder = folder();
        for entry in fs::read_dir(world.folder()).expect("a folder") {
            let path = entry.expect("its entry").path();
            fs::copy(&path, folder.path().join(path.file_name().expect("its name"))).expect("a copy");
        }
        Self {
            ledger: world.ledger.clone(),
            folder,
            now: world.now,
            handles,
            kept,
            store: world.relay.store(),
        }
    }

    /// A world that goes on from here, with its own lots.
    ///
    /// # Panics
    /// When the disk refuses.
    #[must_use]
    pub fn world(&self, seed: u64) -> World {
        let mut world = World::new(seed);
        world.now = self.now;
        world.ledger = self.ledger.clone();
        world.relay.replace_store(self.now, self.store.clone());
        for entry in fs::read_dir(self.folder.path()).expect("a folder") {
            let path = entry.expect("its entry").path();
            fs::copy(&path, world.folder().join(path.file_name().expect("its name"))).expect("a copy");
        }
        for handle in &self.handles {
            let phone = Phone::of(world.folder(), handle);
            world.phones.push(phone);
            world.start_phone(world.phones.len() - 1);
        }
        for kept in &self.kept {
            let browser = world.open_browser();
            world.browsers[browser].keep(kept.clone());
        }
        for phone in 0..self.handles.len() {
            world.online(phone);
        }
        for browser in 0..self.kept.len() {
            world.settled(browser);
        }
        world
    }
}
