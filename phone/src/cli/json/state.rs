//! The account and how it is connected, as objects.

use pillion_protocol::content::account::Connection;
use serde::Serialize;

/// `{"handle","name","relay","home"}`.
#[derive(Debug, Serialize)]
pub struct AccountObject {
    /// The account's handle without `@`.
    pub handle: String,
    /// Its name.
    pub name: String,
    /// The relay's address.
    pub relay: String,
    /// The folder of the phone.
    pub home: String,
}

/// `{"online","since","refused","waiting"}`.
#[derive(Debug, Serialize)]
pub struct ConnectionObject {
    /// Whether the phone is at its relay.
    pub online: bool,
    /// Since when it is, or is not.
    pub since: u64,
    /// Why the relay refuses it, as a sentence; else null.
    pub refused: Option<String>,
    /// Messages that the relay does not have yet.
    pub waiting: u32,
}

impl From<&Connection> for ConnectionObject {
    fn from(connection: &Connection) -> Self {
        Self {
            online: connection.online,
            since: connection.since.0,
            refused: connection.refused.map(|code| code.to_string()),
            waiting: connection.waiting,
        }
    }
}

/// `{"account","handle","name","relay","online","since","refused","waiting","links","links_online","chats","unread"}`.
#[derive(Debug, Serialize)]
pub struct StatusObject {
    /// The account's id.
    pub account: String,
    /// Its handle without `@`.
    pub handle: String,
    /// Its name.
    pub name: String,
    /// Its relay.
    pub relay: String,
    /// How it is connected.
    #[serde(flatten)]
    pub connection: ConnectionObject,
    /// Linked browsers.
    pub links: usize,
    /// Those of them that have a session now.
    pub links_online: usize,
    /// Chats.
    pub chats: usize,
    /// Incoming messages that were not seen yet, in all chats.
    pub unread: u64,
}
