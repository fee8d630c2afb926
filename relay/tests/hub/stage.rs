//! Fixtures: a hub, a store in memory, a clock that moves when told to, and people.

use std::collections::BTreeMap;

use bytes::Bytes;
use ed25519_dalek::{Signer, SigningKey};
use pillion_relay::{
    hub::{
        input::{ConnectionId, Input, Network},
        machine::Hub,
        output::Output,
        settings::Settings,
    },
    store::{
        memory::Memory,
        op::{Job, Store, Ticket},
    },
};
use pillion_wire::{
    challenge,
    client_frame::{ClientFrame, Role},
    codec,
    id::{AccountId, FileId, LinkId, LinkToken, PutId, TokenHash},
    limit::VERSION,
    origin::Origin,
    refusal::Code,
    relay_frame::RelayFrame,
    time::Timestamp,
};
use sha2::{Digest, Sha256};

pub struct Stage {
    pub hub: Hub,
    pub store: Memory,
    pub now: Timestamp,
    /// What was sent to each connection and not yet looked at.
    pub sent: BTreeMap<ConnectionId, Vec<Bytes>>,
    pub closed: Vec<ConnectionId>,
    pub paused: Vec<ConnectionId>,
    /// While true, store jobs wait here.
    pub store_is_slow: bool,
    pub waiting: Vec<(Ticket, Job)>,
    /// Files whose parts were to be removed, once for each time.
    pub forgotten: Vec<FileId>,
    last: u64,
}

impl Stage {
    pub fn new() -> Self {
        Self::with(|_| {})
    }

    pub fn with(change: impl FnOnce(&mut Settings)) -> Self {
        Self::over(Memory::default(), change)
    }

    pub fn over(store: Memory, change: impl FnOnce(&mut Settings)) -> Self {
        let now = Timestamp(1_700_000_000_000);
        let mut settings = Settings::new([origin(), Origin::parse("https://a.example").unwrap()]);
        change(&mut settings);
        let mut stage = Self {
            hub: Hub::new(now, settings),
            store,
            now,
            sent: BTreeMap::new(),
            closed: Vec::new(),
            paused: Vec::new(),
            store_is_slow: false,
            waiting: Vec::new(),
            forgotten: Vec::new(),
            last: 0,
        };
        stage.drain();
        stage
    }

    /// The relay stops without a word and starts anew over what it has stored.
    pub fn restart(&mut self) {
        let store = std::mem::take(&mut self.store);
        let now = self.now;
        *self = Self::over(store, |_| {});
        self.now = now;
    }

    pub fn input(&mut self, input: Input) {
        self.hub.handle(self.now, input);
        self.drain();
    }

    /// Does all that the hub wants; a store that is not slow answers in the order of its jobs, as every store must.
    pub fn drain(&mut self) {
        self.poll_all();
        while !self.store_is_slow && !self.waiting.is_empty() {
            self.answer(self.waiting.len());
        }
    }

    fn poll_all(&mut self) {
        while let Some(output) = self.hub.poll() {
            match output {
                Output::Send { connection, bytes } => {
                    assert!(!self.closed.contains(&connection), "sent after the end");
                    self.sent.entry(connection).or_default().push(bytes);
                }
                Output::Close { connection } => self.closed.push(connection),
                Output::Pause { connection } => self.paused.push(connection),
                Output::Resume { connection } => self.paused.retain(|id| *id != connection),
                Output::Store { ticket, job } => self.waiting.push((ticket, job)),
                Output::Forget { files } => self.forgotten.extend(files),
            }
        }
    }

    /// The store does the first `count` jobs that wait, in one batch.
    fn answer(&mut self, count: usize) {
        let (tickets, jobs): (Vec<_>, Vec<_>) = self.waiting.drain(..count).unzip();
        for (ticket, outcome) in tickets.into_iter().zip(self.store.commit(&jobs)) {
            self.hub.handle(self.now, Input::Stored { ticket, outcome });
            self.poll_all();
        }
    }

    /// The store does all that waits; if it is slow, what comes of it waits again.
    pub fn store_answers(&mut self) {
        self.store_answers_some(usize::MAX);
    }

    /// The store does the first `count` jobs that wait.
    pub fn store_answers_some(&mut self, count: usize) {
        self.answer(count.min(self.waiting.len()));
        self.drain();
    }

    /// Lets time pass, waking the hub whenever it wants.
    pub fn pass_ms(&mut self, ms: u64) {
        let end = self.now.after_ms(ms);
        while let Some(at) = self.hub.wake_at().filter(|at| *at <= end) {
            self.now = self.now.max(at);
            self.input(Input::Wake);
        }
        self.now = end;
    }

    pub fn connect(&mut self) -> ConnectionId {
        self.connect_from(None)
    }

    pub fn connect_from(&mut self, network: Option<Network>) -> ConnectionId {
        self.last += 1;
        let connection = ConnectionId(self.last);
        self.input(Input::Connected {
            connection,
            nonce: nonce(connection),
            network,
        });
        connection
    }

    pub fn disconnect(&mut self, connection: ConnectionId) {
        self.input(Input::Disconnected { connection });
        self.sent.remove(&connection);
    }

    pub fn send(&mut self, connection: ConnectionId, frame: &ClientFrame) {
        self.send_bytes(connection, codec::encode(frame));
    }

    pub fn send_bytes(&mut self, connection: ConnectionId, bytes: Vec<u8>) {
        self.input(Input::Frame {
            connection,
            bytes: bytes.into(),
        });
    }

    pub fn hello(&mut self, connection: ConnectionId, role: Role) {
        let agent = "test".into();
        self.send(
            connection,
            &ClientFrame::Hello {
                version: VERSION,
                role,
                agent,
            },
        );
    }

