//! A file on its way to the relay: sealed onto this browser's disk first, so that it goes on after a reload, then sent.

use core::ops::Range;

use futures_util::{StreamExt, stream};
use js_sys::Uint8Array;
use pillion_protocol::{
    crypto::{digest::Digest, key::StreamKey},
    file::{sealing::Sealing, token::write_token},
};
use pillion_wire::file::{ContentRange, PART_BYTES, parts};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File};

use crate::{
    desk::Job,
    order::Order,
    relay::Place,
    shelf::{self, Sheet, whole},
    trouble::{Or, Trouble},
};

/// Bytes of the file that are read at once: few enough to hold, many enough that asking for them takes no time.
const GULP: u64 = 4 << 20;

/// Parts under way at once: more than that would be sent again after a crash.
const AT_ONCE: usize = 3;

/// How often what is missing is sent again before that is left for later.
const ROUNDS: u32 = 3;

/// Seals a file; its digest, once all of it is on the disk.
pub(crate) async fn seal(order: &Order, key: &StreamKey, file: &File, job: &Job) -> Result<Digest, Trouble> {
    let sheet = shelf::make(&order.job).await?;
    let sealed = seal_onto(order.bytes, key, file, &sheet, job).await;
    drop(sheet);
    if sealed.is_err() {
        // A half one is worth nothing.
        let _removed = shelf::remove(&order.job).await;
    }
    sealed
}

async fn seal_onto(bytes: u64, key: &StreamKey, file: &File, sheet: &Sheet, job: &Job) -> Result<Digest, Trouble> {
    let mut sealing = Sealing::new(key, bytes);
    let (mut read, mut written) = (0_u64, 0_u64);
    while sealing.wants().is_some() {
        job.going()?;
        let end = read.saturating_add(GULP).min(bytes);
        let gulp = bytes_of(file, read, end).await?;
        let mut out = Vec::new();
        let mut at = 0_u32;
        while let Some(wanted) = sealing.wants() {
            let length = u32::try_from(wanted).unwrap_or(u32::MAX);
            if at == gulp.length() && wanted > 0 {
                break;
            }
            let upto = at.saturating_add(length);
            let mut chunk = gulp.subarray(at, upto).to_vec();
            sealing.seal(&mut chunk).map_err(|_| Trouble::Source)?;
            out.extend_from_slice(&chunk);
            at = upto;
        }
        sheet.write(written, &out)?;
        written = written.saturating_add(u64::try_from(out.len()).unwrap_or(u64::MAX));
        read = end;
        job.at("at", read);
    }
    sheet.flush()?;
    sealing.finish().ok_or(Trouble::Source)
}

/// A stretch of the chosen file. One that has changed since it was chosen cannot be read.
async fn bytes_of(file: &File, from: u64, to: u64) -> Result<Uint8Array, Trouble> {
    let slice = stretch(file, from..to).or_trouble(Trouble::Source)?;
    let buffer = JsFuture::from(slice.array_buffer()).await;
    let bytes = Uint8Array::new(&buffer.or_trouble(Trouble::Source)?);
    if u64::from(bytes.length()) == to - from {
        Ok(bytes)
    } else {
        Err(Trouble::Source)
    }
}

/// Tells the relay that a file will not be sent.
pub(crate) async fn give_up(order: &Order, key: &StreamKey) -> Result<(), Trouble> {
    let place = Place {
        url: order.url.clone(),
        token: write_token(key),
    };
    place.give_up().await
}

/// Gives the relay what it lacks of a sealed file.
pub(crate) async fn send(order: &Order, key: &StreamKey, job: &Job) -> Result<(), Trouble> {
    let place = Place {
        url: order.url.clone(),
        token: write_token(key),
    };
    let sealed = shelf::take(&order.job).await?;
    let total = whole(sealed.size()).ok_or(Trouble::Storage)?;
    for _ in 0..ROUNDS {
        let stand = place.stand().await?;
        if stand.complete {
            return Ok(());
        }
        job.at("at", stand.offset.min(order.bytes));
        let missing = (stand.offset / PART_BYTES)..parts(total);
        let puts = missing.map(|part| put(&place, &sealed, job, ContentRange { part, total }));
        let mut puts = stream::iter(puts).buffered(AT_ONCE);
        while let Some(end) = puts.next().await {
            job.at("at", end?.min(order.bytes));
        }
    }
    Err(Trouble::Network)
}

/// Brings one part; where it ends. The browser takes it from its disk itself.
async fn put(place: &Place, sealed: &File, job: &Job, range: ContentRange) -> Result<u64, Trouble> {
    job.going()?;
    let bytes = range.bytes().ok_or(Trouble::Missing)?;
    let end = bytes.end;
    let part = stretch(sealed, bytes).or_trouble(Trouble::Missing)?;
    place.put(range, &part).await?;
    Ok(end)
}

#[allow(clippy::cast_precision_loss, reason = "no file is as long as 2^53")]
fn stretch(file: &File, bytes: Range<u64>) -> Result<Blob, JsValue> {
    file.slice_with_f64_and_f64(bytes.start as f64, bytes.end as f64)
}
