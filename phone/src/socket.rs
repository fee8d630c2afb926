//! One WebSocket to the relay: bytes in, bytes out, and when it is gone.

use std::{io, time::Duration};

use futures_util::{SinkExt, StreamExt};
use pillion_wire::{limit::FRAME_BYTES, origin::Origin};
use tokio::{net::TcpStream, sync::mpsc, time};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async_with_config,
    tungstenite::{Error, Message, protocol::WebSocketConfig},
};

/// How long connecting may take.
const CONNECT: Duration = Duration::from_secs(10);

/// How long the relay may be silent: two of its pings (25 s), and slack.
const SILENCE: Duration = Duration::from_secs(60);

/// Frames that may wait for the phone; then the relay has to wait, too.
const WAITING: usize = 64;

type Stream = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// What happens on a socket, in this order: opened, frames, closed.
#[derive(Debug)]
pub enum Event {
    /// It is there.
    Opened,
    /// A binary message came.
    Frame(Vec<u8>),
    /// It is gone, or was never there; the reason is for people.
    Closed(String),
}

/// A socket, or the attempt at one. It ends when this is dropped.
#[derive(Debug)]
pub struct Socket {
    out: mpsc::UnboundedSender<Vec<u8>>,
    events: mpsc::Receiver<Event>,
}

impl Socket {
    /// Begins to connect.
    #[must_use]
    pub fn open(relay: &Origin) -> Self {
        let (out, outgoing) = mpsc::unbounded_channel();
        let (report, events) = mpsc::channel(WAITING);
        let url = relay.socket_url();
        tokio::spawn(async move {
            let reason = match connect(&url).await {
                Ok(stream) => carry(stream, outgoing, &report).await,
                Err(reason) => reason,
            };
            // Whoever has dropped the socket does not want to know.
            let _ = report.send(Event::Closed(reason)).await;
        });
        Self { out, events }
    }

    /// Sends a binary message.
    pub fn send(&self, frame: Vec<u8>) {
        // A socket that is gone says so itself.
        let _ = self.out.send(frame);
    }

    /// What happens next; after `Closed`, nothing. May be cancelled.
    pub async fn next(&mut self) -> Event {
        self.events
            .recv()
            .await
            .unwrap_or_else(|| Event::Closed("the connection has ended".to_owned()))
    }
}

async fn connect(url: &str) -> Result<Stream, String> {
    let config = WebSocketConfig::default()
        .max_message_size(Some(FRAME_BYTES))
        .max_frame_size(Some(FRAME_BYTES));
    match time::timeout(CONNECT, connect_async_with_config(url, Some(config), true)).await {
        Ok(Ok((stream, _))) => Ok(stream),
        Ok(Err(error)) => Err(reason(&error)),
        Err(_) => Err("it did not answer in time".to_owned()),
    }
}

/// Carries messages until the socket ends or is dropped. Returns why.
async fn carry(
    mut stream: Stream,
    mut outgoing: mpsc::UnboundedReceiver<Vec<u8>>,
    report: &mpsc::Sender<Event>,
) -> String {
    if report.send(Event::Opened).await.is_err() {
        return String::new();
    }
    loop {
        tokio::select! {
            frame = outgoing.recv() => match frame {
                Some(frame) => if let Err(error) = stream.send(Message::binary(frame)).await {
                    return reason(&error);
                },
                None => {
                    // Dropped by us. The relay need not answer the farewell.
                    let _ = time::timeout(Duration::from_millis(200), stream.close(None)).await;
                    return String::new();
                }
            },
            came = time::timeout(SILENCE, stream.next()) => match came {
                Ok(Some(Ok(Message::Binary(bytes)))) => {
                    if report.send(Event::Frame(bytes.into())).await.is_err() {
                        return String::new();
                    }
                }
                // Pings are answered by the library; a close makes the next read end.
                Ok(Some(Ok(_))) => {}
                Ok(Some(Err(error))) => return reason(&error),
                Ok(None) => return "the relay closed the connection".to_owned(),
                Err(_) => return "the relay is silent".to_owned(),
            },
        }
    }
}

fn reason(error: &Error) -> String {
    match error {
        Error::Io(error) if error.kind() == io::ErrorKind::ConnectionRefused => "nothing listens there".to_owned(),
        Error::Http(response) => format!(
            "what answers there is not a relay (HTTP status {})",
            response.status().as_u16()
        ),
        other => other.to_string(),
    }
}
