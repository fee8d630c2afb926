//! Live bytes between the two ends of a link, passed on as they came.
//!
//! Source: docs/protocol.md, rules `R-WIRE-5`, `R-FWD-1`.

use bytes::Bytes;
use pillion_wire::{id::LinkId, refusal::Code, relay_frame::RelayFrame, time::Timestamp};

use super::{connection::State, input::ConnectionId, machine::Hub};

impl Hub {
    /// Hands `frame` to the other end of `link`, or says that it is away.
    pub(super) fn forward(&mut self, now: Timestamp, id: ConnectionId, link: LinkId, frame: Bytes) {
        let Some(connection) = self.connections.get(&id) else {
            return;
        };
        let (other_end, last_seen) = match &connection.state {
            State::Browser(browser) if browser.link == link => {
                (self.phones.get(&browser.account).copied(), browser.phone_seen)
            }
            State::Phone(phone) => match phone.links.get(&link) {
                Some(last_seen) => (self.browsers.get(&link).copied(), *last_seen),
                // Not, or no longer, this account's link: nobody is there, and more is not said.
                None => (None, None),
            },
            _ => return self.end(now, id, Code::OutOfState),
        };
        match other_end {
            Some(other_end) => self.send_bytes(other_end, frame),
            None => self.send(id, &RelayFrame::PeerAway { link, last_seen }),
        }
    }
}
