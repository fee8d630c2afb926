//! Alice, Bob and Carol: each an account with a database and a seeded random source.

use std::cell::RefCell;

use openmls::prelude::{KeyPackageBundle, KeyPackageIn, ProtocolVersion, tls_codec::Deserialize as _};
use openmls_traits::{OpenMlsProvider as _, storage::StorageProvider as _};
use pillion_wire::{handle::Handle, id::GroupTag};
use rand_chacha::{ChaCha20Rng, rand_core::SeedableRng as _};
use rusqlite::Connection;

use crate::mls::{
    arrival::Opened,
    card::Card,
    error::MlsError,
    identity::Identity,
    mailbox::MailboxKey,
    pair::{Mls, Started},
    provider::migrate,
};

pub(super) struct Person {
    pub(super) db: Connection,
    pub(super) identity: Identity,
    pub(super) card: Card,
    pub(super) random: RefCell<ChaCha20Rng>,
}

impl Person {
    pub(super) fn on(mut db: Connection, name: &str, seed: u64) -> Self {
        migrate(&mut db).unwrap();
        let mut random = ChaCha20Rng::seed_from_u64(seed);
        let identity = Identity::generate(&mut random);
        let mailbox = MailboxKey::generate(&mut random);
        let card = Card::issue(&identity, Handle::parse(name).unwrap(), mailbox.account());
        Self {
            db,
            identity,
            card,
            random: RefCell::new(random),
        }
    }

    /// Does something on the person's database, as it is at the moment: inside a transaction, if one is open.
    pub(super) fn with<T>(&self, work: impl FnOnce(&Mls<'_>) -> T) -> T {
        let mut random = self.random.borrow_mut();
        work(&Mls::new(&self.db, &self.identity, &self.card, &mut *random).unwrap())
    }

    pub(super) fn package(&self) -> Vec<u8> {
        self.with(|mls| mls.key_packages(1)).unwrap().remove(0)
    }

    pub(super) fn start(&self, package: &[u8], peer: &Self) -> Started {
        self.with(|mls| mls.start(package, &peer.card)).unwrap()
    }

    pub(super) fn seal(&self, group: GroupTag, text: &str) -> Vec<u8> {
        self.with(|mls| mls.seal(group, text.as_bytes())).unwrap()
    }

    pub(super) fn open(&self, blob: &[u8]) -> Result<Opened, MlsError> {
        self.with(|mls| mls.open(blob))
    }

    /// Opens a letter and returns who wrote it and what.
    pub(super) fn read(&self, blob: &[u8]) -> (String, String) {
        match self.open(blob).unwrap() {
            Opened::Letter { from, plaintext, .. } => {
                (from.handle().as_str().to_owned(), String::from_utf8(plaintext).unwrap())
            }
            other => panic!("no letter: {other:?}"),
        }
    }

    /// Whether the person holds keys of the group.
    pub(super) fn is_in(&self, group: GroupTag) -> bool {
        self.with(|mls| mls.group(group).is_ok())
    }

    /// Whether the private half of a key package is here.
    pub(super) fn keeps(&self, package: &[u8]) -> bool {
        self.with(|mls| {
            let package = KeyPackageIn::tls_deserialize_exact(package).unwrap();
            let package = package.validate(mls.provider.crypto(), ProtocolVersion::Mls10).unwrap();
            let name = package.hash_ref(mls.provider.crypto()).unwrap();
            let kept: Option<KeyPackageBundle> = mls.provider.storage().key_package(&name).unwrap();
            kept.is_some()
        })
    }
}

pub(super) fn alice() -> Person {
    Person::on(Connection::open_in_memory().unwrap(), "alice", 1)
}

pub(super) fn bob() -> Person {
    Person::on(Connection::open_in_memory().unwrap(), "bob", 2)
}

pub(super) fn carol() -> Person {
    Person::on(Connection::open_in_memory().unwrap(), "carol", 3)
}

/// Alice has started a group with Bob, and Bob has joined it.
pub(super) fn alice_and_bob() -> (Person, Person, GroupTag) {
    let (alice, bob) = (alice(), bob());
    let group = joined(&alice, &bob);
    (alice, bob, group)
}

pub(super) fn joined(from: &Person, to: &Person) -> GroupTag {
    let started = from.start(&to.package(), to);
    let opened = to.open(&started.welcome).unwrap();
    assert_eq!(
        opened,
        Opened::Joined {
            group: started.group,
            peer: from.card.clone()
        }
    );
    started.group
}
