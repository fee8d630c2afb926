//! The local socket of a running phone.
//!
//! 1. [`Server::open`] puts a socket into the home folder, in the place of one that a killed phone left behind. The
//!    caller holds the home's lock, so no living phone can own that one.
//! 2. Each connection is one screen: its requests go to the desk, and what the phone says goes back.
//! 3. A connection that sends anything but requests is closed; the others do not notice.
//! 4. Dropping the server takes the socket away and ends its connections.

use std::{
    fs, io,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use pillion_protocol::content::request::Request;
use tokio::{
    net::{UnixListener, UnixStream},
    sync::Semaphore,
    task::JoinSet,
};

use super::frame::{self, FrameError, Said};
use crate::desk::{Desk, Screen};

/// The socket's name in the home folder.
pub const SOCKET: &str = "socket";

/// Programs that may be connected at one time: far more than one person starts.
const CONNECTIONS: usize = 64;

/// How long a closing server waits for others to have their last answers.
const LAST_ANSWERS: Duration = Duration::from_millis(200);

/// Why the socket could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum ServerError {
    /// The system refused.
    #[error("The socket {} cannot be opened: {reason}. Choose another folder with --home: it must be writable and its path short.", path.display())]
    Bind {
        /// Where.
        path: PathBuf,
        /// What the system says.
        reason: io::Error,
    },
}

/// The open socket of a running phone.
#[derive(Debug)]
pub struct Server {
    path: PathBuf,
    accept: tokio::task::JoinHandle<()>,
}

impl Server {
    /// Opens the socket in `home`. Must be called within a tokio runtime, by whoever holds the home's lock.
    ///
    /// # Errors
    /// [`ServerError`], a sentence.
    pub fn open(home: &Path, desk: Desk) -> Result<Self, ServerError> {
        let path = home.join(SOCKET);
        let failed = |reason| ServerError::Bind {
            path: path.clone(),
            reason,
        };
        match fs::remove_file(&path) {
            Err(reason) if reason.kind() != io::ErrorKind::NotFound => return Err(failed(reason)),
            _ => {}
        }
        let listener = UnixListener::bind(&path).map_err(failed)?;
        // The folder (0700) keeps others out between these two lines.
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).map_err(failed)?;
        let accept = tokio::spawn(accept(listener, desk));
        Ok(Self { path, accept })
    }

    /// Closes the socket, after a moment in which others get the answers that are on their way.
    pub async fn close(self) {
        // Newcomers find no socket from here on, and wait for the lock instead.
        let _ = fs::remove_file(&self.path);
        tokio::time::sleep(LAST_ANSWERS).await;
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.accept.abort();
        // Nothing is lost if it stays: the next phone replaces it.
        let _ = fs::remove_file(&self.path);
    }
}

async fn accept(listener: UnixListener, desk: Desk) {
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    // Ends all connections when this task is aborted.
    let mut connections = JoinSet::new();
    loop {
        while connections.try_join_next().is_some() {}
        let Ok(place) = Arc::clone(&places).acquire_owned().await else {
            return;
        };
        match listener.accept().await {
            Ok((stream, _)) => {
                let Ok(screen) = desk.open() else { return };
                connections.spawn(async move {
                    if let Err(reason) = serve(stream, screen).await {
                        tracing::warn!(%reason, "a local screen was disconnected");
                    }
                    drop(place);
                });
            }
            Err(reason) => {
                tracing::warn!(%reason, "the local socket could not take a connection");
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
    }
}

/// Serves one screen until it leaves or the phone stops.
async fn serve(stream: UnixStream, mut screen: Screen) -> Result<(), FrameError> {
    let (mut from, mut to) = stream.into_split();
    let (requests, mut inbox) = tokio::sync::mpsc::channel::<Request>(16);
    // Reading has a task of its own because a half-read frame must not be thrown away.
    let mut reader = JoinSet::new();
    reader.spawn(async move {
        while let Some(request) = frame::read::<Request, _>(&mut from).await? {
            if requests.send(request).await.is_err() {
                break;
            }
        }
        Ok::<_, FrameError>(())
    });
    loop {
        tokio::select! {
            request = inbox.recv() => match request {
                Some(request) => if screen.pass_on(request).is_err() { return Ok(()) },
                None => return match reader.join_next().await {
                    Some(Ok(ended)) => ended,
                    _ => Ok(()),
                },
            },
            said = screen.next() => match said {
                Some(said) => frame::write(&mut to, &Said::from(said)).await?,
                None => return Ok(()),
            },
        }
    }
}
