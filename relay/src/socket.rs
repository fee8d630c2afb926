//! One connection: a WebSocket on one side, the switchboard on the other.
//!
//! 1. Binary messages go to the hub, one at a time; anything else a client may not send is a fault, which the hub answers.
//! 2. The hub's messages go out in order. A client that does not read them is cut off.
//! 3. A ping goes out every [`pillion_wire::limit::PING_MS`]; a client that is silent for two of them is gone.
//! 4. At the end the relay says why, closes, and waits a moment for the client's end, so that the reason arrives.

use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use bytes::Bytes;
use futures_util::{
    SinkExt, StreamExt,
    stream::{SplitSink, SplitStream},
};
use pillion_wire::{limit::FRAME_BYTES, refusal::Code};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    sync::{mpsc, watch},
    time,
};
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{Error, Message, protocol::WebSocketConfig},
};

use crate::{
    hub::input::{ConnectionId, Input, Network},
    linger::linger,
    switchboard::{self, Mode, Order, Switchboard},
};

/// Buffers of a WebSocket. A message may be larger than a frame so that the hub can refuse it by name; beyond that it is
/// cut off at its head.
#[must_use]
pub fn config() -> WebSocketConfig {
    WebSocketConfig::default()
        .read_buffer_size(4 * 1024)
        .write_buffer_size(16 * 1024)
        .max_write_buffer_size(256 * 1024)
        .max_message_size(Some(2 * FRAME_BYTES))
        .max_frame_size(Some(2 * FRAME_BYTES))
}

/// Serves one connection until it ends.
pub async fn run<S>(
    socket: WebSocketStream<S>,
    connection: ConnectionId,
    network: Option<Network>,
    board: Switchboard,
    ping: Duration,
) where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let mut nonce = [0; 32];
    if let Err(error) = getrandom::fill(&mut nonce) {
        // A challenge that can be guessed proves nothing: better no connection.
        tracing::error!(%error, "the system gives no random bytes");
        return;
    }
    let (line, ends) = switchboard::line();
    let connected = Input::Connected {
        connection,
        nonce,
        network,
    };
    board.connect(connection, connected, line).await;
    let (mut sink, mut stream) = socket.split();
    let heard = AtomicBool::new(true);
    let mut mode = ends.mode.clone();
    let cut = async {
        if mode.wait_for(|mode| *mode == Mode::Cut).await.is_err() {
            // The hub has let go of the connection: the writer ends it.
            std::future::pending().await
        }
    };
    let end = tokio::select! {
        end = read(&mut stream, connection, &board, &heard, ends.mode.clone()) => end,
        end = write(&mut sink, ends.orders, &ends.unsent, &heard, &ends.mode, ping) => end,
        () = cut => End::Gone,
    };
    board.input(Input::Disconnected { connection }).await;
    if end == End::Closed
        && let Ok(mut socket) = sink.reunite(stream)
    {
        // Sends our close if it was the client that began; if it cannot be sent, there is nobody to wait for.
        let _ = time::timeout(ping, socket.close(None)).await;
        linger(socket.get_mut()).await;
    }
}

/// How a connection ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// One side has sent its close.
    Closed,
    /// It is lost, or not worth a farewell.
    Gone,
}

/// Takes in messages until the client is gone. After a fault only the hub ends the connection.
async fn read<S>(
    stream: &mut SplitStream<WebSocketStream<S>>,
    connection: ConnectionId,
    board: &Switchboard,
    heard: &AtomicBool,
    mut mode: watch::Receiver<Mode>,
) -> End
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let fault = loop {
        if mode.wait_for(|mode| *mode == Mode::Read).await.is_err() {
            // The hub has let go of the connection; what is still to be sent is up to the writer.
            return std::future::pending().await;
        }
        let Some(message) = stream.next().await else {
            return End::Gone;
        };
        heard.store(true, Ordering::Relaxed);
        match message {
            Ok(Message::Binary(bytes)) => {
                board.input(Input::Frame { connection, bytes }).await;
            }
            Ok(Message::Ping(_) | Message::Pong(_)) => {}
            Ok(Message::Close(_)) => return End::Closed,
            Ok(Message::Text(_) | Message::Frame(_)) | Err(Error::Protocol(_) | Error::Utf8(_)) => {
                break Code::Malformed;
            }
            Err(Error::Capacity(_)) => break Code::FrameTooLarge,
            Err(_) => return End::Gone,
        }
    };
    board
        .input(Input::Fault {
            connection,
            code: fault,
        })
        .await;
    std::future::pending().await
}

/// Sends what is ordered, and pings, until the end is ordered or the client is silent.
async fn write<S>(
    sink: &mut SplitSink<WebSocketStream<S>, Message>,
    mut orders: mpsc::UnboundedReceiver<Order>,
    unsent: &std::sync::atomic::AtomicUsize,
    heard: &AtomicBool,
    mode: &watch::Receiver<Mode>,
    ping: Duration,
) -> End
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let patience = ping.saturating_mul(2);
    let mut ticks = time::interval_at(time::Instant::now() + ping, ping);
    ticks.set_missed_tick_behavior(time::MissedTickBehavior::Delay);
    let mut silent = 0_u32;
    loop {
        let first = tokio::select! {
            order = orders.recv() => match order {
                Some(order) => order,
                None => return End::Gone,
            },
            _ = ticks.tick() => {
                // A client that is not read from cannot be heard.
                let is_heard = heard.swap(false, Ordering::Relaxed) || *mode.borrow() == Mode::Pause;
                silent = if is_heard { 0 } else { silent.saturating_add(1) };
                if silent >= 2 {
                    return End::Gone;
                }
                let sent = time::timeout(patience, sink.send(Message::Ping(Bytes::new())));
                match sent.await {
                    Ok(Ok(())) => continue,
                    _ => return End::Gone,
                }
            }
        };
        let all = async {
            let mut next = Some(first);
            while let Some(order) = next {
                match order {
                    Order::Send(bytes) => {
                        unsent.fetch_sub(bytes.len(), Ordering::Relaxed);
                        sink.feed(Message::Binary(bytes)).await?;
                    }
                    Order::Close => {
                        sink.close().await?;
                        return Ok::<_, Error>(true);
                    }
                }
                next = orders.try_recv().ok();
            }
            sink.flush().await?;
            Ok(false)
        };
        match time::timeout(patience, all).await {
            Ok(Ok(false)) => {}
            Ok(Ok(true)) => return End::Closed,
            _ => return End::Gone,
        }
    }
}
