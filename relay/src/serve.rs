//! A running relay, from its configuration to its end.

use std::{
    io,
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::{Arc, atomic::AtomicU64},
    time::Duration,
};

use pillion_wire::{
    limit::PING_MS,
    origin::{Origin, OriginError},
};
use tokio::{
    net::TcpListener,
    sync::{mpsc, watch},
    task::JoinHandle,
    time,
};

#[cfg(feature = "s3")]
use crate::files::bucket::Bucket;
use crate::{
    accept::{self, Door},
    clock::Clock,
    files::{depot::Depot, desk::Files, room::Limits},
    headers::Headers,
    hub::{input::Input, machine::Hub, settings::Settings},
    names::Names,
    page::Page,
    routes::{Desk, routes},
    seats::Seats,
    store::{
        disk::{Disk, OpenError},
        quotas::Quotas,
        writer::Writer,
    },
    switchboard::{self, Switchboard},
};

/// The database's name in the data folder.
const DATABASE: &str = "relay.redb";

/// The folder of the parts of files, in the data folder.
const FILES: &str = "files";

/// How long a stopping relay waits for its clients to take their farewell.
const FAREWELL: Duration = Duration::from_secs(3);

/// What an operator decides.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where to listen; port 0 picks a free one.
    pub listen: SocketAddr,
    /// The folder of the database; made if it is absent.
    pub data: PathBuf,
    /// Serve the page from this folder instead of the program.
    pub www: Option<PathBuf>,
    /// The addresses under which others know this relay.
    pub origins: Vec<Origin>,
    /// Keep files there instead of in the data folder.
    #[cfg(feature = "s3")]
    pub bucket: Option<Bucket>,
    /// How much is kept.
    pub quotas: Quotas,
    /// Who brings and gets files at once, and how slowly.
    pub room: Limits,
    /// Connections at once.
    pub connections: usize,
    /// Connections at once from one address.
    pub connections_of_one: usize,
    /// How often an idle client is pinged.
    pub ping: Duration,
    /// How long a client may take for the head of a request, and an idle connection stays open.
    pub head: Duration,
}

impl Config {
    /// The usual configuration.
    #[must_use]
    pub fn new(listen: SocketAddr, data: impl Into<PathBuf>) -> Self {
        Self {
            listen,
            data: data.into(),
            www: None,
            origins: Vec::new(),
            #[cfg(feature = "s3")]
            bucket: None,
            quotas: Quotas::default(),
            room: Limits::default(),
            connections: 10_000,
            connections_of_one: 200,
            ping: Duration::from_millis(PING_MS),
            head: Duration::from_secs(10),
        }
    }
}

