//! A file whose disk can be full, and the jobs that the tests give to a store.

use std::{
    fs::OpenOptions,
    io,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering},
    },
};

use pillion_relay::store::{
    disk::Disk,
    op::{Answer, Job, Op, Outcome, Store},
    quotas::Quotas,
};
use pillion_wire::{
    id::{AccountId, PutId},
    time::Timestamp,
};
use redb::{Builder, StorageBackend, backends::FileBackend};

/// What the disk does, and has done.
#[derive(Debug, Clone, Default)]
pub struct Weather {
    /// Every write fails.
    is_broken: Arc<AtomicBool>,
    /// The file's largest size so far; on a full disk it cannot grow beyond.
    size: Arc<AtomicU64>,
    is_full: Arc<AtomicBool>,
    syncs: Arc<AtomicUsize>,
}

impl Weather {
    pub fn set_broken(&self, is_broken: bool) {
        self.is_broken.store(is_broken, Ordering::SeqCst);
    }

    pub fn set_full(&self, is_full: bool) {
        self.is_full.store(is_full, Ordering::SeqCst);
    }

    pub fn syncs(&self) -> usize {
        self.syncs.load(Ordering::SeqCst)
    }

    pub fn open(&self, folder: &Path) -> Disk {
        let (weather, path): (Self, PathBuf) = (self.clone(), folder.join("relay.redb"));
        let opener = move || {
            let mut options = OpenOptions::new();
            let options = options.read(true).write(true).create(true).truncate(false);
            Builder::new().create_with_backend(Backend {
                file: FileBackend::new(options.open(&path)?)?,
                weather: weather.clone(),
            })
        };
        Disk::open_with(Box::new(opener), Quotas::default()).unwrap()
    }
}

#[derive(Debug)]
struct Backend {
    file: FileBackend,
    weather: Weather,
}

impl Backend {
    /// Whether the file may be written up to `end`.
    fn check(&self, end: u64) -> Result<(), io::Error> {
        let is_growing = end > self.weather.size.load(Ordering::SeqCst);
        let is_broken = self.weather.is_broken.load(Ordering::SeqCst);
        if is_broken || is_growing && self.weather.is_full.load(Ordering::SeqCst) {
            return Err(io::ErrorKind::StorageFull.into());
        }
        self.weather.size.fetch_max(end, Ordering::SeqCst);
        Ok(())
    }
}

impl StorageBackend for Backend {
    fn len(&self) -> Result<u64, io::Error> {
        self.file.len()
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> Result<(), io::Error> {
        self.file.read(offset, out)
    }

    fn set_len(&self, len: u64) -> Result<(), io::Error> {
        self.check(len)?;
        self.file.set_len(len)
    }

    fn sync_data(&self) -> Result<(), io::Error> {
        self.weather.syncs.fetch_add(1, Ordering::SeqCst);
        self.file.sync_data()
    }

    fn write(&self, offset: u64, data: &[u8]) -> Result<(), io::Error> {
        self.check(offset + data.len() as u64)?;
        self.file.write(offset, data)
    }

    fn close(&self) -> Result<(), io::Error> {
        self.file.close()
    }
}

pub const ALICE: AccountId = AccountId([1; 32]);
pub const BOB: AccountId = AccountId([2; 32]);

pub fn job(op: Op) -> Job {
    Job {
        now: Timestamp(1_700_000_000_000),
        op,
    }
}

pub fn enter(account: AccountId) -> Job {
    job(Op::EnterPhone { account })
}

pub fn put(n: u32) -> Job {
    let mut id = [0; 16];
    id[..4].copy_from_slice(&n.to_be_bytes());
    job(Op::Put {
        sender: ALICE,
        id: PutId(id),
        to: vec![BOB],
        slot: None,
        payload: format!("blob {n}").into(),
    })
}

/// A put that is larger than what a young database has room for.
pub fn large_put(n: u32) -> Job {
    let mut job = put(n);
    if let Op::Put { payload, .. } = &mut job.op {
        *payload = vec![b'x'; 60_000].into();
    }
    job
}

pub fn read() -> Job {
    job(Op::Read {
        account: BOB,
        after: 0,
        count: usize::MAX,
        bytes: usize::MAX,
    })
}

pub fn one(store: &mut impl Store, job: Job) -> Outcome {
    store.commit(&[job]).pop().unwrap()
}

/// The blobs of Bob's mailbox as text.
pub fn mail(store: &mut impl Store) -> Vec<String> {
    match one(store, read()) {
        Ok(Answer::Mail(mail)) => mail
            .into_iter()
            .map(|mail| String::from_utf8(mail.payload.to_vec()).unwrap())
            .collect(),
        other => panic!("no mail but {other:?}"),
    }
}
