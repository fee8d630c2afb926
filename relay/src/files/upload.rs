//! Parts coming in.

use std::time::Duration;

use bytes::{Buf, Bytes, BytesMut};
use futures_util::{Stream, StreamExt as _};
use http::{StatusCode, header::CONTENT_RANGE};
use pillion_wire::{file::ContentRange, refusal::Code};
use tokio::time::{self, Instant};
use warp::reply::Response;

use super::{
    desk::{Call, Files, broken, refused},
    room::Guest,
};
use crate::page::text;

/// How long nothing of a part may come: a slow network has pauses, a client that is gone has one for ever.
const SILENCE: Duration = Duration::from_secs(30);

/// Keeps one part of a file.
pub(super) async fn put<B: Buf>(
    files: &Files,
    call: Call<'_>,
    body: impl Stream<Item = Result<B, warp::Error>> + Send,
) -> Result<Response, Response> {
    let file = files.open(call).await?;
    if !file.may_write {
        return Err(refused(Code::FileUnknown));
    }
    let range = call.headers.get(CONTENT_RANGE).and_then(|range| range.to_str().ok());
    let place = range
        .and_then(ContentRange::parse)
        .filter(|place| place.total == file.bytes)
        .and_then(|place| Some((place.part, place.bytes()?)));
    let Some((part, place)) = place else {
        return Err(text(
            StatusCode::BAD_REQUEST,
            "Content-Range must name one whole part of the file, and its size as it was announced.\n",
        ));
    };
    let mut response = Response::default();
    *response.status_mut() = StatusCode::NO_CONTENT;
    if file.is_whole {
        return Ok(response);
    }
    let mut guest = files.enter(call).await?;
    let length = usize::try_from(place.end - place.start).map_err(|_| refused(Code::Storage))?;
    let bytes = read(body, length, &mut guest).await?;
    files.depot.keep(file.id, part, bytes).await.map_err(broken)?;
    // Whoever gives a file up meanwhile removes the parts that he finds; this one may have come behind him.
    if let Err(gone) = files.open(call).await {
        if gone.status() == StatusCode::NOT_FOUND {
            files.depot.remove(file.id).await.map_err(broken)?;
        }
        return Err(gone);
    }
    Ok(response)
}

/// Exactly `length` bytes: what is short or goes on is not kept.
async fn read<B: Buf>(
    body: impl Stream<Item = Result<B, warp::Error>> + Send,
    length: usize,
    guest: &mut Guest,
) -> Result<Bytes, Response> {
    let mut body = std::pin::pin!(body);
    let mut bytes = BytesMut::with_capacity(length);
    let begun = Instant::now();
    loop {
        let now = Instant::now();
        let until = guest.until(begun);
        match time::timeout_at(until.min(now + SILENCE), body.next()).await {
            Ok(Some(Ok(piece))) if piece.remaining() <= length.saturating_sub(bytes.len()) => bytes.extend(take(piece)),
            Ok(Some(Ok(_))) => break,
            Ok(None) if bytes.len() == length => return Ok(bytes.freeze()),
            Ok(None | Some(Err(_))) => break,
            Err(_) if until <= now + SILENCE && guest.may_stay() => {}
            Err(_) => {
                return Err(text(
                    StatusCode::REQUEST_TIMEOUT,
                    "The part came too slowly, or not at all. Send it again.\n",
                ));
            }
        }
    }
    Err(text(
        StatusCode::BAD_REQUEST,
        "The part has not the length that Content-Range names. Send it again.\n",
    ))
}

fn take(mut piece: impl Buf) -> Bytes {
    piece.copy_to_bytes(piece.remaining())
}
