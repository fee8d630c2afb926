//! What can happen to a relay.

use bytes::Bytes;
use pillion_wire::refusal::Code;

use crate::store::op::{Outcome, Ticket};

/// One connection; numbered by the driver, never reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ConnectionId(pub u64);

/// Where a connection comes from, for rate limits only: an address block, in any form that the driver chooses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Network(pub [u8; 16]);

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A client connected.
    Connected {
        /// Its number.
        connection: ConnectionId,
        /// Random bytes for its challenge.
        nonce: [u8; 32],
        /// Where it comes from; `None` if connections cannot be told apart (loopback, a proxy on this machine).
        network: Option<Network>,
    },
    /// A client sent a binary message.
    Frame {
        /// Which client.
        connection: ConnectionId,
        /// The message.
        bytes: Bytes,
    },
    /// A client sent what the driver could not even take as a message.
    Fault {
        /// Which client.
        connection: ConnectionId,
        /// What was wrong.
        code: Code,
    },
    /// A connection is gone.
    Disconnected {
        /// Which.
        connection: ConnectionId,
    },
    /// The store is done with a job.
    Stored {
        /// The ticket of the job.
        ticket: Ticket,
        /// What it came to.
        outcome: Outcome,
    },
    /// The time that [`super::machine::Hub::wake_at`] named has come.
    Wake,
    /// The relay goes down: everybody is told.
    Closing,
}
