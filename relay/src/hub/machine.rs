//! The hub itself: its state, its contract, and the way of each input to the part that knows it.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use bytes::Bytes;
use minicbor::Encode;
use pillion_wire::{
    client_frame::{ClientFrame, RequestId},
    codec::{self, CodecError},
    forward,
    id::{AccountId, LinkId, PutId, RendezvousId},
    limit::{FRAME_BYTES, OLDEST_VERSION, VERSION},
    refusal::Code,
    relay_frame::RelayFrame,
    time::Timestamp,
};

use super::{
    connection::{Connection, State},
    input::{ConnectionId, Input, Network},
    meeting::Meeting,
    output::Output,
    pending::{Pending, Purpose},
    rate::{Rates, Use},
    settings::{HELLO_MS, SWEEP_MS, Settings},
};
use crate::store::op::{Answer, Op, Outcome, Ticket};

/// The relay as a state machine. See [`super`] for the contract.
#[derive(Debug)]
pub struct Hub {
    pub(super) settings: Settings,
    pub(super) connections: BTreeMap<ConnectionId, Connection>,
    /// The one phone of each account that is here.
    pub(super) phones: BTreeMap<AccountId, ConnectionId>,
    /// The one browser of each link that is here.
    pub(super) browsers: BTreeMap<LinkId, ConnectionId>,
    pub(super) meetings: BTreeMap<RendezvousId, Meeting>,
    pub(super) pending: BTreeMap<Ticket, Pending>,
    pub(super) last_ticket: Ticket,
    pub(super) outputs: VecDeque<Output>,
    pub(super) timers: BTreeSet<(Timestamp, Timer)>,
    pub(super) rates: Rates,
    is_closing: bool,
}

/// What a time is waited for. One that has lost its reason does nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Timer {
    /// A client must have said hello.
    Hello(ConnectionId),
    /// A meeting point ends.
    Meeting(RendezvousId),
    /// Old things are forgotten.
    Sweep,
}

impl Hub {
    /// A hub without connections; its first output sweeps the store.
    #[must_use]
    pub fn new(now: Timestamp, settings: Settings) -> Self {
        let mut hub = Self {
            settings,
            connections: BTreeMap::new(),
            phones: BTreeMap::new(),
            browsers: BTreeMap::new(),
            meetings: BTreeMap::new(),
            pending: BTreeMap::new(),
            last_ticket: Ticket(0),
            outputs: VecDeque::new(),
            timers: BTreeSet::new(),
            rates: Rates::default(),
            is_closing: false,
        };
        hub.sweep(now);
        hub
    }

    /// Takes in one thing that happened. Poll afterwards until `None`.
    pub fn handle(&mut self, now: Timestamp, input: Input) {
        match input {
            Input::Connected {
                connection,
                nonce,
                network,
            } => self.connected(now, connection, nonce, network),
            Input::Frame { connection, bytes } => self.frame(now, connection, bytes),
            Input::Fault { connection, code } => self.end(now, connection, code),
            Input::Disconnected { connection } => self.depart(now, connection),
            Input::Stored { ticket, outcome } => self.stored(now, ticket, outcome),
            Input::Wake => self.wake(now),
            Input::Closing => self.close_all(now),
        }
    }

    /// The next thing to do.
    pub fn poll(&mut self) -> Option<Output> {
        self.outputs.pop_front()
    }

    /// When to come with [`Input::Wake`]; at the latest then.
    #[must_use]
    pub fn wake_at(&self) -> Option<Timestamp> {
        self.timers.first().map(|(at, _)| *at)
    }

    /// How many connections there are.
    #[must_use]
    pub fn connection_count(&self) -> usize {
        self.connections.len()
    }

    fn connected(&mut self, now: Timestamp, id: ConnectionId, nonce: [u8; 32], network: Option<Network>) {
        let is_full = self.connections.len() >= self.settings.connections;
        let connection = Connection {
            network,
            nonce,
            state: State::Greeted,
            jobs: 0,
            is_paused: false,
        };
        self.connections.insert(id, connection);
        if self.is_closing {
            return self.end(now, id, Code::Closing);
        }
        if is_full {
            return self.end(now, id, Code::Crowded);
        }
        self.timers.insert((now.after_ms(HELLO_MS), Timer::Hello(id)));
        let challenge = RelayFrame::Challenge {
            version: VERSION,
            oldest_version: OLDEST_VERSION,
            nonce,
        };
        self.send(id, &challenge);
    }