/// Why a relay does not start; each is a sentence for the operator.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// Somebody else listens there.
    #[error("{0} is already in use. Stop the program that uses it, or choose another port with --listen.")]
    InUse(SocketAddr),
    /// The system does not allow it.
    #[error(
        "The relay cannot listen on {0} ({1}). Choose an address of this machine and a port above 1023 with --listen."
    )]
    Listen(SocketAddr, io::Error),
    /// The data folder cannot be used.
    #[error(
        "The data folder {} cannot be used ({error}). Choose a folder that you may write with --data.",
        folder.display()
    )]
    Data {
        /// The folder.
        folder: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// The page's folder cannot be used.
    #[error(
        "The folder {} given with --www cannot be read ({error}). Name the folder of the page.",
        folder.display()
    )]
    Page {
        /// The folder.
        folder: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// The bucket cannot be used.
    #[cfg(feature = "s3")]
    #[error("The bucket given with --files-in cannot be used ({0}). Check its address and that of its store.")]
    Bucket(object_store::Error),
    /// The database cannot be used.
    #[error(transparent)]
    Store(#[from] OpenError),
    /// It has no name.
    #[error("The relay's own address is not usable: {0}")]
    Name(#[from] OriginError),
    /// The system has no room.
    #[error("The relay could not start ({0}). Close other programs and try again.")]
    System(#[from] io::Error),
}

/// A relay that runs. Dropping it stops it without farewells; what was answered is on disk.
#[derive(Debug)]
pub struct Relay {
    address: SocketAddr,
    names: Names,
    board: Switchboard,
    driver: JoinHandle<()>,
    stop: watch::Sender<bool>,
    ended: mpsc::Receiver<()>,
}

/// Starts a relay; it runs when this returns.
///
/// # Errors
/// [`StartError`], a sentence for the operator.
pub async fn serve(config: Config) -> Result<Relay, StartError> {
    let listener = TcpListener::bind(config.listen)
        .await
        .map_err(|error| match error.kind() {
            io::ErrorKind::AddrInUse => StartError::InUse(config.listen),
            _ => StartError::Listen(config.listen, error),
        })?;
    let address = listener.local_addr()?;
    let names = Names::new(address, &config.origins)?;
    let page = page(config.www.as_deref())?;
    let store = store(&config.data, config.quotas)?;
    let depot = depot(&config)?;

    let clock = Clock::start();
    let settings = Settings {
        connections: config.connections,
        ..Settings::new(names.all().iter().cloned())
    };
    let writer = Writer::start(store)?;
    let files = Files::new(writer.queue().clone(), depot.clone(), clock, config.room);
    let hub = Hub::new(clock.now(), settings);
    let (board, driver) = switchboard::start(hub, clock, writer, depot);

    let (stop, stopped) = watch::channel(false);
    let (alive, ended) = mpsc::channel(1);
    let headers = Headers::new(&names).map_err(io::Error::other)?;
    let desk = Desk {
        names: names.clone(),
        page,
        files,
        board: board.clone(),
        clock,
        ping: config.ping,
        last_connection: AtomicU64::new(1),
    };
    let door = Door {
        routes: routes(Arc::new(desk)),
        headers: Arc::new(headers),
        // Some more than WebSockets, so that one too many is refused by name.
        seats: Seats::new(config.connections.saturating_add(64), config.connections_of_one),
        head: config.head,
        alive,
        stop: stopped,
    };
    tokio::spawn(accept::run(listener, door));
    Ok(Relay {
        address,
        names,
        board,
        driver,
        stop,
        ended,
    })
}

impl Relay {
    /// Where it listens.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where a browser on this machine finds it.
    #[must_use]
    pub const fn origin(&self) -> &Origin {
        self.names.local()
    }

    /// Waits until the relay ends by itself, which it does only when its store has failed for good.
    pub async fn ended(&mut self) {
        // A panic of the driver is an end as well.
        let _ = (&mut self.driver).await;
    }

    /// Tells all clients, stores what was put, closes the database.
    pub async fn stop(mut self) {
        let _ = self.stop.send(true);
        self.board.input(Input::Closing).await;
        let _ = (&mut self.driver).await;
        // Nothing is ever sent: the channel ends when the last connection has.
        if time::timeout(FAREWELL, self.ended.recv()).await.is_err() {
            tracing::debug!("some clients did not take their farewell");
        }
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        self.driver.abort();
    }
}

fn store(folder: &Path, quotas: Quotas) -> Result<Disk, StartError> {
    let unusable = |error| StartError::Data {
        folder: folder.to_owned(),
        error,
    };
    make_private(folder).map_err(unusable)?;
    Ok(Disk::open(&folder.join(DATABASE), quotas)?)
}

fn depot(config: &Config) -> Result<Depot, StartError> {
    #[cfg(feature = "s3")]
    if let Some(bucket) = &config.bucket {
        let depot = Depot::new(bucket.open().map_err(StartError::Bucket)?);
        tokio::spawn(look_at(bucket.clone(), depot.clone()));
        return Ok(depot);
    }
    let folder = config.data.join(FILES);
    make_private(&folder)
        .and_then(|()| Depot::in_folder(&folder))
        .map_err(|error| StartError::Data { folder, error })
}

/// Says at once what otherwise the first file would find out. Messages do not need the bucket, so the relay runs without it.
#[cfg(feature = "s3")]
async fn look_at(bucket: Bucket, depot: Depot) {
    if let Err(error) = depot.check().await {
        tracing::warn!(
            "The bucket given with --files-in, {bucket:?}, cannot be used ({error}). Check its name, its keys and the address of its store. Until it can be used, files wait; messages do not."
        );
    }
}

/// Makes a folder that only its owner may enter; one that exists stays as it is.
fn make_private(folder: &Path) -> io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

fn page(www: Option<&Path>) -> Result<Page, StartError> {
    let Some(folder) = www else {
        return Ok(Page::embedded()?);
    };
    match std::fs::read_dir(folder) {
        Ok(_) => Ok(Page::Folder(folder.to_owned())),
        Err(error) => Err(StartError::Page {
            folder: folder.to_owned(),
            error,
        }),
    }
}
