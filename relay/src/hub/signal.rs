//! Small blobs for phones that are there now: typing, presence. Passed on or lost, never stored.
//!
//! Source: docs/protocol.md, rule `R-SIG-1`.

use pillion_wire::{
    id::AccountId,
    limit::{PUT_RECIPIENTS, SIGNAL_BYTES},
    refusal::Code,
    relay_frame::RelayFrame,
    time::Timestamp,
};

use super::{input::ConnectionId, machine::Hub, rate::Use};

impl Hub {
    /// Hands `payload` to those of `to` who are connected. More than the sender may send is lost like all else.
    pub(super) fn signal(
        &mut self,
        now: Timestamp,
        connection: ConnectionId,
        sender: AccountId,
        to: Vec<AccountId>,
        payload: Vec<u8>,
    ) {
        if payload.len() > SIGNAL_BYTES || to.len() > PUT_RECIPIENTS {
            return self.end(now, connection, Code::FrameTooLarge);
        }
        if !self.may(now, Use::Signal(sender)) {
            return;
        }
        let frame = RelayFrame::Signal { payload };
        for account in to {
            if let Some(recipient) = self.phones.get(&account).copied() {
                self.send(recipient, &frame);
            }
        }
    }
}
