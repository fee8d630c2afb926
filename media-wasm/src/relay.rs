//! Requests to the relay.

use core::ops::Range;

use js_sys::Uint8Array;
use pillion_wire::{
    file::{COMPLETE, ContentRange, OFFSET},
    id::FileToken,
};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Headers, RequestInit, Response};

use crate::{
    desk::scope,
    trouble::{Or, Trouble},
};

/// A file at the relay, and what lets it be written or read.
#[derive(Debug)]
pub(crate) struct Place {
    /// Its address.
    pub(crate) url: String,
    /// What lets it be written or read.
    pub(crate) token: FileToken,
}

/// How much of a file the relay has without a gap, and whether that is all.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stand {
    /// Bytes.
    pub(crate) offset: u64,
    /// All.
    pub(crate) complete: bool,
}

impl Place {
    /// Asks how much is there.
    pub(crate) async fn stand(&self) -> Result<Stand, Trouble> {
        let answer = self.ask("HEAD", None, &[]).await?;
        let header = |name: &str| answer.headers().get(name).ok().flatten();
        let offset = header(OFFSET).and_then(|offset| offset.parse().ok());
        Ok(Stand {
            offset: offset.ok_or(Trouble::Refused(answer.status()))?,
            complete: header(COMPLETE).as_deref() == Some("?1"),
        })
    }

    /// Brings one part.
    pub(crate) async fn put(&self, range: ContentRange, part: &JsValue) -> Result<(), Trouble> {
        let range = range.to_string();
        let answer = self.ask("PUT", Some(part), &[("content-range", &range)]).await?;
        drop(answer);
        Ok(())
    }

    /// Gives the room of a file back that will not be sent.
    pub(crate) async fn give_up(&self) -> Result<(), Trouble> {
        self.ask("DELETE", None, &[]).await.map(drop)
    }

    /// Gets the sealed bytes from a place on.
    pub(crate) async fn get(&self, from: u64) -> Result<Response, Trouble> {
        let range = ["bytes=", &from.to_string(), "-"].concat();
        let ranged = [("range", range.as_str())];
        let answer = self.ask("GET", None, if from == 0 { &[] } else { &ranged }).await?;
        match (from, answer.status()) {
            (0, 200) | (1.., 206) => Ok(answer),
            (_, status) => Err(Trouble::Refused(status)),
        }
    }

    /// Gets a stretch of the sealed bytes.
    pub(crate) async fn stretch(&self, wanted: Range<u64>) -> Result<Uint8Array, Trouble> {
        let range = ["bytes=", &wanted.start.to_string(), "-", &(wanted.end - 1).to_string()].concat();
        let answer = self.ask("GET", None, &[("range", &range)]).await?;
        if answer.status() != 206 {
            return Err(Trouble::Refused(answer.status()));
        }
        let body = answer.array_buffer().or_trouble(Trouble::Network)?;
        let bytes = Uint8Array::new(&JsFuture::from(body).await.or_trouble(Trouble::Network)?);
        if u64::from(bytes.length()) == wanted.end - wanted.start {
            Ok(bytes)
        } else {
            Err(Trouble::Network)
        }
    }

    async fn ask(&self, method: &str, body: Option<&JsValue>, more: &[(&str, &str)]) -> Result<Response, Trouble> {
        let headers = Headers::new().or_trouble(Trouble::Network)?;
        let bearer = ["Bearer ", &self.token.to_hex()].concat();
        for (name, value) in [("authorization", bearer.as_str())].iter().chain(more) {
            headers.set(name, value).or_trouble(Trouble::Network)?;
        }
        let request = RequestInit::new();
        request.set_method(method);
        request.set_headers(&headers);
        if let Some(body) = body {
            request.set_body(body);
        }
        let answer = JsFuture::from(scope().fetch_with_str_and_init(&self.url, &request)).await;
        let answer: Response = answer.or_trouble(Trouble::Network)?.unchecked_into();
        match answer.status() {
            _ if answer.ok() => Ok(answer),
            404 => Err(Trouble::Unknown),
            // Its file is shorter than the one that was announced.
            416 => Err(Trouble::Damaged),
            507 => Err(Trouble::Full),
            // It has too much to do, or the part came too slowly.
            408 | 429 | 500.. => Err(Trouble::Network),
            status => Err(Trouble::Refused(status)),
        }
    }
}
