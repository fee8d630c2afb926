//! Answers requests for files: who asks, and what for.

use bytes::Buf;
use futures_util::Stream;
use http::{
    HeaderMap, HeaderValue, Method, StatusCode,
    header::{
        ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
        ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ALLOW, AUTHORIZATION, CACHE_CONTROL, HeaderName, ORIGIN,
        RETRY_AFTER, VARY, WWW_AUTHENTICATE,
    },
};
use pillion_wire::{
    id::{FileId, FileToken, TokenHash},
    refusal::Code,
};
use sha2::{Digest, Sha256};
use warp::reply::Response;

use super::{
    depot::Depot,
    download,
    room::{Guest, Limits, Room},
    sweep, upload,
};
use crate::{
    clock::Clock,
    names::Names,
    page::text,
    peer::Peer,
    store::{
        op::{Answer, Job, Op},
        row::same,
        writer::Queue,
    },
};

/// What a request says before its body.
#[derive(Debug, Clone, Copy)]
pub struct Call<'a> {
    /// The file, as it stands in the path.
    pub file: &'a str,
    /// What for.
    pub method: &'a Method,
    /// The rest.
    pub headers: &'a HeaderMap,
    /// Whose connection it came over.
    pub peer: Option<&'a Peer>,
}

/// The desk for files.
#[derive(Debug)]
pub struct Files {
    pub(super) queue: Queue,
    pub(super) depot: Depot,
    pub(super) clock: Clock,
    room: Room,
}

/// A file, seen by somebody who has a token for it.
#[derive(Debug, Clone, Copy)]
pub(super) struct File {
    pub(super) id: FileId,
    pub(super) bytes: u64,
    pub(super) is_whole: bool,
    /// The token is the one for writing.
    pub(super) may_write: bool,
    /// The token is the one for reading.
    pub(super) may_read: bool,
}

impl Files {
    /// A desk before `depot`.
    #[must_use]
    pub fn new(queue: Queue, depot: Depot, clock: Clock, limits: Limits) -> Self {
        Self {
            queue,
            depot,
            clock,
            room: Room::new(limits),
        }
    }

