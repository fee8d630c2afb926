//! Connections between the nodes and the relay: each a pair of ordered pipes with a random delay.

use std::collections::BTreeMap;

use pillion_relay::hub::input::ConnectionId;
use pillion_wire::time::Timestamp;

use crate::{chance::Chance, sim::errand::Errand};

/// Who holds the other end of a connection to the relay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Node {
    /// A phone, by its number in the world.
    Phone(usize),
    /// A browser, by its number in the world.
    Browser(usize),
}

/// What a node wants of the network, and of its disk.
#[derive(Debug)]
pub enum Wish {
    /// A connection of this name.
    Connect(u32),
    /// A message over it.
    Transmit(u32, Vec<u8>),
    /// No more of it.
    Close(u32),
    /// Something done with a file.
    Errand(Errand),
}

/// How the network behaves.
#[derive(Debug, Clone, Copy)]
pub struct Weather {
    /// A message takes at least so long, in milliseconds.
    pub delay_ms: u64,
    /// And at most so much longer.
    pub jitter_ms: u64,
    /// How long it takes at most until an end notices that its connection was cut, in milliseconds.
    pub notice_ms: u64,
}

/// A local network.
pub const CALM: Weather = Weather {
    delay_ms: 1,
    jitter_ms: 3,
    notice_ms: 20,
};

/// A train.
pub const STORMY: Weather = Weather {
    delay_ms: 5,
    jitter_ms: 700,
    notice_ms: 4_000,
};

/// One connection.
#[derive(Debug, Clone, Copy)]
pub struct Connection {
    /// Whose.
    pub node: Node,
    /// What the node calls it; a node forgets a connection before the network does.
    pub line: u32,
    /// When the last message to the relay arrives.
    to_relay: Timestamp,
    /// When the last message to the node arrives.
    to_node: Timestamp,
}

/// All connections.
#[derive(Debug, Default)]
pub struct Network {
    open: BTreeMap<ConnectionId, Connection>,
    last: u64,
}

/// Which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// From a node to the relay.
    Up,
    /// From the relay to a node.
    Down,
}

impl Network {
    /// A new connection.
    pub fn open(&mut self, now: Timestamp, node: Node, line: u32) -> ConnectionId {
        self.last += 1;
        let id = ConnectionId(self.last);
        self.open.insert(
            id,
            Connection {
                node,
                line,
                to_relay: now,
                to_node: now,
            },
        );
        id
    }

    /// When a message that is sent now arrives; never before one that was sent earlier.
    pub fn arrival(
        &mut self,
        now: Timestamp,
        id: ConnectionId,
        way: Way,
        weather: &Weather,
        chance: &mut Chance,
    ) -> Option<Timestamp> {
        let connection = self.open.get_mut(&id)?;
        let last = match way {
            Way::Up => &mut connection.to_relay,
            Way::Down => &mut connection.to_node,
        };
        let at = now.after_ms(weather.delay_ms + chance.below(weather.jitter_ms + 1));
        *last = at.max(*last);
        Some(*last)
    }

    /// A connection that is there.
    #[must_use]
    pub fn connection(&self, id: ConnectionId) -> Option<Connection> {
        self.open.get(&id).copied()
    }

    /// The connection that a node calls `line`.
    #[must_use]
    pub fn of(&self, node: Node, line: u32) -> Option<ConnectionId> {
        let found = self
            .open
            .iter()
            .find(|(_, connection)| connection.node == node && connection.line == line);
        found.map(|(id, _)| *id)
    }

    /// All connections of a node.
    #[must_use]
    pub fn all_of(&self, node: Node) -> Vec<ConnectionId> {
        self.open
            .iter()
            .filter(|(_, connection)| connection.node == node)
            .map(|(id, _)| *id)
            .collect()
    }

    /// All connections.
    #[must_use]
    pub fn all(&self) -> Vec<ConnectionId> {
        self.open.keys().copied().collect()
    }

    /// It is no more: whatever is on its way is lost.
    pub fn forget(&mut self, id: ConnectionId) -> Option<Connection> {
        self.open.remove(&id)
    }
}
