//! What the relay answers over HTTP: `/ws`, `/health`, `/files/…`, and the page.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use http::{
    HeaderMap, HeaderValue, Method, StatusCode,
    header::{
        CACHE_CONTROL, CONNECTION, CONTENT_TYPE, ORIGIN, SEC_WEBSOCKET_ACCEPT, SEC_WEBSOCKET_KEY,
        SEC_WEBSOCKET_VERSION, UPGRADE,
    },
};
use hyper::upgrade::OnUpgrade;
use hyper_util::rt::TokioIo;
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{handshake::derive_accept_key, protocol::Role},
};
use warp::{Filter, filters::BoxedFilter, path::FullPath, reply::Response};

use crate::{
    clock::Clock,
    files::desk::{Call, Files},
    hub::input::ConnectionId,
    names::Names,
    page::{Page, text},
    peer::Peer,
    socket,
    switchboard::Switchboard,
};

/// What every answer may need.
#[derive(Debug)]
pub struct Desk {
    /// The relay's names.
    pub names: Names,
    /// The page.
    pub page: Page,
    /// The files that wait for their readers.
    pub files: Files,
    /// Where connections go.
    pub board: Switchboard,
    /// For the uptime.
    pub clock: Clock,
    /// How often an idle WebSocket is pinged.
    pub ping: Duration,
    /// The number of the last WebSocket.
    pub last_connection: AtomicU64,
}

/// All routes.
#[must_use]
pub fn routes(desk: Arc<Desk>) -> BoxedFilter<(Response,)> {
    let with_desk = warp::any().map(move || Arc::clone(&desk));
    let socket = warp::path!("ws")
        .and(warp::get())
        .and(with_desk.clone())
        .and(warp::header::headers_cloned())
        .and(warp::ext::optional::<OnUpgrade>())
        .and(warp::ext::optional::<Peer>())
        .map(upgrade);
    let health = warp::path!("health")
        .and(warp::get())
        .and(with_desk.clone())
        .map(|desk: Arc<Desk>| health(desk.clock.uptime()));
    let files = warp::path!("files" / String)
        .and(with_desk.clone())
        .and(warp::method())
        .and(warp::header::headers_cloned())
        .and(warp::ext::optional::<Peer>())
        .and(warp::body::stream())
        .then(
            |file: String, desk: Arc<Desk>, method: Method, headers: HeaderMap, peer: Option<Peer>, body| async move {
                let call = Call {
                    file: &file,
                    method: &method,
                    headers: &headers,
                    peer: peer.as_ref(),
                };
                desk.files.answer(&desk.names, call, body).await
            },
        );
    let page = warp::any()
        .and(with_desk)
        .and(warp::method())
        .and(warp::path::full())
        .and(warp::header::headers_cloned())
        .then(
            |desk: Arc<Desk>, method: Method, path: FullPath, headers: HeaderMap| async move {
                desk.page.answer(&method, path.as_str(), &headers).await
            },
        );
    socket.or(health).unify().or(files).unify().or(page).unify().boxed()
}

/// Answers the upgrade of a WebSocket (RFC 6455, section 4.2) and starts serving it.
///
/// warp's own filter gives each socket buffers of 128 KiB; see [`socket::config`].
fn upgrade(desk: Arc<Desk>, headers: HeaderMap, on_upgrade: Option<OnUpgrade>, peer: Option<Peer>) -> Response {
    let header = |name| headers.get(name).and_then(|value| value.to_str().ok());
    if headers.contains_key(ORIGIN) && !desk.names.admit(Some(header(ORIGIN).unwrap_or_default())) {
        return text(
            StatusCode::FORBIDDEN,
            "This page belongs to another address than the relay. The relay's operator can allow it with --origin.\n",
        );
    }
    let is_websocket = header(UPGRADE).is_some_and(|to| to.eq_ignore_ascii_case("websocket"))
        && header(SEC_WEBSOCKET_VERSION) == Some("13");
    let (Some(key), Some(on_upgrade), Some(peer), true) =
        (headers.get(SEC_WEBSOCKET_KEY), on_upgrade, peer, is_websocket)
    else {
        let mut response = text(
            StatusCode::UPGRADE_REQUIRED,
            "Only WebSockets (RFC 6455) are answered here.\n",
        );
        response
            .headers_mut()
            .insert(UPGRADE, HeaderValue::from_static("websocket"));
        return response;
    };
    let Ok(accept) = HeaderValue::try_from(derive_accept_key(key.as_bytes())) else {
        return text(StatusCode::BAD_REQUEST, "The WebSocket key is malformed.\n");
    };
    tokio::spawn(serve(desk, on_upgrade, peer));
    let mut response = Response::default();
    *response.status_mut() = StatusCode::SWITCHING_PROTOCOLS;
    let answer = response.headers_mut();
    answer.insert(CONNECTION, HeaderValue::from_static("upgrade"));
    answer.insert(UPGRADE, HeaderValue::from_static("websocket"));
    answer.insert(SEC_WEBSOCKET_ACCEPT, accept);
    response
}

async fn serve(desk: Arc<Desk>, on_upgrade: OnUpgrade, peer: Peer) {
    let upgraded = match on_upgrade.await {
        Ok(upgraded) => TokioIo::new(upgraded),
        Err(error) => return tracing::debug!(%error, "a connection was not upgraded"),
    };
    let number = desk.last_connection.fetch_add(1, Ordering::Relaxed);
    let config = Some(socket::config());
    let socket = WebSocketStream::from_raw_socket(upgraded, Role::Server, config).await;
    socket::run(
        socket,
        ConnectionId(number),
        peer.network(),
        desk.board.clone(),
        desk.ping,
    )
    .await;
    drop(peer);
}

fn health(uptime: Duration) -> Response {
    let health = serde_json::json!({
        "status": "ok",
        "version": env!("CARGO_PKG_VERSION"),
        "uptime_seconds": uptime.as_secs(),
    });
    let mut response = Response::new(format!("{health}\n").into());
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
