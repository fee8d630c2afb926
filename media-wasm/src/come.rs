//! A file on its way from the relay: opened chunk by chunk, and given to the browser a few megabytes at a time, so that no file is too
//! large for the page. It has no address before its last chunk has opened as the last.

use js_sys::{Array, Reflect, Uint8Array};
use pillion_protocol::{
    crypto::{digest::Digest, key::StreamKey},
    file::{opening::Opening, token::read_token},
};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, ReadableStreamDefaultReader};

use crate::{
    desk::Job,
    order::Order,
    relay::Place,
    trouble::{Or, Trouble},
};

/// Opened bytes that are gathered before the browser gets them.
const GATHERED: u64 = 4 << 20;

/// Opened bytes after which it is told how far the file is.
const TOLD: u64 = 1 << 20;

/// How often a connection that breaks is taken up again before the whole is left for later.
const TRIES: u32 = 5;

/// Gets a file.
pub(crate) async fn open(order: &Order, key: &StreamKey, digest: Digest, job: &Job) -> Result<Blob, Trouble> {
    let place = Place {
        url: order.url.clone(),
        token: read_token(key),
    };
    let mut coming = Coming {
        opening: Opening::new(key, order.bytes, digest),
        sealed: Vec::new(),
        taken: 0,
        plain: Vec::new(),
        opened: 0,
        blobs: Array::new(),
    };
    let mut tries = TRIES;
    loop {
        let before = coming.taken;
        match coming.take(&place, job).await {
            // A connection that brings something may break again.
            Err(Trouble::Network) if coming.taken > before => tries = TRIES,
            Err(Trouble::Network) if tries > 0 => tries -= 1,
            Err(trouble) => return Err(trouble),
            Ok(()) => return coming.blob().await,
        }
    }
}

struct Coming {
    opening: Opening,
    /// The beginning of the next chunk.
    sealed: Vec<u8>,
    /// Sealed bytes that have come, those of the next chunk too.
    taken: u64,
    /// What has opened and is not with the browser yet.
    plain: Vec<u8>,
    /// Bytes that have opened.
    opened: u64,
    blobs: Array,
}

impl Coming {
    /// Takes what comes over one connection.
    async fn take(&mut self, place: &Place, job: &Job) -> Result<(), Trouble> {
        if self.opening.wants().is_none() {
            return Ok(());
        }
        let answer = place.get(self.taken).await?;
        let body = answer.body().ok_or(Trouble::Network)?;
        let reader: ReadableStreamDefaultReader = body.get_reader().unchecked_into();
        loop {
            job.going()?;
            let read = JsFuture::from(reader.read()).await.or_trouble(Trouble::Network)?;
            let field = |name: &str| Reflect::get(&read, &name.into()).unwrap_or_default();
            if field("done").is_truthy() {
                // The stream may have ended early; then the rest is asked for.
                return match self.opening.wants() {
                    None => Ok(()),
                    Some(_) => Err(Trouble::Network),
                };
            }
            let bytes: Uint8Array = field("value").unchecked_into();
            self.bytes(&bytes, job)?;
        }
    }

    fn bytes(&mut self, bytes: &Uint8Array, job: &Job) -> Result<(), Trouble> {
        let mut at = 0;
        while at < bytes.length() {
            let wanted = self.opening.wants().ok_or(Trouble::Damaged)?;
            let room = wanted.saturating_sub(self.sealed.len());
            let upto = at
                .saturating_add(u32::try_from(room).unwrap_or(u32::MAX))
                .min(bytes.length());
            let piece = bytes.subarray(at, upto).to_vec();
            self.taken = self.taken.saturating_add(u64::from(upto - at));
            at = upto;
            self.sealed.extend_from_slice(&piece);
            if self.sealed.len() == wanted {
                self.chunk(job)?;
            }
        }
        Ok(())
    }

    fn chunk(&mut self, job: &Job) -> Result<(), Trouble> {
        self.opening.open(&mut self.sealed).map_err(|_| Trouble::Damaged)?;
        let before = self.opened / TOLD;
        self.opened = self.opened.saturating_add(length(&self.sealed));
        self.plain.append(&mut self.sealed);
        if length(&self.plain) >= GATHERED {
            self.give()?;
        }
        if self.opened / TOLD > before {
            job.at("at", self.opened);
        }
        Ok(())
    }

    /// Gives the browser what has opened.
    fn give(&mut self) -> Result<(), Trouble> {
        let bytes = Uint8Array::from(self.plain.as_slice());
        let blob = Blob::new_with_u8_array_sequence(&Array::of1(&bytes)).or_trouble(Trouble::Storage)?;
        self.blobs.push(&blob);
        self.plain.clear();
        Ok(())
    }

    async fn blob(mut self) -> Result<Blob, Trouble> {
        self.give()?;
        // A type that no browser shows: what the sender says that it is must not make it run.
        let options = BlobPropertyBag::new();
        options.set_type("application/octet-stream");
        let blob = Blob::new_with_blob_sequence_and_options(&self.blobs, &options).or_trouble(Trouble::Storage)?;
        // A browser that has no room for it says so only when it is read.
        let end = blob.size();
        let last = blob
            .slice_with_f64_and_f64((end - 1.0).max(0.0), end)
            .or_trouble(Trouble::Storage)?;
        JsFuture::from(last.array_buffer()).await.or_trouble(Trouble::Storage)?;
        Ok(blob)
    }
}

fn length(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}
