//! Bare WebSockets over the same hops: page, relay and two phones that pass bytes on and do nothing else.
//!
//! 1. [`Hops::start`] opens a relay on loopback and three clients at it, each with a store of one file.
//! 2. [`Hops::run`] sends one message along a [`Route`] and measures how long it takes.
//!
//! A message names its stops: a byte for their number, a byte for each, then content of the size of a short chat message
//! with its padding. Who receives it takes the first stop off, keeps it if the stop says so, and passes the rest on.
//!
//! It is in one process and its page is no browser, so it is faster than any real one could be: a floor.

use std::{collections::BTreeMap, path::Path, sync::Arc, time::Instant};

use anyhow::{Context, Result, anyhow};
use futures_util::{SinkExt, StreamExt, stream::SplitSink};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{Mutex, mpsc},
    task::{JoinSet, block_in_place},
};
use tokio_tungstenite::{WebSocketStream, accept_async, client_async, tungstenite::Message};

use super::route::{Node, Route, Stop};
use crate::{disk::Journal, stats::Spread, table::Reference};

/// A short message in its frame: the smallest but one class of padding, in bytes.
const CONTENT_BYTES: usize = 1_024;

/// The clients.
const CLIENTS: [Node; 3] = [Node::Page, Node::Alice, Node::Bob];

/// Marks a stop at which the message is kept.
const KEEPS: u8 = 0x80;

type Line = SplitSink<WebSocketStream<TcpStream>, Message>;
type Lines = Arc<BTreeMap<Node, Mutex<Line>>>;

/// The four of them, connected. Ends when dropped.
#[derive(Debug)]
pub struct Hops {
    begin: BTreeMap<Node, mpsc::Sender<Vec<u8>>>,
    arrived: mpsc::Receiver<Result<Instant>>,
    /// Their tasks.
    _all: JoinSet<()>,
}

impl Hops {
    /// Connects them; their files are in `folder`. Needs a runtime of several threads.
    ///
    /// # Errors
    /// What the system says.
    pub async fn start(folder: &Path) -> Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let address = listener.local_addr()?;
        let (tell, arrived) = mpsc::channel(1);
        let mut all = JoinSet::new();
        let mut begin = BTreeMap::new();
        let mut lines = BTreeMap::new();
        let mut ears = Vec::new();
        for node in CLIENTS {
            let (ours, theirs) = tokio::join!(call(address), accept(&listener));
            let (line, ear) = theirs?.split();
            lines.insert(node, Mutex::new(line));
            ears.push(ear);
            let (from_here, to_begin) = mpsc::channel(1);
            begin.insert(node, from_here);
            let journal = Journal::open(folder, &format!("{node:?}"))?;
            all.spawn(client(ours?, journal, to_begin, tell.clone()));
        }
        let lines: Lines = Arc::new(lines);
        for (at, mut ear) in ears.into_iter().enumerate() {
            let lines = Arc::clone(&lines);
            let tell = tell.clone();
            let mut journal = Journal::open(folder, &format!("Relay{at}"))?;
            all.spawn(async move {
                while let Some(Ok(message)) = ear.next().await {
                    if let Err(error) = relay(message, &mut journal, &lines).await {
                        return drop(tell.send(Err(error)).await);
                    }
                }
            });
        }
        Ok(Self {
            begin,
            arrived,
            _all: all,
        })
    }

    /// Sends one message along a route; how long it took, in nanoseconds.
    ///
    /// # Errors
    /// If it does not arrive.
    pub async fn run(&mut self, route: &Route) -> Result<u64> {
        let first = route.first().context("a route has a first stop")?;
        let begin = self.begin.get(&first.at).context("a route begins at a client")?;
        let message = encode(route);
        let start = Instant::now();
        begin.send(message).await?;
        let arrived = self.arrived.recv().await.context("a bare client has ended")??;
        Ok(u64::try_from(arrived.duration_since(start).as_nanos())?)
    }

    /// The same many times, as a reference.
    ///
    /// # Errors
    /// If one does not arrive.
    pub async fn reference(&mut self, route: &Route, times: u32) -> Result<Reference> {
        let mut took = Vec::new();
        for _ in 0..times {
            took.push(self.run(route).await?);
        }
        let spread = Spread::of(&took).context("no message was sent")?;
        Ok(Reference::new(super::route::name(route), spread))
    }
}

