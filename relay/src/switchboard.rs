//! The driver of the hub: carries what happens in, and what the hub wants out.
//!
//! One task owns the hub. Connections hand it their frames through a bounded queue, the store's thread its outcomes. While
//! more than 64 MiB wait for the disk, no frame is taken: the queue fills, the connections stop reading, and the
//! clients feel it.

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use bytes::Bytes;
use tokio::sync::{mpsc, watch};

use crate::{
    clock::Clock,
    files::{depot::Depot, sweep},
    hub::{
        input::{ConnectionId, Input},
        machine::Hub,
        output::Output,
    },
    store::{
        op::{Op, Outcome, Ticket},
        writer::Writer,
    },
};

/// Frames that wait for the hub, from all connections.
const WAITING_FRAMES: usize = 256;

/// Bytes that may wait for the disk: some seconds of a slow one.
const UNSTORED_BYTES: usize = 64 * 1024 * 1024;

/// Bytes that may wait for one connection, on top of what the system buffers: above the window of a mailbox and a burst of
/// live frames. Whoever lets more gather does not read.
pub const UNSENT_BYTES: usize = 1024 * 1024;

/// What a connection is told by the switchboard.
#[derive(Debug)]
pub enum Order {
    /// Send one binary message.
    Send(Bytes),
    /// Close after what was sent before.
    Close,
}

/// Whether a connection reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// It does.
    Read,
    /// It must not for a while.
    Pause,
    /// It is cut off: it did not read what was sent to it.
    Cut,
}

/// The switchboard's end of one connection.
#[derive(Debug)]
pub struct Line {
    orders: mpsc::UnboundedSender<Order>,
    unsent: Arc<AtomicUsize>,
    mode: watch::Sender<Mode>,
}

/// A connection's own end.
#[derive(Debug)]
pub struct Socket {
    /// What to do, in order.
    pub orders: mpsc::UnboundedReceiver<Order>,
    /// Bytes in `orders`; to be counted down as they are taken out.
    pub unsent: Arc<AtomicUsize>,
    /// Whether to read.
    pub mode: watch::Receiver<Mode>,
}

/// Both ends of a new connection.
#[must_use]
pub fn line() -> (Line, Socket) {
    let (orders, taken) = mpsc::unbounded_channel();
    let (mode, watched) = watch::channel(Mode::Read);
    let unsent = Arc::<AtomicUsize>::default();
    let line = Line {
        orders,
        unsent: Arc::clone(&unsent),
        mode,
    };
    let socket = Socket {
        orders: taken,
        unsent,
        mode: watched,
    };
    (line, socket)
}

impl Line {
    /// Queues a message; `false` if too much is queued already.
    fn send(&self, bytes: Bytes) -> bool {
        let before = self.unsent.fetch_add(bytes.len(), Ordering::Relaxed);
        before < UNSENT_BYTES && self.orders.send(Order::Send(bytes)).is_ok()
    }
}

/// One thing for the switchboard.
#[derive(Debug)]
enum Event {
    Connected(Input, ConnectionId, Line),
    Input(Input),
}

/// How the rest of the program reaches the switchboard.
#[derive(Debug, Clone)]
pub struct Switchboard {
    events: mpsc::Sender<Event>,
}

/// Starts the task that owns `hub`; it ends after [`Input::Closing`], when the store has finished.
pub fn start(hub: Hub, clock: Clock, writer: Writer, depot: Depot) -> (Switchboard, tokio::task::JoinHandle<()>) {
    let (events, waiting) = mpsc::channel(WAITING_FRAMES);
    let (answered, outcomes) = mpsc::unbounded_channel();
    let driver = Driver {
        hub,
        clock,
        writer,
        answered,
        depot,
        lines: BTreeMap::new(),
        unstored: BTreeMap::new(),
        unstored_bytes: 0,
        has_failed: false,
    };
    (Switchboard { events }, tokio::spawn(driver.run(waiting, outcomes)))
}

impl Switchboard {
    /// Announces a connection; `input` is its [`Input::Connected`].
    pub async fn connect(&self, connection: ConnectionId, input: Input, line: Line) {
        let event = Event::Connected(input, connection, line);
        // Without a switchboard the line is dropped, and with it the connection ends.
        let _ = self.events.send(event).await;
    }

