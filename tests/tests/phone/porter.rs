//! The porters of all phones, in memory: what lies on disks and with the relay, and what is on its way.

use std::collections::{BTreeMap, VecDeque};

use pillion_phone::app::{
    event::Input,
    haul::{Cargo, Haul, Hauled, Hitch, Sealed, Seen},
};
use pillion_protocol::{content::problem::Problem, crypto::token};
use pillion_relay::store::op::{Answer, Job, Op, Store as _};
use pillion_tests::sealed;
use pillion_wire::id::{FileId, FileToken, TokenHash};

use crate::world::{Name, World};

/// Files, wherever they are.
#[derive(Default)]
pub(crate) struct Porters {
    /// What lies beside the phones, in the clear.
    pub(crate) disk: BTreeMap<String, Vec<u8>>,
    /// Sealed bytes on each phone.
    pub(crate) vaults: BTreeMap<(Name, [u8; 32]), Vec<u8>>,
    /// Sealed bytes with the relay.
    pub(crate) depot: BTreeMap<FileId, Vec<u8>>,
    /// Whether nothing is carried for the moment.
    pub(crate) rest: bool,
    pub(crate) waiting: VecDeque<(Name, Haul)>,
    /// What befalls the next uploads and fetches.
    pub(crate) hitches: VecDeque<Hitch>,
    /// What the files beside the phones look like.
    pub(crate) seen: Option<Seen>,
    /// Uploads that were begun.
    pub(crate) uploads: u32,
}

impl World {
    pub(crate) fn haul(&mut self, name: Name, haul: Haul) {
        if self.porters.rest {
            return self.porters.waiting.push_back((name, haul));
        }
        let hauled = self.carry_file(name, haul);
        self.give(name, Input::Hauled(hauled));
    }

    /// The porters go on.
    pub(crate) fn carry_on(&mut self) {
        self.porters.rest = false;
        while let Some((name, haul)) = self.porters.waiting.pop_front() {
            self.haul(name, haul);
            self.settle();
        }
    }

    /// The porters go on; what is first to be done for one phone ends so, before anything else is done for it.
    pub(crate) fn carry_on_with(&mut self, name: Name, hitches: &[Hitch]) {
        while let Some((whose, haul)) = self.porters.waiting.pop_front() {
            if whose == name {
                self.porters.hitches.extend(hitches);
                self.porters.rest = false;
            }
            let hauled = self.carry_file(whose, haul);
            self.give(whose, Input::Hauled(hauled));
            self.settle();
        }
    }

    /// What is to be done for a phone, and waits.
    pub(crate) fn hauls_of(&self, name: Name) -> usize {
        self.porters.waiting.iter().filter(|(whose, _)| *whose == name).count()
    }

    /// The porters do the one thing that waits longest.
    pub(crate) fn carry_first(&mut self) {
        let (name, haul) = self.porters.waiting.pop_front().expect("something waits");
        let hauled = self.carry_file(name, haul);
        self.give(name, Input::Hauled(hauled));
        self.settle();
    }

    /// A phone that is killed takes along what was under way.
    pub(crate) fn drop_hauls(&mut self, name: Name) {
        self.porters.waiting.retain(|(whose, _)| *whose != name);
    }

    fn carry_file(&mut self, name: Name, haul: Haul) -> Hauled {
        match haul {
            Haul::Seal { job, key, path } => {
                let seen = self.porters.seen.clone();
                let plain = self.porters.disk.get(&path).ok_or(Problem::FileUnreadable);
                let outcome = plain.map(|plain| {
                    let (sealed, digest) = sealed::seal(&key, plain);
                    let bytes = u64::try_from(plain.len()).unwrap();
                    self.porters.vaults.insert((name, digest.0), sealed);
                    Sealed { bytes, digest, seen }
                });
                Hauled::Sealed { job, outcome }
            }
            Haul::Upload { message, cargo } => {
                self.porters.uploads += 1;
                let outcome = match self.porters.hitches.pop_front() {
                    Some(hitch) => Err(hitch),
                    None => self.upload(name, &cargo),
                };
                Hauled::Uploaded { message, outcome }
            }
            Haul::Fetch { message, cargo } => {
                let outcome = match self.porters.hitches.pop_front() {
                    Some(hitch) => Err(hitch),
                    None => self.fetch(name, &cargo),
                };
                Hauled::Fetched { message, outcome }
            }
            Haul::Save {
                job,
                digest,
                key,
                bytes,
                path,
            } => {
                let sealed = self.porters.vaults.get(&(name, digest.0)).ok_or(Problem::FileGone);
                let opened = sealed.and_then(|sealed| sealed::open(&key, sealed, bytes).ok_or(Problem::FileDamaged));
                let outcome = match opened {
                    Ok(_) if self.porters.disk.contains_key(&path) => Err(Problem::FileUnwritable),
                    Ok(plain) => {
                        self.porters.disk.insert(path, plain);
                        Ok(())
                    }
                    Err(problem) => Err(problem),
                };
                Hauled::Saved { job, outcome }
            }
            Haul::Remove { digest } => {
                self.porters.vaults.remove(&(name, digest.0));
                Hauled::Removed { digest }
            }
        }
    }

    /// What the relay knows of a file: its length, and whether a token opens it for writing and for reading.
    fn known(&mut self, file: FileId, token: &FileToken) -> Option<(u64, bool, bool, bool)> {
        let job = Job {
            now: self.now,
            op: Op::FindFile { file },
        };
        let shown: TokenHash = token::hash_of_file(token);
        match self.memory.commit(&[job]).pop().unwrap() {
            Ok(Answer::File {
                bytes,
                write,
                read,
                is_whole,
            }) => Some((bytes, write == shown, read == shown, is_whole)),
            _ => None,
        }
    }

    fn upload(&mut self, name: Name, cargo: &Cargo) -> Result<(), Hitch> {
        let Cargo {
            file,
            token,
            digest,
            bytes,
        } = cargo.clone();
        let sealed = self
            .porters
            .vaults
            .get(&(name, digest.0))
            .cloned()
            .ok_or(Hitch::Missing)?;
        let Some((room, true, _, _)) = self.known(file, &token) else {
            return Err(Hitch::Unknown);
        };
        assert_eq!((room, u64::try_from(sealed.len()).unwrap()), (bytes, bytes));
        self.porters.depot.insert(file, sealed);
        let job = Job {
            now: self.now,
            op: Op::EndFile { file },
        };
        assert_eq!(self.memory.commit(&[job]), [Ok(Answer::Done)]);
        Ok(())
    }

    fn fetch(&mut self, name: Name, cargo: &Cargo) -> Result<(), Hitch> {
        let Cargo {
            file,
            token,
            digest,
            bytes,
        } = cargo.clone();
        let Some((_, false, true, true)) = self.known(file, &token) else {
            return Err(Hitch::Unknown);
        };
        let sealed = self.porters.depot.get(&file).cloned().ok_or(Hitch::Unknown)?;
        if u64::try_from(sealed.len()).unwrap() != bytes || sealed::digest(&sealed) != digest {
            return Err(Hitch::Damaged);
        }
        self.porters.vaults.insert((name, digest.0), sealed);
        Ok(())
    }

    /// How many files a phone keeps.
    pub(crate) fn kept(&self, name: Name) -> usize {
        self.porters.vaults.keys().filter(|(whose, _)| *whose == name).count()
    }
}
