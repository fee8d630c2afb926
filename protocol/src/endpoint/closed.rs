//! Why a session ended.

use pillion_wire::time::Timestamp;

/// The reason of a `Closed`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// The relay says that the other end is not connected.
    #[error("the other end is not connected to the relay")]
    PeerAway {
        /// When it was last there, as far as the relay knows.
        last_seen: Option<Timestamp>,
    },
    /// This end lost its own connection to the relay.
    #[error("the connection to the relay was lost")]
    Cut,
    /// A message came that could not be opened: changed, repeated, out of order or forged. Which is not said.
    #[error("a message could not be opened")]
    Broken,
    /// The other end began a new session.
    #[error("a new session took its place")]
    Replaced,
}

/// Why a message was not taken for sending.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// There is no session now. Ask again after `Opened`.
    #[error("no session is open")]
    NotOpen,
    /// The message does not fit. Ask for or send less at once.
    #[error("message too large: {got} bytes, limit {limit}", limit = crate::crypto::padding::CONTENT_BYTES)]
    TooLarge {
        /// Its size in bytes.
        got: usize,
    },
    /// This end may not say this: a page sends requests, a phone replies, updates and farewells.
    #[error("this end may not send this")]
    Direction,
}
