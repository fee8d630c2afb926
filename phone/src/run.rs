//! Making an account, and running a phone.
//!
//! 1. [`create`] makes the keys and the database under another name, claims the handle at the relay, and only then gives the
//!    database its name: there is an account or there is none.
//! 2. [`start`] locks the home, opens the database and lets a [`crate::driver`] run the phone on a thread of its own.

use std::{
    fs, io,
    path::Path,
    thread::{self, JoinHandle},
    time::Duration,
};

use pillion_wire::{handle::Handle, origin::Origin, refusal::Code};
use tokio::{
    runtime::Builder,
    sync::{mpsc, oneshot},
    time,
};

use crate::{
    app::{
        account,
        phone::{self, Phone},
        relay::Claim,
        rng::SharedRng,
    },
    clock::Clock,
    desk::{Desk, FromScreen},
    driver::Driver,
    files::porter::Porter,
    home::{Home, HomeError, holds_account},
    passphrase::Passphrase,
    store::{
        account::find,
        database::{Database, Stretch},
        error::StoreError,
        setting::{self, MOVED},
    },
    system::SystemRng,
};

/// How long the relay may take to give the handle.
const CLAIM: Duration = Duration::from_secs(20);

/// Why an account cannot be made, or a phone not be started.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The folder.
    #[error(transparent)]
    Home(#[from] HomeError),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is nothing to start.
    #[error("There is no account in {0} yet. Make one: pillion-phone init --relay URL --handle NAME --name TEXT")]
    NoAccount(String),
    /// It lives elsewhere.
    #[error(
        "The phone in {0} was moved away and is closed for good here. Use it where it was restored; if the move was \
         interrupted, do it again: pillion-phone move FILE"
    )]
    Moved(String),
    /// There is an account already.
    #[error("There is already an account in {0}. Use it, or choose another folder with --home.")]
    AccountExists(String),
    /// The relay said no.
    #[error("{0}")]
    Refused(Code),
    /// The relay could not be reached.
    #[error("The relay {relay} cannot be reached: {reason}. Check its address and that it runs, then try again.")]
    Unreachable {
        /// Its address.
        relay: Origin,
        /// What the system says.
        reason: String,
    },
    /// The system has no thread left.
    #[error("The phone could not be started: {0}. Close other programs, then try again.")]
    Thread(io::Error),
}

/// How a phone runs.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// Answers every incoming text with `Echo: …`.
    pub echo: bool,
}

/// A running phone. It stops when this is dropped, which waits until its database is closed; [`Running::stop`] waits
/// without holding other tasks up.
#[derive(Debug)]
pub struct Running {
    /// Where screens open themselves.
    pub desk: Desk,
    /// Dropped to stop the phone; before `thread`, which waits for that.
    stop: oneshot::Sender<()>,
    ended: oneshot::Receiver<()>,
    thread: Thread,
}

impl Running {
    /// Stops the phone and waits until its database is closed and its home is free.
    pub async fn stop(self) {
        drop(self.stop);
        // An error says that it has ended, too.
        let _ = self.ended.await;
        drop(self.thread);
    }
}

/// The thread of a phone; dropping it waits for its end. A process that ends while a thread of it still lets go of its
/// cryptography takes the memory away from under it.
#[derive(Debug)]
struct Thread(Option<JoinHandle<()>>);

impl Drop for Thread {
    fn drop(&mut self) {
        // A panic was reported by the thread itself.
        let _ = self.0.take().map(JoinHandle::join);
    }
}

/// Makes an account: its keys, its database, and its handle at the relay. Leaves none behind when the relay refuses.
///
/// # Errors
/// [`RunError`], a sentence.
pub async fn create(
    home: &Path,
    passphrase: &Passphrase,
    relay: Origin,
    handle: Handle,
    name: &str,
) -> Result<(), RunError> {
    if holds_account(home) {
        return Err(RunError::AccountExists(home.display().to_string()));
    }
    let home = Home::take(home)?;
    let (passphrase, name) = (passphrase.clone(), name.to_owned());
    on_thread(move || async move {
        let mut clock = Clock::start();
        let rng = SharedRng::new(Box::new(SystemRng));
        let database = begun_database(&home, &passphrase, &rng, &relay, &handle, &name, &mut clock)?;
        let phone = Phone::new(database, phone::Options::default(), rng, clock.now())?;
        let (_desk, listen) = mpsc::unbounded_channel();
        let porter = porter(&home, &relay)?;
        let mut driver = Driver::new(phone, relay.clone(), clock, listen, porter);
        match claim(&mut driver, relay).await {
            Ok(()) => {
                driver.into_phone().into_database().close()?;
                fs::rename(home.begun(), home.database()).map_err(|reason| {
                    HomeError::Folder {
                        path: home.database(),
                        reason,
                    }
                    .into()
                })
            }
            Err(error) => {
                // Once the relay may have given the handle, only these keys can use it: a second try goes on with them.
                let may_be_ours = driver.was_online && !matches!(error, RunError::Refused(_));
                drop(driver);
                if !may_be_ours {
                    home.discard_begun();
                }
                Err(error)
            }
        }
    })
    .await
}