    fn frame(&mut self, now: Timestamp, id: ConnectionId, bytes: Bytes) {
        if !self.connections.contains_key(&id) {
            return;
        }
        if bytes.len() > FRAME_BYTES {
            return self.end(now, id, Code::FrameTooLarge);
        }
        if let Some(link) = forward::link_of(&bytes) {
            return self.forward(now, id, link, bytes);
        }
        match codec::decode(&bytes) {
            Ok(frame) => self.dispatch(now, id, frame),
            Err(error) => self.end(now, id, code_of(error)),
        }
    }

    /// Takes a frame to its part, if this role may send it now.
    fn dispatch(&mut self, now: Timestamp, id: ConnectionId, frame: ClientFrame) {
        let Some(connection) = self.connections.get(&id) else {
            return;
        };
        match (&connection.state, frame) {
            (State::Greeted, ClientFrame::Hello { version, role, agent }) => self.hello(now, id, version, role, &agent),
            (State::Phone(_) | State::Browser(_) | State::Page(_), ClientFrame::Ping { token }) => {
                self.send(id, &RelayFrame::Pong { token })
            }
            (State::Page(_), ClientFrame::OpenRendezvous { rendezvous }) => {
                self.open_meeting(now, id, rendezvous);
            }
            (State::Page(_) | State::Phone(_), ClientFrame::CloseRendezvous { rendezvous }) => {
                self.close_meeting(id, rendezvous)
            }
            (
                State::Page(_) | State::Phone(_),
                ClientFrame::Meet {
                    rendezvous,
                    visitor,
                    payload,
                },
            ) => self.meet(now, id, rendezvous, visitor, payload),
            (State::Phone(phone), frame) => {
                let account = phone.account;
                self.phone_frame(now, id, account, frame);
            }
            // A `Forward` that is spelled differently would have to be encoded again.
            (_, ClientFrame::Forward { .. }) => self.end(now, id, Code::Malformed),
            _ => self.end(now, id, Code::OutOfState),
        }
    }

    fn phone_frame(&mut self, now: Timestamp, id: ConnectionId, account: AccountId, frame: ClientFrame) {
        match frame {
            ClientFrame::JoinRendezvous { request, rendezvous } => self.join_meeting(now, id, request, rendezvous),
            ClientFrame::Put {
                id: put,
                to,
                slot,
                payload,
            } => self.put(now, id, account, put, to, slot, payload.into()),
            ClientFrame::Ack { through } => self.ack(now, id, account, through),
            ClientFrame::AllowLink {
                request,
                link,
                token_hash,
            } => self.allow_link(now, id, account, request, link, token_hash),
            ClientFrame::RevokeLink {
                request,
                link,
                farewell,
            } => self.revoke_link(now, id, account, request, link, farewell),
            ClientFrame::Claim {
                request,
                handle,
                record,
            } => self.claim(now, id, account, request, handle, record),
            ClientFrame::LookUp { request, handle } => {
                self.look_up(now, id, account, request, handle);
            }
            ClientFrame::Publish {
                request,
                packages,
                last_resort,
            } => self.publish(now, id, account, request, packages, last_resort),
            ClientFrame::TakeKeyPackage {
                request,
                account: whose,
            } => self.take_key_package(now, id, account, request, whose),
            ClientFrame::Signal { to, payload } => self.signal(now, id, account, to, payload),
            ClientFrame::AllowFile {
                request,
                file,
                bytes,
                write,
                read,
            } => {
                let op = Op::AllowFile {
                    account,
                    file,
                    bytes,
                    write,
                    read,
                };
                self.allow_file(now, id, account, request, op);
            }
            ClientFrame::DropFile { request, file } => self.drop_file(now, id, account, request, file),
            ClientFrame::Forward { .. } => self.end(now, id, Code::Malformed),
            _ => self.end(now, id, Code::OutOfState),
        }
    }

