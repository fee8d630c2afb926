//! The conversation with the relay.
//!
//! 1. The driver is asked to connect; the relay greets with a challenge; the phone signs it.
//! 2. Let in, the phone claims its handle if it has not yet, leaves key packages, lets its links in, and sends what waits.
//! 3. When the connection ends, everything that was asked on it is answered or asked again, and a new one is tried after a
//!    wait that doubles from one second to thirty.
//!
//! A phone that another program with the same account has replaced stays away, or the two would chase each other for ever.
//!
//! Source: docs/protocol.md, rules `R-WIRE-4`, `R-DIR-*`.

use std::collections::BTreeMap;

use pillion_protocol::{
    content::{account::Connection, problem::Problem, reply::Answer},
    endpoint::backoff::Backoff,
};
use pillion_wire::{
    client_frame::{ClientFrame, RequestId, Role},
    codec::{self, CodecError},
    limit::{OLDEST_VERSION, VERSION},
    refusal::Code,
    relay_frame::RelayFrame,
    time::Timestamp,
};

use super::{catch_up::CatchUp, event::Output, inbox::Mail, pending::Pending, phone::Phone};
use crate::store::setting::{self, CLAIMED};

/// Name and version of this program, for the relay's operator.
const AGENT: &str = concat!("pillion-phone/", env!("CARGO_PKG_VERSION"));

/// How far the connection is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// None; the driver has been asked for one, or will be.
    Away,
    /// Connected; the relay has not let us in yet.
    Greeting,
    /// Let in.
    Ready,
    /// To be closed by this side. Nothing is said or heard any more: an acknowledgement would cover what was not stored.
    Leaving,
}

/// Whether the account's handle is its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claim {
    /// The relay has not been asked yet, or has not answered.
    Open,
    /// It is.
    Done,
    /// The relay has refused it.
    Refused(Code),
}

/// The connection to the relay.
#[derive(Debug)]
pub(super) struct Relay {
    stage: Standing,
    since: Timestamp,
    refused: Option<Code>,
    open_at: Option<Timestamp>,
    backoff: Backoff,
    next_request: RequestId,
    pending: BTreeMap<RequestId, Pending>,
    pub(super) claim: Claim,
    pub(super) packages_held: u32,
    pub(super) publishing: bool,
    pub(super) catch_up: CatchUp,
}

impl Relay {
    pub(super) fn new(now: Timestamp, claim: Claim) -> Self {
        Self {
            stage: Standing::Away,
            since: now,
            refused: None,
            open_at: Some(now),
            backoff: Backoff::default(),
            next_request: 1,
            pending: BTreeMap::new(),
            claim,
            packages_held: 0,
            publishing: false,
            catch_up: CatchUp::default(),
        }
    }

    pub(super) fn is_ready(&self) -> bool {
        self.stage == Standing::Ready
    }

    pub(super) fn view(&self, waiting: u32) -> Connection {
        Connection {
            online: self.is_ready(),
            since: self.since,
            refused: self.refused,
            waiting,
        }
    }

    pub(super) fn wake_at(&self) -> Option<Timestamp> {
        self.open_at.into_iter().chain(self.catch_up.wake_at()).min()
    }

    /// Whether what waited in the mailbox has come.
    pub(super) fn has_caught_up(&self) -> bool {
        self.is_ready() && self.catch_up.is_done()
    }

    /// Notes a request and gives it an id.
    pub(super) fn ask(&mut self, pending: Pending) -> RequestId {
        let request = self.next_request;
        self.next_request = self.next_request.wrapping_add(1);
        self.pending.insert(request, pending);
        request
    }
}

impl Phone {
    /// Whether the handle belongs to this account by now.
    #[must_use]
    pub fn claim(&self) -> Claim {
        self.relay.claim
    }

    /// Whether the relay has let this phone in.
    #[must_use]
    pub fn is_online(&self) -> bool {
        self.relay.is_ready()
    }

    pub(super) fn transmit(&mut self, frame: &ClientFrame) {
        if matches!(self.relay.stage, Standing::Greeting | Standing::Ready) {
            self.outputs.push_back(Output::Transmit(codec::encode(frame)));
        }
    }

    /// Opens the connection if it is time.
    pub(super) fn open_relay(&mut self, now: Timestamp) {
        if self.relay.open_at.take_if(|at| *at <= now).is_some() {
            self.outputs.push_back(Output::OpenRelay);
        }
    }

    pub(super) fn relay_opened(&mut self) {
        self.relay.stage = Standing::Greeting;
    }