/// Carries the bytes of files.
fn porter(home: &Home, relay: &Origin) -> Result<Porter, RunError> {
    let folder = |reason| HomeError::Folder {
        path: home.path().to_owned(),
        reason,
    };
    Ok(Porter::start(home.path(), relay).map_err(folder)?)
}

/// Opens a phone and keeps it connected to its relay.
///
/// # Errors
/// [`RunError`], a sentence.
pub async fn start(home: &Path, passphrase: &Passphrase, options: Options) -> Result<Running, RunError> {
    if !holds_account(home) {
        return Err(RunError::NoAccount(home.display().to_string()));
    }
    let home = Home::take(home)?;
    let passphrase = passphrase.clone();
    let (desk, listen) = Desk::new();
    let (stop, stopped) = oneshot::channel();
    let (end, ended) = oneshot::channel();
    let (report, opened) = oneshot::channel();
    let thread = spawn(move || async move {
        match open(&home, &passphrase, options, listen) {
            Ok(driver) => {
                // Whoever does not wait for the answer has dropped `stop` as well.
                let _ = report.send(Ok(()));
                drive(driver, stopped).await;
                drop(home);
            }
            Err(error) => {
                // Free before it is said, so that the next try finds it free.
                drop(home);
                drop(report.send(Err(error)));
            }
        }
        drop(end);
    })?;
    opened.await.unwrap_or_else(|_| Err(gone()))?;
    Ok(Running {
        desk,
        stop,
        ended,
        thread,
    })
}

fn open(
    home: &Home,
    passphrase: &Passphrase,
    options: Options,
    listen: mpsc::UnboundedReceiver<FromScreen>,
) -> Result<Driver, RunError> {
    let database = Database::open(&home.database(), passphrase, Stretch::Full)?;
    let row = find(&database.read())?.ok_or_else(|| StoreError::Damaged("it holds no account".to_owned()))?;
    if setting::value(&database.read(), MOVED)?.is_some() {
        return Err(RunError::Moved(home.path().display().to_string()));
    }
    let mut clock = Clock::start();
    let rng = SharedRng::new(Box::new(SystemRng));
    let phone = Phone::new(database, phone::Options { echo: options.echo }, rng, clock.now())?;
    let porter = porter(home, &row.relay)?;
    Ok(Driver::new(phone, row.relay, clock, listen, porter))
}

async fn drive(mut driver: Driver, mut stopped: oneshot::Receiver<()>) {
    driver.begin();
    loop {
        tokio::select! {
            biased;
            // Sent or dropped: both mean stop.
            _ = &mut stopped => break,
            () = driver.turn() => {}
        }
    }
    if let Err(error) = driver.into_phone().into_database().close() {
        tracing::error!(%error, "the database was not closed cleanly");
    }
}

/// The database of an account that is being made: a new one, or that of an earlier try for the same handle.
fn begun_database(
    home: &Home,
    passphrase: &Passphrase,
    rng: &SharedRng,
    relay: &Origin,
    handle: &Handle,
    name: &str,
    clock: &mut Clock,
) -> Result<Database, RunError> {
    if let Ok(database) = Database::open(&home.begun(), passphrase, Stretch::Full) {
        let row = find(&database.read())?;
        if row.is_some_and(|row| row.handle == *handle && row.relay == *relay) {
            return Ok(database);
        }
    }
    home.discard_begun();
    let mut database = Database::open(&home.begun(), passphrase, Stretch::Full)?;
    account::make(&mut database, rng, relay.clone(), handle.clone(), name, clock.now())?;
    Ok(database)
}

/// Drives the phone until the handle is its own. One try to connect is enough: a person waits for the answer.
async fn claim(driver: &mut Driver, relay: Origin) -> Result<(), RunError> {
    let unreachable = |reason: &str| RunError::Unreachable {
        relay: relay.clone(),
        reason: reason.to_owned(),
    };
    driver.begin();
    let going = async {
        loop {
            match (driver.phone().claim(), &driver.closed) {
                (Claim::Done, _) => return Ok(()),
                (Claim::Refused(code), _) => return Err(RunError::Refused(code)),
                (Claim::Open, Some(reason)) => return Err(unreachable(reason)),
                (Claim::Open, None) => driver.turn().await,
            }
        }
    };
    time::timeout(CLAIM, going)
        .await
        .unwrap_or_else(|_| Err(unreachable("it did not answer in time")))
}

/// Runs a future on a thread and a runtime of its own, and waits for what comes of it.
async fn on_thread<T, F>(work: impl FnOnce() -> F + Send + 'static) -> Result<T, RunError>
where
    T: Send + 'static,
    F: Future<Output = Result<T, RunError>>,
{
    let (report, outcome) = oneshot::channel();
    let _waited_for = spawn(move || async move { drop(report.send(work().await)) })?;
    outcome.await.unwrap_or_else(|_| Err(gone()))
}

fn spawn<F: Future<Output = ()>>(work: impl FnOnce() -> F + Send + 'static) -> Result<Thread, RunError> {
    let runtime = Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(RunError::Thread)?;
    let thread = thread::Builder::new()
        .name("phone".to_owned())
        .spawn(move || runtime.block_on(work()))
        .map_err(RunError::Thread)?;
    Ok(Thread(Some(thread)))
}

fn gone() -> RunError {
    RunError::Thread(io::Error::other("it ended unexpectedly"))
}