/// Passes on what arrives, and what begins here.
async fn client(
    line: WebSocketStream<TcpStream>,
    mut journal: Journal,
    mut to_begin: mpsc::Receiver<Vec<u8>>,
    tell: mpsc::Sender<Result<Instant>>,
) {
    let (mut out, mut ear) = line.split();
    loop {
        let message = tokio::select! {
            begun = to_begin.recv() => begun,
            heard = ear.next() => match heard {
                Some(Ok(Message::Binary(bytes))) => Some(bytes.to_vec()),
                _ => None,
            },
        };
        let Some(message) = message else { return };
        let told = match arrive(message, &mut journal) {
            Ok(Some((_, rest))) => out
                .send(Message::binary(rest))
                .await
                .err()
                .map(|error| Err(error.into())),
            Ok(None) => Some(Ok(Instant::now())),
            Err(error) => Some(Err(error)),
        };
        if let Some(told) = told
            && tell.send(told).await.is_err()
        {
            return;
        }
    }
}

async fn relay(message: Message, journal: &mut Journal, lines: &Lines) -> Result<()> {
    let Message::Binary(bytes) = message else { return Ok(()) };
    let (next, rest) = arrive(bytes.to_vec(), journal)?.context("no route ends at the relay")?;
    let line = lines.get(&next.at).context("the relay sends to clients")?;
    line.lock().await.send(Message::binary(rest)).await?;
    Ok(())
}

/// Takes the first stop off and keeps what must be kept; the next stop and what is sent there, `None` at the end.
fn arrive(mut message: Vec<u8>, journal: &mut Journal) -> Result<Option<(Stop, Vec<u8>)>> {
    let mut stops = decode(&message)?;
    if stops.next().context("a message names its stops")?.keeps {
        block_in_place(|| journal.commit())?;
    }
    let Some(next) = stops.next() else { return Ok(None) };
    drop(stops);
    message.remove(1);
    if let Some(count) = message.first_mut() {
        *count = count.saturating_sub(1);
    }
    Ok(Some((next, message)))
}

fn encode(route: &Route) -> Vec<u8> {
    let mut message = vec![u8::try_from(route.len()).unwrap_or(u8::MAX)];
    message.extend(
        route
            .iter()
            .map(|stop| stop.at as u8 | if stop.keeps { KEEPS } else { 0 }),
    );
    message.resize(message.len().saturating_add(CONTENT_BYTES), 0);
    message
}

fn decode(message: &[u8]) -> Result<impl Iterator<Item = Stop>> {
    let (count, rest) = message.split_first().context("an empty message")?;
    let stops = rest.get(..usize::from(*count)).context("a message that is cut off")?;
    let stop = |byte: &u8| Stop {
        at: match byte & !KEEPS {
            0 => Node::Page,
            1 => Node::Relay,
            2 => Node::Alice,
            _ => Node::Bob,
        },
        keeps: byte & KEEPS != 0,
    };
    Ok(stops.iter().map(stop))
}

async fn call(address: std::net::SocketAddr) -> Result<WebSocketStream<TcpStream>> {
    let stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    Ok(client_async(format!("ws://{address}/"), stream).await?.0)
}

async fn accept(listener: &TcpListener) -> Result<WebSocketStream<TcpStream>> {
    let (stream, _) = listener.accept().await?;
    stream.set_nodelay(true)?;
    accept_async(stream).await.map_err(|error| anyhow!(error))
}
