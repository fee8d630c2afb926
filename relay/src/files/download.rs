//! Ranges going out.

use std::{ops::Range, sync::Arc};

use bytes::Bytes;
use futures_util::stream;
use http::{
    HeaderValue, StatusCode,
    header::{ACCEPT_RANGES, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, RANGE},
};
use pillion_wire::{
    file::{self, PART_BYTES, Wanted},
    id::FileId,
    refusal::Code,
};
use tokio::{
    sync::mpsc,
    time::{self, Instant},
};
use warp::{Reply as _, reply::Response};

use super::{
    depot::Depot,
    desk::{Call, Files, broken, refused},
    room::Guest,
};
use crate::page::text;

/// A stream that ended too early: the reader notices that bytes are missing.
#[derive(Debug, thiserror::Error)]
#[error("a part of the file cannot be read")]
struct Broken;

/// Sends a file, or a range of it.
pub(super) async fn get(files: &Files, call: Call<'_>) -> Result<Response, Response> {
    let file = files.open(call).await?;
    if !file.may_read {
        return Err(refused(Code::FileUnknown));
    }
    if !file.is_whole {
        return Err(text(
            StatusCode::CONFLICT,
            "This file is still being sent. Try again when it is here in full.\n",
        ));
    }
    let range = call.headers.get(RANGE).and_then(|range| range.to_str().ok());
    let (status, range) = match file::wanted(range, file.bytes) {
        Wanted::All => (StatusCode::OK, 0..file.bytes),
        Wanted::Bytes(range) => (StatusCode::PARTIAL_CONTENT, range),
        Wanted::Outside => {
            let mut response = text(
                StatusCode::RANGE_NOT_SATISFIABLE,
                "The file ends before the bytes that were asked for.\n",
            );
            let total = HeaderValue::try_from(format!("bytes */{}", file.bytes));
            response.headers_mut().extend(total.map(|total| (CONTENT_RANGE, total)));
            return Err(response);
        }
    };
    let guest = files.enter(call).await?;
    // The first part is read before anything is said, so that a file that is not there can be refused.
    let first = piece(&files.depot, file.id, &range).await.map_err(broken)?;
    let first = first.ok_or_else(|| refused(Code::FileUnknown))?;
    let (pieces, mut taken) = mpsc::channel(1);
    let (depot, rest, cut) = (
        files.depot.clone(),
        range.clone(),
        call.peer.map(|peer| Arc::clone(&peer.cut)),
    );
    tokio::spawn(async move {
        let mut reader = Reader { pieces, guest };
        if send(&depot, file.id, rest, first, &mut reader).await.is_err()
            && let Some(cut) = cut
        {
            // What is meant for him would lie in memory as long as he likes.
            cut.notify_one();
        }
    });
    let mut response = warp::reply::stream(stream::poll_fn(move |context| taken.poll_recv(context))).into_response();
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_LENGTH, (range.end - range.start).into());
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
    headers.insert(CONTENT_DISPOSITION, HeaderValue::from_static("attachment"));
    headers.insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    if status == StatusCode::PARTIAL_CONTENT {
        let last = range.end.saturating_sub(1);
        let place = HeaderValue::try_from(format!("bytes {}-{last}/{}", range.start, file.bytes));
        headers.extend(place.map(|place| (CONTENT_RANGE, place)));
    }
    Ok(response)
}

/// What the part at the beginning of `range` has of it.
async fn piece(depot: &Depot, file: FileId, range: &Range<u64>) -> Result<Option<Bytes>, object_store::Error> {
    let part = range.start / PART_BYTES;
    let Some(bytes) = depot.part(file, part).await? else {
        return Ok(None);
    };
    let begin = part.saturating_mul(PART_BYTES);
    let within = |at: u64| usize::try_from(at.saturating_sub(begin)).map_or(bytes.len(), |at| at.min(bytes.len()));
    Ok(Some(bytes.slice(within(range.start)..within(range.end))))
}

/// Who gets a file.
struct Reader {
    pieces: mpsc::Sender<Result<Bytes, Broken>>,
    guest: Guest,
}

/// The reader takes nothing, or far too slowly.
struct Slow;

impl Reader {
    /// Waits until there is room for a piece; `None` if nobody reads any more.
    async fn wants(&mut self) -> Result<Option<mpsc::Permit<'_, Result<Bytes, Broken>>>, Slow> {
        let (pieces, guest, begun) = (&self.pieces, &mut self.guest, Instant::now());
        loop {
            match time::timeout_at(guest.until(begun), pieces.reserve()).await {
                Ok(room) => return Ok(room.ok()),
                Err(_) if guest.may_stay() => {}
                Err(_) => return Err(Slow),
            }
        }
    }

    /// Waits until the last piece is on its way.
    async fn has_all(&mut self) -> Result<(), Slow> {
        let (pieces, guest, begun) = (&self.pieces, &mut self.guest, Instant::now());
        loop {
            match time::timeout_at(guest.until(begun), pieces.closed()).await {
                Ok(()) => return Ok(()),
                Err(_) if guest.may_stay() => {}
                Err(_) => return Err(Slow),
            }
        }
    }
}

/// Sends piece after piece, as fast as they are read.
async fn send(
    depot: &Depot,
    file: FileId,
    mut range: Range<u64>,
    first: Bytes,
    reader: &mut Reader,
) -> Result<(), Slow> {
    let mut next = Ok(first);
    loop {
        let Some(room) = reader.wants().await? else {
            return Ok(());
        };
        let sent = next.as_ref().map_or(0, Bytes::len);
        let is_broken = sent == 0;
        range.start = range.start.saturating_add(u64::try_from(sent).unwrap_or(u64::MAX));
        room.send(next);
        if is_broken || range.is_empty() {
            return reader.has_all().await;
        }
        next = piece(depot, file, &range).await.map_or_else(
            |error| {
                tracing::error!(%error, "a part of a file could not be read");
                Err(Broken)
            },
            |found| found.filter(|bytes| !bytes.is_empty()).ok_or(Broken),
        );
    }
}