    fn wake(&mut self, now: Timestamp) {
        while let Some((at, timer)) = self.timers.first().copied() {
            if at > now {
                break;
            }
            self.timers.remove(&(at, timer));
            match timer {
                Timer::Hello(id) => self.hello_is_due(now, id),
                Timer::Meeting(rendezvous) => self.meeting_is_due(now, rendezvous),
                Timer::Sweep => self.sweep(now),
            }
        }
    }

    fn sweep(&mut self, now: Timestamp) {
        self.rates.prune(now);
        self.timers.insert((now.after_ms(SWEEP_MS), Timer::Sweep));
        self.ask(now, None, Purpose::Sweep, Op::Sweep);
    }

    pub(super) fn swept(&mut self, now: Timestamp, outcome: Outcome) {
        if let Ok(Answer::Swept { more, files }) = outcome {
            if !files.is_empty() {
                self.outputs.push_back(Output::Forget { files });
            }
            if more {
                self.ask(now, None, Purpose::Sweep, Op::Sweep);
            }
        }
    }

    fn close_all(&mut self, now: Timestamp) {
        self.is_closing = true;
        // Without connections nobody is told that the others have gone away: the relay has.
        let all = std::mem::take(&mut self.connections);
        for (id, connection) in all {
            self.say_goodbye(id, Code::Closing);
            self.note_seen(now, &connection.state);
        }
        self.phones.clear();
        self.browsers.clear();
        self.meetings.clear();
        self.timers.clear();
    }

    /// Sends a frame, if the connection is still there.
    pub(super) fn send<F: Encode<()>>(&mut self, id: ConnectionId, frame: &F) {
        self.send_bytes(id, codec::encode(frame).into());
    }

    /// Sends bytes as they are, if the connection is still there.
    pub(super) fn send_bytes(&mut self, id: ConnectionId, bytes: Bytes) {
        if self.connections.contains_key(&id) {
            self.outputs.push_back(Output::Send { connection: id, bytes });
        }
    }

    /// Refuses a request; the connection goes on.
    pub(super) fn refuse_request(&mut self, id: ConnectionId, request: RequestId, code: Code) {
        tracing::debug!(connection = id.0, ?code, "request refused");
        let refused = RelayFrame::Refused {
            request: Some(request),
            put: None,
            code,
        };
        self.send(id, &refused);
    }

    /// Refuses a put; the connection goes on.
    pub(super) fn refuse_put(&mut self, id: ConnectionId, put: PutId, code: Code) {
        tracing::debug!(connection = id.0, ?code, "put refused");
        let refused = RelayFrame::Refused {
            request: None,
            put: Some(put),
            code,
        };
        self.send(id, &refused);
    }

    /// Refuses the connection and ends it.
    pub(super) fn end(&mut self, now: Timestamp, id: ConnectionId, code: Code) {
        if self.connections.contains_key(&id) {
            self.say_goodbye(id, code);
            self.depart(now, id);
        }
    }

    fn say_goodbye(&mut self, id: ConnectionId, code: Code) {
        tracing::debug!(connection = id.0, ?code, "connection refused");
        let refused = RelayFrame::Refused {
            request: None,
            put: None,
            code,
        };
        self.outputs.push_back(Output::Send {
            connection: id,
            bytes: codec::encode(&refused).into(),
        });
        self.outputs.push_back(Output::Close { connection: id });
    }

    /// Whether `what` is still allowed, and one use of it.
    pub(super) fn may(&mut self, now: Timestamp, what: Use) -> bool {
        let allowance = match what {
            Use::HelloFailure(_) => self.settings.hello_failures,
            Use::LookUp(_) => self.settings.look_ups,
            Use::Take(_) => self.settings.takes,
            Use::Signal(_) => self.settings.signals,
            Use::File(_) => self.settings.files,
            Use::Meeting(_) => self.settings.meetings,
            Use::Meet(_) => self.settings.meets,
        };
        self.rates.spend(now, what, allowance)
    }
}

const fn code_of(error: CodecError) -> Code {
    match error {
        CodecError::TooLarge { .. } => Code::FrameTooLarge,
        CodecError::Unknown(_) => Code::UnknownFrame,
        CodecError::Malformed => Code::Malformed,
    }
}