    pub(super) fn relay_closed(&mut self, now: Timestamp) {
        if self.relay.is_ready() {
            self.relay.since = now;
        }
        self.relay.stage = Standing::Away;
        self.relay.publishing = false;
        if !self.stays_away() {
            self.relay.open_at = Some(now.after_ms(self.relay.backoff.next_ms(&mut self.rng)));
        }
        self.relay.catch_up = CatchUp::default();
        self.lanes.cut();
        self.starts.cut();
        self.gathers.cut();
        self.inbox.cut();
        self.transfers.cut();
        self.offers_cut();
        for (_, pending) in core::mem::take(&mut self.relay.pending) {
            self.unanswered(pending);
        }
        self.pairings_cut();
        self.live_cut();
        self.links_cut(now);
    }

    fn stays_away(&self) -> bool {
        matches!(self.relay.refused, Some(Code::Superseded)) || matches!(self.relay.claim, Claim::Refused(_))
    }

    /// Closes the connection from this side.
    pub(super) fn hang_up(&mut self) {
        if matches!(self.relay.stage, Standing::Greeting | Standing::Ready) {
            if self.relay.is_ready() {
                self.relay.since = self.now;
            }
            self.relay.stage = Standing::Leaving;
            self.outputs.push_back(Output::CloseRelay);
        }
    }

    pub(super) fn frame(&mut self, now: Timestamp, bytes: &[u8]) {
        if matches!(self.relay.stage, Standing::Away | Standing::Leaving) {
            return;
        }
        match codec::decode::<RelayFrame>(bytes) {
            Ok(frame) => self.said(now, frame),
            // Of a newer relay, and meant for newer phones.
            Err(CodecError::Unknown(_)) => {}
            Err(error) => {
                tracing::warn!(%error, "the relay sent what is no frame");
                self.hang_up();
            }
        }
    }

    fn said(&mut self, now: Timestamp, frame: RelayFrame) {
        if !self.relay.is_ready() {
            return match frame {
                RelayFrame::Challenge {
                    version,
                    oldest_version,
                    nonce,
                } => {
                    self.challenged(version, oldest_version, &nonce);
                }
                RelayFrame::Ready { key_packages, .. } => self.ready(now, key_packages),
                RelayFrame::Refused { code, .. } => self.turned_away(code),
                _ => {}
            };
        }
        match frame {
            RelayFrame::Forward { link, payload } => self.forwarded(now, link, &payload),
            RelayFrame::Stored { id } => self.stored(now, id),
            RelayFrame::Deliver { seq, id, payload, .. } => {
                let put = id;
                self.relay.catch_up.came(now);
                self.deliver(now, Mail { seq, put, payload });
            }
            RelayFrame::PeerHere { link } => self.peer_here(now, link),
            RelayFrame::PeerAway { link, last_seen } => self.peer_away(now, link, last_seen),
            RelayFrame::Meet {
                rendezvous, payload, ..
            } => self.met(now, rendezvous, &payload),
            RelayFrame::RendezvousGone { rendezvous, .. } => self.rendezvous_gone(rendezvous),
            RelayFrame::Refused {
                put: Some(put), code, ..
            } => self.put_refused(now, put, code),
            RelayFrame::Refused {
                request: Some(request),
                code,
                ..
            } => self.refused(now, request, code),
            RelayFrame::Refused { code, .. } => self.turned_away(code),
            RelayFrame::Done { request } => self.done(now, request),
            RelayFrame::Entry {
                request,
                account,
                record,
            } => match self.relay.pending.remove(&request) {
                Some(Pending::LookUp {
                    seat,
                    request,
                    intent,
                    handle,
                }) => self.entry(now, seat, request, intent, &handle, account, &record),
                Some(Pending::Stranger) => self.stranger_found(now, &record),
                Some(Pending::Identity { chat }) => self.identity_found(now, chat, &record),
                Some(Pending::Introduce {
                    seat,
                    request,
                    intent,
                    card,
                }) => self.introduced(now, (seat, request, intent), &card, &record),
                Some(Pending::Knock {
                    seat,
                    request,
                    card,
                    invitation,
                }) => self.knocked(now, (seat, request), (&card, invitation), &record),
                _ => {}
            },
            RelayFrame::KeyPackage { request, package } => match self.relay.pending.remove(&request) {
                Some(Pending::KeyPackage { chat }) => self.key_package(now, chat, &package),
                Some(Pending::Package { job, account }) => self.gathered(now, job, account, package),
                _ => {}
            },
            RelayFrame::Published { request, held } => {
                if let Some(Pending::Publish { renews }) = self.relay.pending.remove(&request) {
                    self.published(now, renews, held);
                }
            }
            RelayFrame::Signal { payload } => self.signalled(now, &payload),
            RelayFrame::Challenge { .. }
            | RelayFrame::Ready { .. }
            | RelayFrame::Pong { .. }
            | RelayFrame::RendezvousOpen { .. }
            | RelayFrame::Unlinked { .. } => {}
        }
    }

