//! Keeps the machine's records: sealed, one job after the other.

use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    rc::Rc,
};

use pillion_protocol::crypto::{key::RecordKey, seal};
use wasm_bindgen_futures::spawn_local;

use super::{
    random::Browser,
    storage::{Change, Failed},
    twins::Twins,
    wrap::{self, Refused},
};
use crate::{
    client::{
        io::{Input, Loaded, Ticket},
        record::{Key, Write},
    },
    model::phase::Failure,
};

/// One thing to do with the store.
#[derive(Debug)]
pub enum Job {
    /// Read everything.
    Load,
    /// Change something.
    Store(Ticket, Vec<Write>),
    /// Delete everything.
    Wipe,
}

/// The store, and what is still to be done with it.
pub struct Keeper {
    jobs: RefCell<VecDeque<Job>>,
    busy: Cell<bool>,
    open: RefCell<Open>,
    answer: Box<dyn Fn(Input)>,
}

/// What is open between two jobs.
#[derive(Default)]
struct Open {
    storage: Option<Twins>,
    key: Option<RecordKey>,
}

#[derive(Debug, thiserror::Error)]
enum Trouble {
    #[error(transparent)]
    Storage(#[from] Failed),
    #[error(transparent)]
    Wrap(#[from] Refused),
}

impl Keeper {
    /// A keeper that says what came of each job to `answer`.
    #[must_use]
    pub fn new(answer: impl Fn(Input) + 'static) -> Rc<Self> {
        Rc::new(Self {
            jobs: RefCell::default(),
            busy: Cell::new(false),
            open: RefCell::default(),
            answer: Box::new(answer),
        })
    }

    /// Adds a job behind those that wait.
    pub fn add(self: &Rc<Self>, job: Job) {
        self.jobs.borrow_mut().push_back(job);
        if !self.busy.replace(true) {
            let keeper = Rc::clone(self);
            spawn_local(async move { keeper.work().await });
        }
    }

    async fn work(&self) {
        // Only one worker is busy at a time, so nobody else looks for it meanwhile.
        let mut open = self.open.take();
        loop {
            let job = self.jobs.borrow_mut().pop_front();
            let Some(job) = job else { break };
            if let Some(input) = open.run(job).await {
                (self.answer)(input);
            }
        }
        self.open.replace(open);
        self.busy.set(false);
    }
}

impl Open {
    async fn run(&mut self, job: Job) -> Option<Input> {
        match job {
            Job::Load => Some(match self.load().await {
                Ok(loaded) => Input::Loaded(loaded),
                Err(_) => Input::Broken(Failure::NoStorage),
            }),
            Job::Store(ticket, writes) => Some(match self.store(writes).await {
                Ok(()) => Input::Stored(ticket),
                Err(_) => {
                    // The connection may be what is broken: the next job opens another.
                    self.storage = None;
                    Input::NotStored(ticket)
                }
            }),
            Job::Wipe => {
                self.key = None;
                self.wipe().await.err().map(|_| Input::Broken(Failure::NoStorage))
            }
        }
    }

    async fn wipe(&mut self) -> Result<(), Failed> {
        let storage = match self.storage.take() {
            Some(storage) => storage,
            None => Twins::open().await?,
        };
        storage.wipe().await
    }

    async fn load(&mut self) -> Result<Loaded, Failed> {
        // Another tab may have wiped the store since.
        self.key = None;
        let records = self.storage().await?.records().await?;
        let mut loaded = Loaded::default();
        if records.is_empty() {
            return Ok(loaded);
        }
        let Ok(key) = self.key().await else {
            loaded.unreadable = true;
            return Ok(loaded);
        };
        for (name, sealed) in records {
            match (Key::parse(&name), seal::open(&key, name.as_bytes(), &sealed)) {
                (Some(place), Ok(bytes)) => loaded.records.push((place, bytes)),
                _ => loaded.unreadable = true,
            }
        }
        Ok(loaded)
    }

    async fn store(&mut self, writes: Vec<Write>) -> Result<(), Trouble> {
        let key = self.key().await?;
        let changes = writes.into_iter().map(|write| match write {
            Write::Put(place, bytes) => {
                let name = place.to_text();
                let sealed = seal::seal(&key, name.as_bytes(), &bytes, &mut Browser);
                Change::Put(name, sealed)
            }
            Write::Delete(place) => Change::Delete(place.to_text()),
        });
        let changes: Vec<_> = changes.collect();
        Ok(self.storage().await?.change(changes).await?)
    }

    async fn storage(&mut self) -> Result<&Twins, Failed> {
        let storage = match self.storage.take() {
            Some(storage) => storage,
            None => Twins::open().await?,
        };
        Ok(self.storage.insert(storage))
    }

    /// The record key; a new one if there is none.
    async fn key(&mut self) -> Result<RecordKey, Trouble> {
        if let Some(key) = &self.key {
            return Ok(key.clone());
        }
        let storage = self.storage().await?;
        let key = match storage.keys().await? {
            Some(keys) => wrap::open(&keys).await?,
            None => {
                let (keys, key) = wrap::make(&mut Browser).await?;
                storage.set_keys(keys).await?;
                key
            }
        };
        self.key = Some(key.clone());
        Ok(key)
    }
}

impl core::fmt::Debug for Keeper {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Keeper({} jobs)", self.jobs.borrow().len())
    }
}
