//! Does with the bytes of files what the phone's machine says, on a thread of its own.

use std::{
    io,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, JoinHandle},
    time::Duration,
};

use pillion_protocol::{content::problem::Problem, file::opening::Opening};
use pillion_wire::origin::Origin;
use tokio::{
    runtime::Builder,
    sync::mpsc::{self, UnboundedReceiver, UnboundedSender},
    task::{JoinSet, spawn_blocking},
    time::{MissedTickBehavior, interval},
};

use super::{
    ferry::{Ferry, is_full},
    meter::{Meter, Meters},
    seal::{self, SealError},
    vault::Vault,
};
use crate::{
    app::haul::{Haul, Hauled, Load, Seen},
    picture::look,
};

/// How often is told how far what is under way has come: as often as a person sees a number change.
const TELL: Duration = Duration::from_millis(300);

/// How far files stand behind messages where both want the processor, in steps of the system's: 19 is the most.
#[cfg(target_os = "linux")]
const NICE: i32 = 10;

/// Takes what is to be done, and tells what came of it. Dropping it stops what is under way, and waits for that.
#[derive(Debug)]
pub struct Porter {
    /// `None` once it ends.
    hauls: Option<UnboundedSender<Haul>>,
    done: UnboundedReceiver<Hauled>,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Porter {
    /// Starts one for a home.
    ///
    /// # Errors
    /// The system's, if the folder or a thread cannot be had.
    pub fn start(home: &Path, relay: &Origin) -> io::Result<Self> {
        let vault = Vault::open(home)?;
        let ferry = Ferry::new(relay.clone(), vault.clone()).map_err(io::Error::other)?;
        let (hauls, taken) = mpsc::unbounded_channel();
        let (tell, done) = mpsc::unbounded_channel();
        let stop = Arc::<AtomicBool>::default();
        let worker = Worker {
            vault,
            ferry,
            tell,
            stop: Arc::clone(&stop),
        };
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let thread = thread::Builder::new().name("files".into()).spawn(move || {
            step_back();
            runtime.block_on(worker.run(taken));
        })?;
        Ok(Self {
            hauls: Some(hauls),
            done,
            stop,
            thread: Some(thread),
        })
    }

    /// Does one thing, after all others that were asked for before have begun.
    pub fn haul(&self, haul: Haul) {
        if let Some(hauls) = &self.hauls {
            // A thread that has ended answers nothing; the machine asks again at the next start.
            let _ = hauls.send(haul);
        }
    }

    /// What came of one. May be cancelled.
    pub async fn next(&mut self) -> Hauled {
        match self.done.recv().await {
            Some(done) => done,
            None => std::future::pending().await,
        }
    }
}

impl Drop for Porter {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        self.hauls = None;
        // A panic was reported by the thread itself.
        let _ = self.thread.take().map(JoinHandle::join);
    }
}

struct Worker {
    vault: Vault,
    ferry: Ferry,
    tell: UnboundedSender<Hauled>,
    stop: Arc<AtomicBool>,
}

impl Worker {
    async fn run(self, mut hauls: UnboundedReceiver<Haul>) {
        let (mut under_way, mut meters) = (JoinSet::new(), Meters::default());
        let mut hand = interval(TELL);
        hand.set_missed_tick_behavior(MissedTickBehavior::Skip);
        loop {
            tokio::select! {
                haul = hauls.recv() => match haul {
                    Some(haul) => {
                        if meters.is_empty() {
                            hand.reset();
                        }
                        self.begin(haul, &mut under_way, &mut meters);
                    }
                    // What is under way is dropped: the machine asks again.
                    None => return,
                },
                Some(_) = under_way.join_next() => {}
                _ = hand.tick(), if !meters.is_empty() => {
                    for moved in meters.moved() {
                        let _ = self.tell.send(moved);
                    }
                }
            }
        }
    }

