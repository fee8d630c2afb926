//! What the hub wants done.

use bytes::Bytes;
use pillion_wire::id::FileId;

use super::input::ConnectionId;
use crate::store::op::{Job, Ticket};

/// One thing to do.
#[derive(Debug, Clone)]
pub enum Output {
    /// Send one binary message. If the connection cannot take it, close it: nothing is buffered for slow readers.
    Send {
        /// To whom.
        connection: ConnectionId,
        /// The message.
        bytes: Bytes,
    },
    /// Close a connection after what was sent to it. The hub has already forgotten it.
    Close {
        /// Which.
        connection: ConnectionId,
    },
    /// Stop reading from a connection: the store is behind. A driver on virtual time may ignore it.
    Pause {
        /// Which.
        connection: ConnectionId,
    },
    /// Go on reading.
    Resume {
        /// Which.
        connection: ConnectionId,
    },
    /// Give a job to the store, after all jobs before it.
    Store {
        /// Comes back with the outcome.
        ticket: Ticket,
        /// The job.
        job: Job,
    },
    /// Remove the parts of these files, and then give the store an [`Op::FreeFile`](crate::store::op::Op::FreeFile) for each.
    /// Those that cannot be removed come again.
    Forget {
        /// The files.
        files: Vec<FileId>,
    },
}