    /// Answers one request. A page of another origin may ask if it is one of the relay's `names`.
    pub async fn answer<B: Buf>(
        &self,
        names: &Names,
        call: Call<'_>,
        body: impl Stream<Item = Result<B, warp::Error>> + Send,
    ) -> Response {
        let origin = call.headers.get(ORIGIN);
        let admitted = origin.is_none_or(|origin| names.admit(Some(origin.to_str().unwrap_or_default())));
        if !admitted {
            return text(
                StatusCode::FORBIDDEN,
                "This page belongs to another address than the relay. The relay's operator can allow it with --origin.\n",
            );
        }
        let mut response = match *call.method {
            Method::OPTIONS => preflight(),
            Method::HEAD => self.head(call).await.unwrap_or_else(|refusal| refusal),
            Method::PUT => upload::put(self, call, body).await.unwrap_or_else(|refusal| refusal),
            Method::GET => download::get(self, call).await.unwrap_or_else(|refusal| refusal),
            Method::DELETE => self.give_up(call).await.unwrap_or_else(|refusal| refusal),
            _ => not_allowed(),
        };
        let headers = response.headers_mut();
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(origin) = origin {
            headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
            headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static(EXPOSED));
            headers.insert(VARY, HeaderValue::from_static("origin"));
        }
        response
    }

    /// How much is there. Whoever asks last, when all is there, ends the upload.
    async fn head(&self, call: Call<'_>) -> Result<Response, Response> {
        let file = self.open(call).await?;
        let held = match file.is_whole {
            true => file.bytes,
            false => self.depot.held(file.id, file.bytes).await.map_err(broken)?,
        };
        let is_whole = held == file.bytes;
        if is_whole && !file.is_whole {
            self.ask(Op::EndFile { file: file.id }).await?;
        }
        let mut response = Response::default();
        *response.status_mut() = StatusCode::NO_CONTENT;
        let headers = response.headers_mut();
        headers.insert(HeaderName::from_static(pillion_wire::file::OFFSET), held.into());
        let complete = HeaderValue::from_static(if is_whole { "?1" } else { "?0" });
        headers.insert(HeaderName::from_static(pillion_wire::file::COMPLETE), complete);
        Ok(response)
    }

    /// An upload is given up: its parts go, and its room is free again.
    async fn give_up(&self, call: Call<'_>) -> Result<Response, Response> {
        let file = self.open(call).await?;
        if !file.may_write {
            return Err(refused(Code::FileUnknown));
        }
        let (now, op) = (self.clock.now(), Op::GiveUpFile { file: file.id });
        match self.queue.ask(Job { now, op }).await {
            Ok(_) => {}
            // Somebody may have been told of it.
            Err(Code::FileTaken) => {
                return Err(text(
                    StatusCode::CONFLICT,
                    "All of this file is here; only its owner's phone can let it go.\n",
                ));
            }
            Err(code) => return Err(refused(code)),
        }
        sweep::forget(vec![file.id], self.depot.clone(), self.queue.clone(), self.clock).await;
        let mut response = Response::default();
        *response.status_mut() = StatusCode::NO_CONTENT;
        Ok(response)
    }

    /// The file that a request names, if it shows one of its tokens. Unknown files and wrong tokens are refused alike.
    pub(super) async fn open(&self, call: Call<'_>) -> Result<File, Response> {
        let token = call
            .headers
            .get(AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.strip_prefix("Bearer "))
            .and_then(FileToken::from_hex);
        let Some(token) = token else {
            let mut response = text(StatusCode::UNAUTHORIZED, "A file needs the token that came with it.\n");
            response
                .headers_mut()
                .insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
            return Err(response);
        };
        let id = FileId::from_hex(call.file).ok_or_else(|| refused(Code::FileUnknown))?;
        let Answer::File {
            bytes,
            write,
            read,
            is_whole,
        } = self.ask(Op::FindFile { file: id }).await?
        else {
            return Err(refused(Code::Storage));
        };
        let shown = TokenHash(Sha256::digest(token.0).into());
        let file = File {
            id,
            bytes,
            is_whole,
            may_write: same(write, shown),
            may_read: same(read, shown),
        };
        if file.may_write || file.may_read {
            Ok(file)
        } else {
            Err(refused(Code::FileUnknown))
        }
    }

    /// Waits for a place in memory.
    pub(super) async fn enter(&self, call: Call<'_>) -> Result<Guest, Response> {
        let network = call.peer.and_then(Peer::network);
        self.room.enter(network).await.map_err(|_| refused(Code::Closing))
    }

    async fn ask(&self, op: Op) -> Result<Answer, Response> {
        let now = self.clock.now();
        self.queue.ask(Job { now, op }).await.map_err(refused)
    }
}

/// Headers that a page of another origin may read.
const EXPOSED: &str = "upload-offset, upload-complete, content-range";

/// What a page of another origin may send.
fn preflight() -> Response {
    let mut response = Response::default();
    *response.status_mut() = StatusCode::NO_CONTENT;
    let headers = response.headers_mut();
    for (name, value) in [
        (ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD, PUT, DELETE"),
        (ACCESS_CONTROL_ALLOW_HEADERS, "authorization, content-range, range"),
        (ACCESS_CONTROL_MAX_AGE, "600"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

fn not_allowed() -> Response {
    let mut response = text(
        StatusCode::METHOD_NOT_ALLOWED,
        "Only GET, HEAD, PUT and DELETE are answered here.\n",
    );
    response
        .headers_mut()
        .insert(ALLOW, HeaderValue::from_static("GET, HEAD, PUT, DELETE, OPTIONS"));
    response
}

/// A refusal as an answer over HTTP: the sentence, and a status that says whether to try again.
pub(super) fn refused(code: Code) -> Response {
    let status = match code {
        Code::FileUnknown => StatusCode::NOT_FOUND,
        Code::Closing | Code::Crowded => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::INSUFFICIENT_STORAGE,
    };
    let mut response = Response::new(format!("{code}\n").into());
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(
        http::header::CONTENT_TYPE,
        HeaderValue::from_static("text/plain; charset=utf-8"),
    );
    if status != StatusCode::NOT_FOUND {
        headers.insert(RETRY_AFTER, HeaderValue::from_static("5"));
    }
    response
}

/// The store of objects has failed; the reason is for the operator.
pub(super) fn broken(error: object_store::Error) -> Response {
    tracing::error!(%error, "a part of a file could not be read or written");
    refused(Code::Storage)
}