    /// Hands one input to the hub, waiting while it is behind.
    pub async fn input(&self, input: Input) {
        let _ = self.events.send(Event::Input(input)).await;
    }
}

struct Driver {
    hub: Hub,
    clock: Clock,
    writer: Writer,
    /// What the store answers to the hub.
    answered: mpsc::UnboundedSender<(Ticket, Outcome)>,
    /// Where the parts of files are.
    depot: Depot,
    lines: BTreeMap<ConnectionId, Line>,
    /// Sizes of the blobs that wait for the disk.
    unstored: BTreeMap<Ticket, usize>,
    unstored_bytes: usize,
    has_failed: bool,
}

impl Driver {
    async fn run(
        mut self,
        mut events: mpsc::Receiver<Event>,
        mut outcomes: mpsc::UnboundedReceiver<(Ticket, Outcome)>,
    ) {
        let mut is_closing = false;
        self.do_all();
        while !is_closing && !self.has_failed {
            let wake_at = self.hub.wake_at().map(|at| self.clock.instant_of(at));
            let wake = async {
                match wake_at {
                    Some(at) => tokio::time::sleep_until(at.into()).await,
                    None => std::future::pending().await,
                }
            };
            let input = tokio::select! {
                biased;
                outcome = outcomes.recv() => {
                    let Some((ticket, outcome)) = outcome else { break };
                    self.settle(ticket);
                    Input::Stored { ticket, outcome }
                }
                () = wake => Input::Wake,
                event = events.recv(), if self.unstored_bytes < UNSTORED_BYTES => match event {
                    Some(Event::Input(input)) => input,
                    Some(Event::Connected(input, connection, line)) => {
                        self.lines.insert(connection, line);
                        input
                    }
                    None => Input::Closing,
                },
            };
            is_closing = input == Input::Closing;
            if let Input::Disconnected { connection } = &input {
                self.lines.remove(connection);
            }
            self.hub.handle(self.clock.now(), input);
            self.do_all();
        }
        // What was put before the end is stored and only its answer is lost: the sender asks again.
        let finished = tokio::task::spawn_blocking(move || self.writer.finish()).await;
        if finished.is_err() {
            tracing::error!("the store did not finish");
        }
    }

    fn do_all(&mut self) {
        while let Some(output) = self.hub.poll() {
            match output {
                Output::Send { connection, bytes } => self.send(connection, bytes),
                Output::Close { connection } => {
                    if let Some(line) = self.lines.remove(&connection) {
                        let _ = line.orders.send(Order::Close);
                    }
                }
                Output::Pause { connection } => self.set(connection, Mode::Pause),
                Output::Resume { connection } => self.set(connection, Mode::Read),
                Output::Store { ticket, job } => {
                    if let Op::Put { payload, .. } = &job.op {
                        self.unstored.insert(ticket, payload.len());
                        self.unstored_bytes = self.unstored_bytes.saturating_add(payload.len());
                    }
                    let answered = self.answered.clone();
                    // Without a hub there is nobody to tell; the outcome stands all the same.
                    let reply = move |outcome| drop(answered.send((ticket, outcome)));
                    if self.writer.queue().submit(job, reply).is_err() {
                        self.has_failed = true;
                    }
                }
                Output::Forget { files } => {
                    let (depot, queue, clock) = (self.depot.clone(), self.writer.queue().clone(), self.clock);
                    tokio::spawn(sweep::forget(files, depot, queue, clock));
                }
            }
        }
    }

    fn send(&mut self, connection: ConnectionId, bytes: Bytes) {
        let Some(line) = self.lines.get(&connection) else {
            return;
        };
        if line.send(bytes) {
            return;
        }
        tracing::debug!(connection = connection.0, "cut off: it does not read");
        self.set(connection, Mode::Cut);
        self.lines.remove(&connection);
        self.hub.handle(self.clock.now(), Input::Disconnected { connection });
    }

    fn set(&self, connection: ConnectionId, mode: Mode) {
        if let Some(line) = self.lines.get(&connection) {
            line.mode.send_replace(mode);
        }
    }

    fn settle(&mut self, ticket: Ticket) {
        if let Some(bytes) = self.unstored.remove(&ticket) {
            self.unstored_bytes = self.unstored_bytes.saturating_sub(bytes);
        }
    }
}
