//! What the accept loop knows of a connection.

use std::sync::Arc;

use tokio::sync::{Notify, mpsc};

use crate::{hub::input::Network, seats::Seat};

/// A connection; travels with each request of it.
#[derive(Debug, Clone)]
pub struct Peer {
    /// Its seat; kept as long as anything of the connection lives.
    pub seat: Arc<Seat>,
    /// Dropped when the connection is done, which a stopping relay waits for.
    pub alive: mpsc::Sender<()>,
    /// Ends the connection at once: whoever does not read would otherwise hold what is meant for him as long as he likes.
    pub cut: Arc<Notify>,
}

impl Peer {
    /// Where it comes from.
    #[must_use]
    pub fn network(&self) -> Option<Network> {
        self.seat.network()
    }
}
