//! Handles and key packages: sizes and rates are checked here, the rest by the store.
//!
//! Source: docs/protocol.md, rules `R-DIR-1` to `R-DIR-4`.

use minicbor::bytes::ByteVec;
use pillion_wire::{
    client_frame::RequestId,
    handle::Handle,
    id::AccountId,
    limit::{KEY_PACKAGE_BYTES, PUBLISH_PACKAGES, RECORD_BYTES},
    refusal::Code,
    time::Timestamp,
};

use super::{input::ConnectionId, machine::Hub, pending::Purpose, rate::Use};
use crate::store::op::Op;

impl Hub {
    pub(super) fn claim(
        &mut self,
        now: Timestamp,
        connection: ConnectionId,
        account: AccountId,
        request: RequestId,
        handle: Handle,
        record: Vec<u8>,
    ) {
        if record.len() > RECORD_BYTES {
            return self.refuse_request(connection, request, Code::RecordTooLarge);
        }
        let op = Op::Claim {
            account,
            handle,
            record,
        };
        self.ask(now, Some(connection), Purpose::Request(request), op);
    }

    pub(super) fn look_up(
        &mut self,
        now: Timestamp,
        connection: ConnectionId,
        account: AccountId,
        request: RequestId,
        handle: Handle,
    ) {
        if !self.may(now, Use::LookUp(account)) {
            return self.refuse_request(connection, request, Code::RateLimited);
        }
        let op = Op::LookUp { handle };
        self.ask(now, Some(connection), Purpose::Request(request), op);
    }

    pub(super) fn publish(
        &mut self,
        now: Timestamp,
        connection: ConnectionId,
        account: AccountId,
        request: RequestId,
        packages: Vec<ByteVec>,
        last_resort: Option<ByteVec>,
    ) {
        let mut all = packages.iter().chain(&last_resort);
        if packages.len() > PUBLISH_PACKAGES || all.any(|p| p.len() > KEY_PACKAGE_BYTES) {
            return self.refuse_request(connection, request, Code::RecordTooLarge);
        }
        let op = Op::Publish {
            account,
            packages: packages.into_iter().map(Vec::from).collect(),
            last_resort: last_resort.map(Vec::from),
        };
        self.ask(now, Some(connection), Purpose::Request(request), op);
    }

    pub(super) fn take_key_package(
        &mut self,
        now: Timestamp,
        connection: ConnectionId,
        taker: AccountId,
        request: RequestId,
        account: AccountId,
    ) {
        if !self.may(now, Use::Take(taker)) {
            return self.refuse_request(connection, request, Code::RateLimited);
        }
        let op = Op::TakeKeyPackage { account };
        self.ask(now, Some(connection), Purpose::Request(request), op);
    }
}