    fn begin(&self, haul: Haul, under_way: &mut JoinSet<()>, meters: &mut Meters) {
        let meter = Arc::<Meter>::default();
        if let Some(load) = load(&haul) {
            meters.watch(load, Arc::downgrade(&meter));
        }
        let (vault, ferry, tell, stop) = (
            self.vault.clone(),
            self.ferry.clone(),
            self.tell.clone(),
            Arc::clone(&self.stop),
        );
        // Whoever has dropped the porter does not want to know.
        let tell = move |done| drop(tell.send(done));
        match haul {
            Haul::Seal { job, key, path } => {
                under_way.spawn(async move {
                    let seen = seen(path.clone());
                    let sealed = spawn_blocking(move || {
                        let target = vault.draft(job);
                        let made = vault.make().map_err(SealError::Vault);
                        let sealed = made.and_then(|()| seal::seal(Path::new(&path), &key, &target, &stop, &meter));
                        let sealed = sealed.and_then(|sealed| {
                            vault.keep(&target, sealed.digest).map_err(SealError::Vault)?;
                            Ok(sealed)
                        });
                        if sealed.is_err() {
                            // What was written is worth nothing; what is left of it goes at the next start.
                            let _ = std::fs::remove_file(&target);
                        }
                        sealed
                    });
                    let mut outcome = flat(sealed.await).map_err(|error| problem(&error));
                    if let Ok(sealed) = &mut outcome {
                        sealed.seen = seen.await;
                    }
                    tell(Hauled::Sealed { job, outcome });
                });
            }
            Haul::Upload { message, cargo } => {
                under_way.spawn(async move {
                    let outcome = ferry.upload(&cargo, &meter).await;
                    tell(Hauled::Uploaded { message, outcome });
                });
            }
            Haul::Fetch { message, cargo } => {
                under_way.spawn(async move {
                    let outcome = ferry.fetch(&cargo, &meter).await;
                    tell(Hauled::Fetched { message, outcome });
                });
            }
            Haul::Save {
                job,
                digest,
                key,
                bytes,
                path,
            } => {
                under_way.spawn(async move {
                    let path = PathBuf::from(path);
                    let saved = spawn_blocking(move || {
                        let opening = Opening::new(&key, bytes, digest);
                        seal::open(&vault.whole(digest), opening, &path, &stop, &meter)
                    });
                    let outcome = flat(saved.await).map_err(|error| problem(&error));
                    tell(Hauled::Saved { job, outcome });
                });
            }
            Haul::Remove { digest } => match vault.remove(digest) {
                Ok(()) => tell(Hauled::Removed { digest }),
                // It is named again at the next start.
                Err(error) => tracing::warn!(%error, "the bytes of a file could not be removed"),
            },
        }
    }
}

/// Lets others go first: a file of an hour may take some seconds more, a message may not. On Linux this concerns this thread and those that
/// it starts, which seal and write; other systems have no such thing for a thread.
#[cfg(target_os = "linux")]
fn step_back() {
    // Where the system refuses, files are as quick as messages.
    let _ = rustix::process::nice(NICE);
}

/// Not known here.
#[cfg(not(target_os = "linux"))]
const fn step_back() {}

/// What a file looks like. Decoders are other people's code: one that gives up ends its own task alone, and the file goes without.
async fn seen(path: String) -> Option<Seen> {
    spawn_blocking(move || look::make(Path::new(&path)))
        .await
        .ok()
        .flatten()
}

/// What a haul is called while it is under way; removing is done at once.
const fn load(haul: &Haul) -> Option<Load> {
    match haul {
        Haul::Seal { job, .. } | Haul::Save { job, .. } => Some(Load::Job(*job)),
        Haul::Upload { message, .. } | Haul::Fetch { message, .. } => Some(Load::Message(*message)),
        Haul::Remove { .. } => None,
    }
}

/// A task that has panicked has done nothing.
fn flat<T>(joined: Result<Result<T, SealError>, tokio::task::JoinError>) -> Result<T, SealError> {
    joined.unwrap_or(Err(SealError::Stopped))
}

/// What a person is told.
fn problem(error: &SealError) -> Problem {
    tracing::info!(%error, "a file could not be used");
    match error {
        SealError::Source(_) => Problem::FileUnreadable,
        SealError::Target(error) if is_full(error) => Problem::Storage,
        SealError::Target(_) => Problem::FileUnwritable,
        SealError::Vault(error) if error.kind() == io::ErrorKind::NotFound => Problem::FileGone,
        SealError::Vault(_) => Problem::Storage,
        SealError::Damaged => Problem::FileDamaged,
        SealError::Stopped => Problem::Offline,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_told_from_a_name_that_is_taken() {
        for (kind, said) in [
            (io::ErrorKind::StorageFull, Problem::Storage),
            (io::ErrorKind::QuotaExceeded, Problem::Storage),
            (io::ErrorKind::FileTooLarge, Problem::Storage),
            (io::ErrorKind::AlreadyExists, Problem::FileUnwritable),
            (io::ErrorKind::PermissionDenied, Problem::FileUnwritable),
            (io::ErrorKind::InvalidFilename, Problem::FileUnwritable),
        ] {
            assert_eq!(problem(&SealError::Target(kind.into())), said, "{kind}");
            if said == Problem::Storage {
                assert_eq!(problem(&SealError::Vault(kind.into())), said, "{kind}");
            }
        }
        assert_eq!(
            problem(&SealError::Vault(io::ErrorKind::NotFound.into())),
            Problem::FileGone
        );
        assert_eq!(
            problem(&SealError::Source(io::ErrorKind::NotFound.into())),
            Problem::FileUnreadable
        );
        assert_eq!(problem(&SealError::Damaged), Problem::FileDamaged);
    }
}
