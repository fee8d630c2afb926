//! The accept loop: seats, time limits and headers around warp's routes.
//!
//! warp's own server sets no limit to the time that a client may take for its request's head, and gives no place to count
//! connections.

use std::{convert::Infallible, net::SocketAddr, pin::pin, sync::Arc, time::Duration};

use http::{Request, Response};
use hyper::{
    body::Incoming,
    server::conn::http1,
    service::{Service, service_fn},
};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use tokio::{
    io::AsyncWriteExt,
    net::{TcpListener, TcpStream},
    sync::{mpsc, watch},
    time,
};
use warp::filters::BoxedFilter;

use crate::{
    headers::Headers,
    linger::linger,
    peer::Peer,
    seats::{Seats, network_of},
};

/// The largest head of a request, in bytes: browsers send about 1 KiB without cookies.
const HEAD_BYTES: usize = 16 * 1024;

/// How long to wait when the system has no more sockets.
const BREATH: Duration = Duration::from_millis(100);

/// What the loop needs.
#[derive(Clone)]
pub struct Door {
    /// All routes.
    pub routes: BoxedFilter<(warp::reply::Response,)>,
    /// Added to every response.
    pub headers: Arc<Headers>,
    /// How many may come in.
    pub seats: Seats,
    /// How long a client may take for the head of a request.
    pub head: Duration,
    /// Held by everything that a stopping relay waits for.
    pub alive: mpsc::Sender<()>,
    /// Becomes `true` when the relay stops.
    pub stop: watch::Receiver<bool>,
}

impl std::fmt::Debug for Door {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Door").field("seats", &self.seats).finish()
    }
}

/// Accepts connections until the relay stops.
pub async fn run(listener: TcpListener, door: Door) {
    let mut stop = door.stop.clone();
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = stop.wait_for(|stop| *stop) => return,
        };
        match accepted {
            Ok((stream, address)) => welcome(stream, address, &door),
            Err(error) => {
                tracing::warn!(%error, "a connection could not be accepted");
                time::sleep(BREATH).await;
            }
        }
    }
}

fn welcome(stream: TcpStream, address: SocketAddr, door: &Door) {
    tracing::debug!(%address, "connection");
    // Chat messages are small and must not wait for one another.
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "no TCP_NODELAY");
    }
    let door = door.clone();
    match door.seats.take(network_of(address.ip())) {
        Some(seat) => {
            let peer = Peer {
                seat: Arc::new(seat),
                alive: door.alive.clone(),
                cut: Arc::default(),
            };
            tokio::spawn(serve(stream, peer, door));
        }
        None => {
            tokio::spawn(turn_away(stream, door.headers, door.head));
        }
    }
}

async fn serve(stream: TcpStream, peer: Peer, mut door: Door) {
    let routes = TowerToHyperService::new(warp::service(door.routes));
    let (headers, cut) = (door.headers, Arc::clone(&peer.cut));
    let service = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(peer.clone());
        let answer = routes.call(request);
        let headers = Arc::clone(&headers);
        async move {
            let mut response: Response<_> = answer.await?;
            headers.add_to(response.headers_mut());
            Ok::<_, Infallible>(response)
        }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(door.head)
        .max_buf_size(HEAD_BYTES)
        .serve_connection(TokioIo::new(stream), service)
        .with_upgrades();
    let mut connection = pin!(connection);
    let (mut stopped, mut is_stopped) = (pin!(door.stop.wait_for(|stop| *stop)), false);
    loop {
        tokio::select! {
            served = connection.as_mut() => {
                if let Err(error) = served {
                    tracing::debug!(%error, "connection ended");
                }
                return;
            }
            _ = &mut stopped, if !is_stopped => {
                is_stopped = true;
                connection.as_mut().graceful_shutdown();
            }
            () = cut.notified() => return tracing::debug!("connection cut"),
        }
    }
}

/// Says that there is no seat, without reading what the client wants.
async fn turn_away(mut stream: TcpStream, headers: Arc<Headers>, patience: Duration) {
    let sentence = "The relay is full. Try again in a minute.\n";
    let response = format!(
        "HTTP/1.1 503 Service Unavailable\r\nconnection: close\r\nretry-after: 60\r\n\
         content-type: text/plain; charset=utf-8\r\ncontent-length: {}\r\n{}\r\n{sentence}",
        sentence.len(),
        headers.as_lines(),
    );
    let told = time::timeout(patience, stream.write_all(response.as_bytes()));
    if matches!(told.await, Ok(Ok(()))) {
        linger(&mut stream).await;
    }
}
