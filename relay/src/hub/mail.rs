//! Blobs for mailboxes: put, stored, delivered, acked.
//!
//! Source: docs/protocol.md, rules `R-PUT-1` to `R-PUT-6`.

use std::collections::BTreeSet;

use bytes::Bytes;
use pillion_wire::{
    client_frame::Slot,
    id::{AccountId, PutId},
    limit::PUT_RECIPIENTS,
    refusal::Code,
    relay_frame::RelayFrame,
    time::Timestamp,
};

use super::{input::ConnectionId, machine::Hub, pending::Purpose};
use crate::store::op::{Answer, Mail, Op, Outcome};

impl Hub {
    #[expect(clippy::too_many_arguments, reason = "the fields of one frame")]
    pub(super) fn put(
        &mut self,
        now: Timestamp,
        connection: ConnectionId,
        sender: AccountId,
        id: PutId,
        to: Vec<AccountId>,
        slot: Option<Slot>,
        payload: Bytes,
    ) {
        let to: BTreeSet<AccountId> = to.into_iter().collect();
        if to.is_empty() || to.len() > PUT_RECIPIENTS {
            return self.refuse_put(connection, id, Code::Recipients);
        }
        let purpose = Purpose::Put {
            id,
            at: now,
            payload: payload.clone(),
        };
        let op = Op::Put {
            sender,
            id,
            to: to.into_iter().collect(),
            slot,
            payload,
        };
        self.ask(now, Some(connection), purpose, op);
    }

    pub(super) fn put_stored(
        &mut self,
        now: Timestamp,
        connection: ConnectionId,
        id: PutId,
        at: Timestamp,
        payload: &Bytes,
        outcome: Outcome,
    ) {
        let deliveries = match outcome {
            Ok(Answer::Put { deliveries }) => deliveries,
            Ok(_) => return self.refuse_put(connection, id, Code::Storage),
            Err(code) => return self.refuse_put(connection, id, code),
        };
        self.send(connection, &RelayFrame::Stored { id });
        for (account, seq) in deliveries {
            let Some(recipient) = self.phones.get(&account).copied() else {
                continue;
            };
            let is_next = self
                .phone_of(account)
                .is_some_and(|phone| phone.feed.stored(seq, payload.len()));
            if is_next {
                let mail = Mail {
                    seq,
                    id,
                    at,
                    payload: payload.clone(),
                };
                self.deliver(recipient, mail);
            } else {
                self.fill(now, recipient, account);
            }
        }
    }

    pub(super) fn ack(&mut self, now: Timestamp, connection: ConnectionId, account: AccountId, through: u64) {
        let phone = self.connections.get_mut(&connection).and_then(|c| c.phone());
        if !phone.is_some_and(|phone| phone.feed.acked(through)) {
            return self.end(now, connection, Code::OutOfState);
        }
        let op = Op::Ack { account, through };
        self.ask(now, Some(connection), Purpose::Note, op);
        self.fill(now, connection, account);
    }

    /// Reads on in a mailbox, if its phone has room.
    pub(super) fn fill(&mut self, now: Timestamp, connection: ConnectionId, account: AccountId) {
        let phone = self.connections.get_mut(&connection).and_then(|c| c.phone());
        let Some(read) = phone.and_then(|phone| phone.feed.next_read()) else {
            return;
        };
        let op = Op::Read {
            account,
            after: read.after,
            count: read.count,
            bytes: read.bytes,
        };
        self.ask(now, Some(connection), Purpose::Read(account), op);
    }

    pub(super) fn mail_read(&mut self, now: Timestamp, connection: ConnectionId, account: AccountId, outcome: Outcome) {
        let phone = self.connections.get_mut(&connection).and_then(|c| c.phone());
        let Some(phone) = phone else {
            return;
        };
        let Ok(Answer::Mail(mut mail)) = outcome else {
            // The phone comes again, and then everything is read anew.
            return self.end(now, connection, Code::Storage);
        };
        phone.feed.was_read(!mail.is_empty());
        mail.retain(|mail| phone.feed.send(mail.seq, mail.payload.len()));
        for mail in mail {
            self.deliver(connection, mail);
        }
        self.fill(now, connection, account);
    }

    fn deliver(&mut self, connection: ConnectionId, mail: Mail) {
        let deliver = RelayFrame::Deliver {
            seq: mail.seq,
            id: mail.id,
            at: mail.at,
            payload: mail.payload.into(),
        };
        self.send(connection, &deliver);
    }
}
