//! What waits for the store, and what happens when it answers.

use bytes::Bytes;
use pillion_wire::{
    client_frame::RequestId,
    id::{AccountId, Farewell, LinkId, PutId},
    refusal::Code,
    relay_frame::RelayFrame,
    time::Timestamp,
};

use super::{
    input::ConnectionId,
    machine::Hub,
    output::Output,
    settings::{JOBS_HIGH, JOBS_LOW},
};
use crate::store::op::{Answer, Job, Op, Outcome, Ticket};

/// One job on its way, and for whom.
#[derive(Debug)]
pub struct Pending {
    /// Who asked; `None` for the hub itself.
    pub connection: Option<ConnectionId>,
    /// What it was about.
    pub purpose: Purpose,
}

/// What a job was about.
#[derive(Debug)]
pub enum Purpose {
    /// A phone's hello.
    EnterPhone(AccountId),
    /// A browser's hello.
    EnterBrowser(LinkId),
    /// A put: what the recipients that are here will get.
    Put {
        /// The sender's name for the blob.
        id: PutId,
        /// When it was put.
        at: Timestamp,
        /// The blob.
        payload: Bytes,
    },
    /// More mail for a phone.
    Read(AccountId),
    /// A link let in.
    AllowLink(AccountId, RequestId, LinkId),
    /// A link shut out.
    RevokeLink(AccountId, RequestId, LinkId, Farewell),
    /// A request whose answer says everything.
    Request(RequestId),
    /// A file let go: what is old is forgotten at once.
    DropFile(RequestId),
    /// Forgetting old things.
    Sweep,
    /// Nobody waits for it.
    Note,
}

impl Hub {
    /// Asks the store for `op`.
    pub(super) fn ask(&mut self, now: Timestamp, connection: Option<ConnectionId>, purpose: Purpose, op: Op) {
        self.last_ticket = Ticket(self.last_ticket.0.saturating_add(1));
        self.pending.insert(self.last_ticket, Pending { connection, purpose });
        if let Some(connection) = connection {
            self.count_job(connection);
        }
        self.outputs.push_back(Output::Store {
            ticket: self.last_ticket,
            job: Job { now, op },
        });
    }

    /// Takes the store's answer to where it is waited for.
    pub(super) fn stored(&mut self, now: Timestamp, ticket: Ticket, outcome: Outcome) {
        let Some(Pending { connection, purpose }) = self.pending.remove(&ticket) else {
            return;
        };
        if let Some(connection) = connection {
            self.discount_job(connection);
        }
        match (purpose, connection) {
            (Purpose::EnterPhone(account), Some(connection)) => {
                self.phone_entered(now, connection, account, outcome);
            }
            (Purpose::EnterBrowser(link), Some(connection)) => {
                self.browser_entered(now, connection, link, outcome);
            }
            (Purpose::Put { id, at, payload }, Some(connection)) => {
                self.put_stored(now, connection, id, at, &payload, outcome);
            }
            (Purpose::Read(account), Some(connection)) => {
                self.mail_read(now, connection, account, outcome);
            }
            (Purpose::AllowLink(account, request, link), Some(connection)) => {
                self.link_allowed(connection, account, request, link, outcome);
            }
            (Purpose::RevokeLink(account, request, link, farewell), Some(connection)) => {
                if outcome.is_ok() {
                    self.link_revoked(now, account, link, farewell);
                }
                self.answer(connection, request, outcome);
            }
            (Purpose::Request(request), Some(connection)) => {
                self.answer(connection, request, outcome);
            }
            (Purpose::DropFile(request), Some(connection)) => {
                self.answer(connection, request, outcome);
                self.ask(now, None, Purpose::Sweep, Op::Sweep);
            }
            (Purpose::Sweep, _) => self.swept(now, outcome),
            _ => {}
        }
    }

    /// Sends a request's answer as it is.
    pub(super) fn answer(&mut self, connection: ConnectionId, request: RequestId, outcome: Outcome) {
        let frame = match outcome {
            Ok(Answer::Done) => RelayFrame::Done { request },
            Ok(Answer::Entry { account, record }) => RelayFrame::Entry {
                request,
                account,
                record,
            },
            Ok(Answer::Published { held }) => RelayFrame::Published { request, held },
            Ok(Answer::KeyPackage(package)) => RelayFrame::KeyPackage { request, package },
            Err(code) => return self.refuse_request(connection, request, code),
            // A store that answers something else has a defect; the client must not wait for ever.
            Ok(_) => return self.refuse_request(connection, request, Code::Storage),
        };
        self.send(connection, &frame);
    }

    fn count_job(&mut self, id: ConnectionId) {
        let Some(connection) = self.connections.get_mut(&id) else {
            return;
        };
        connection.jobs = connection.jobs.saturating_add(1);
        if connection.jobs >= JOBS_HIGH && !connection.is_paused {
            connection.is_paused = true;
            self.outputs.push_back(Output::Pause { connection: id });
        }
    }

    fn discount_job(&mut self, id: ConnectionId) {
        let Some(connection) = self.connections.get_mut(&id) else {
            return;
        };
        connection.jobs = connection.jobs.saturating_sub(1);
        if connection.is_paused && connection.jobs <= JOBS_LOW {
            connection.is_paused = false;
            self.outputs.push_back(Output::Resume { connection: id });
        }
    }
}