    /// A phone that is let in, with its first frames taken.
    pub fn phone(&mut self, who: &Person) -> ConnectionId {
        let id = self.connect();
        self.take_challenge(id);
        self.hello(id, who.role(&origin(), id));
        let frames = self.take(id);
        assert!(matches!(frames.first(), Some(RelayFrame::Ready { .. })), "{frames:?}");
        // What follows the welcome is for the test.
        let rest = frames.iter().skip(1).map(|frame| codec::encode(frame).into());
        self.sent.insert(id, rest.collect());
        id
    }

    pub fn browser(&mut self, link: &Link) -> ConnectionId {
        let id = self.connect();
        self.take_challenge(id);
        self.hello(id, link.role());
        let frames = self.take(id);
        assert!(matches!(frames.first(), Some(RelayFrame::Ready { .. })), "{frames:?}");
        let rest = frames.iter().skip(1).map(|frame| codec::encode(frame).into());
        self.sent.insert(id, rest.collect());
        id
    }

    pub fn page(&mut self) -> ConnectionId {
        let id = self.connect();
        self.take_challenge(id);
        self.hello(id, Role::Page);
        self.expect(id, |frame| matches!(frame, RelayFrame::Ready { .. }));
        id
    }

    /// A phone with one link and nothing unread.
    pub fn phone_with(&mut self, who: &Person, link: &Link) -> ConnectionId {
        let phone = self.phone(who);
        self.allow(phone, link);
        phone
    }

    pub fn allow(&mut self, phone: ConnectionId, link: &Link) {
        self.send(phone, &link.allow(1));
        self.expect(phone, |frame| *frame == RelayFrame::Done { request: 1 });
    }

    pub fn take_challenge(&mut self, id: ConnectionId) {
        self.expect(id, |frame| matches!(frame, RelayFrame::Challenge { .. }));
    }

    /// All that was sent to a connection.
    pub fn take(&mut self, id: ConnectionId) -> Vec<RelayFrame> {
        let bytes = self.sent.remove(&id).unwrap_or_default();
        bytes.iter().map(|bytes| codec::decode(bytes).unwrap()).collect()
    }

    /// Exactly one frame was sent, and it is this one.
    pub fn expect(&mut self, id: ConnectionId, is_it: impl FnOnce(&RelayFrame) -> bool) {
        let frames = self.take(id);
        assert!(frames.len() == 1 && is_it(&frames[0]), "{frames:?}");
    }

    pub fn expect_frames(&mut self, id: ConnectionId, expected: &[RelayFrame]) {
        assert_eq!(self.take(id), expected);
    }

    pub fn expect_nothing(&mut self, id: ConnectionId) {
        self.expect_frames(id, &[]);
        assert!(!self.closed.contains(&id), "it was closed");
    }

    /// The connection was refused for this reason, and closed.
    pub fn expect_end(&mut self, id: ConnectionId, code: Code) {
        let refused = RelayFrame::Refused {
            request: None,
            put: None,
            code,
        };
        assert_eq!(self.take(id).last(), Some(&refused));
        assert!(self.closed.contains(&id), "it was not closed");
    }

    pub fn expect_refused(&mut self, id: ConnectionId, request: u32, code: Code) {
        let refused = RelayFrame::Refused {
            request: Some(request),
            put: None,
            code,
        };
        self.expect_frames(id, &[refused]);
    }

    pub fn expect_put_refused(&mut self, id: ConnectionId, put: u8, code: Code) {
        let refused = RelayFrame::Refused {
            request: None,
            put: Some(PutId([put; 16])),
            code,
        };
        self.expect_frames(id, &[refused]);
    }
}

pub fn origin() -> Origin {
    Origin::parse("http://localhost:8080").unwrap()
}

/// The challenge of a connection: different for each.
pub fn nonce(id: ConnectionId) -> [u8; 32] {
    let mut nonce = [7; 32];
    nonce[..8].copy_from_slice(&id.0.to_be_bytes());
    nonce
}

/// Somebody with a phone.
pub struct Person(pub SigningKey);

impl Person {
    pub fn new(seed: u8) -> Self {
        Self(SigningKey::from_bytes(&[seed; 32]))
    }

    pub fn account(&self) -> AccountId {
        AccountId(self.0.verifying_key().to_bytes())
    }

    pub fn role(&self, origin: &Origin, connection: ConnectionId) -> Role {
        let bytes = challenge::signed_bytes(origin, &nonce(connection));
        Role::Phone {
            account: self.account(),
            signature: self.0.sign(&bytes).to_bytes(),
        }
    }
}

/// A linked browser.
pub struct Link(pub u8);

impl Link {
    pub fn id(&self) -> LinkId {
        LinkId([self.0; 16])
    }

    pub fn token(&self) -> LinkToken {
        LinkToken([self.0; 32])
    }

    pub fn role(&self) -> Role {
        Role::Browser {
            link: self.id(),
            token: self.token(),
        }
    }

    pub fn allow(&self, request: u32) -> ClientFrame {
        ClientFrame::AllowLink {
            request,
            link: self.id(),
            token_hash: TokenHash(Sha256::digest(self.token().0).into()),
        }
    }

    pub fn forward(&self, payload: &[u8]) -> ClientFrame {
        ClientFrame::Forward {
            link: self.id(),
            payload: payload.to_vec(),
        }
    }
}

pub fn put(id: u8, to: &[&Person], payload: &[u8]) -> ClientFrame {
    ClientFrame::Put {
        id: PutId([id; 16]),
        to: to.iter().map(|person| person.account()).collect(),
        slot: None,
        payload: payload.to_vec(),
    }
}
