//! Room for files; the files themselves come over HTTP ([`crate::files`]).
//!
//! Source: docs/protocol.md, rules `R-FILE-1` and `R-FILE-7`.

use pillion_wire::{
    client_frame::RequestId,
    id::{AccountId, FileId},
    refusal::Code,
    time::Timestamp,
};

use super::{input::ConnectionId, machine::Hub, pending::Purpose, rate::Use};
use crate::store::op::Op;

impl Hub {
    /// `op` is an [`Op::AllowFile`] of the account.
    pub(super) fn allow_file(
        &mut self,
        now: Timestamp,
        connection: ConnectionId,
        account: AccountId,
        request: RequestId,
        op: Op,
    ) {
        if self.may(now, Use::File(account)) {
            self.ask(now, Some(connection), Purpose::Request(request), op);
        } else {
            self.refuse_request(connection, request, Code::RateLimited);
        }
    }

    pub(super) fn drop_file(
        &mut self,
        now: Timestamp,
        connection: ConnectionId,
        account: AccountId,
        request: RequestId,
        file: FileId,
    ) {
        let op = Op::DropFile { account, file };
        self.ask(now, Some(connection), Purpose::DropFile(request), op);
    }
}