    fn challenged(&mut self, version: u16, oldest_version: u16, nonce: &[u8; 32]) {
        if version < OLDEST_VERSION || oldest_version > VERSION {
            return self.turned_away(Code::Version);
        }
        let role = Role::Phone {
            account: self.keys.account(),
            signature: self.keys.mailbox.sign_hello(&self.keys.relay, nonce),
        };
        self.transmit(&ClientFrame::Hello {
            version: version.min(VERSION),
            role,
            agent: AGENT.to_owned(),
        });
    }

    fn ready(&mut self, now: Timestamp, key_packages: u32) {
        self.relay.stage = Standing::Ready;
        self.relay.since = now;
        self.relay.refused = None;
        self.relay.backoff.reset();
        self.relay.catch_up = CatchUp::since(now);
        if self.relay.claim == Claim::Open {
            let request = self.relay.ask(Pending::Claim);
            self.transmit(&ClientFrame::Claim {
                request,
                handle: self.keys.card.handle().clone(),
                record: self.keys.card.encode(),
            });
        }
        self.publish(now, key_packages);
        if let Err(error) = self.take_up() {
            self.storage_failed(&error);
        }
    }

    /// The relay ends the connection, and says why.
    fn turned_away(&mut self, code: Code) {
        tracing::warn!(?code, "the relay ended the connection");
        self.relay.refused = Some(code);
        self.hang_up();
    }

    fn done(&mut self, now: Timestamp, request: RequestId) {
        match self.relay.pending.remove(&request) {
            Some(Pending::Claim) => match self.transact(now, |work| Ok(setting::put(work.tx, CLAIMED, 1)?)) {
                Ok(()) => self.relay.claim = Claim::Done,
                Err(fault) => self.fault(&fault),
            },
            Some(Pending::AllowLink { link }) => self.link_allowed(link),
            Some(Pending::RevokeLink { link }) => self.link_revoked(now, link),
            Some(Pending::Join { pairing }) => self.joined_rendezvous(pairing),
            Some(Pending::AllowFile { message }) => self.file_allowed(message),
            Some(Pending::Room { seat, request }) => self.reply(seat, request, Answer::Done),
            Some(Pending::DropFile { file }) => self.has_vacated(file),
            _ => {}
        }
    }

    fn refused(&mut self, now: Timestamp, request: RequestId, code: Code) {
        match self.relay.pending.remove(&request) {
            Some(Pending::Claim) if code == Code::HandleTaken || code == Code::HandleFixed => {
                self.relay.claim = Claim::Refused(code);
                self.turned_away(code);
            }
            Some(
                Pending::LookUp { seat, request, .. }
                | Pending::Introduce { seat, request, .. }
                | Pending::Knock { seat, request, .. }
                | Pending::Room { seat, request },
            ) => self.reply_problem(seat, request, Problem::Relay(code)),
            Some(Pending::Package { job, account }) => self.not_gathered(now, job, account, code),
            Some(Pending::Stranger) => self.stranger_refused(now, code),
            Some(Pending::KeyPackage { chat }) => self.no_key_package(now, chat, code),
            Some(Pending::Identity { chat }) => self.start_failed(now, chat, Problem::Relay(code)),
            Some(Pending::Publish { .. }) => self.relay.publishing = false,
            Some(Pending::AllowLink { link }) => self.link_not_allowed(now, link, code),
            Some(Pending::Join { pairing }) => self.not_joined(pairing, code),
            Some(Pending::AllowFile { message }) => self.file_not_allowed(now, message, code),
            // Asked again on the next connection.
            Some(Pending::Claim | Pending::RevokeLink { .. } | Pending::DropFile { .. }) | None => {}
        }
    }

    /// The connection ended before the relay's answer. What is not answered here is asked again on the next one.
    fn unanswered(&mut self, pending: Pending) {
        if let Pending::LookUp { seat, request, .. }
        | Pending::Introduce { seat, request, .. }
        | Pending::Knock { seat, request, .. }
        | Pending::Room { seat, request } = pending
        {
            self.reply_problem(seat, request, Problem::Offline);
        }
    }
}
