//! One file of the page, in the forms in which it can be sent: as it is, gzip, Brotli.
//!
//! Brotli at its best makes the page a fifth smaller than gzip and takes seconds, so it is made aside ([`Asset::pack`]) and
//! sent as soon as it is there.

use std::{
    io::{self, Write as _},
    sync::OnceLock,
};

use bytes::Bytes;
use flate2::{Compression, write::GzEncoder};
use http::{
    HeaderMap, HeaderValue, Method, StatusCode,
    header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY},
};
use sha2::{Digest, Sha256};
use warp::reply::Response;

/// Files below this size are not compressed, in bytes: one network packet either way.
const WORTH_COMPRESSING_BYTES: usize = 1_024;

/// The best that Brotli can do.
pub const BEST: u32 = 11;

/// How hard a relay tries. One that was built for tests lives for seconds only.
const EFFORT: u32 = if cfg!(debug_assertions) { 5 } else { BEST };

/// Brotli's window, as a power of two: 4 MiB, more than any file of the page.
const WINDOW: u32 = 22;

/// One file, ready to be sent.
#[derive(Debug, Clone)]
pub struct Asset {
    mime: HeaderValue,
    etag: HeaderValue,
    plain: Bytes,
    gzip: Option<Bytes>,
    brotli: OnceLock<Bytes>,
}

impl Asset {
    /// A file of this name with these contents.
    ///
    /// # Errors
    /// If it cannot be compressed, which takes memory to run out.
    pub fn new(name: &str, contents: Vec<u8>) -> io::Result<Self> {
        let mime = mime_guess::from_path(name).first_or_octet_stream();
        let is_text = mime.type_() == "text" || mime.subtype() == "javascript";
        let mime = match is_text {
            true => format!("{mime}; charset=utf-8"),
            false => mime.to_string(),
        };
        let mut etag = String::from("\"");
        for byte in Sha256::digest(&contents).iter().take(16) {
            etag.push_str(&format!("{byte:02x}"));
        }
        etag.push('"');
        let gzip = match contents.len() < WORTH_COMPRESSING_BYTES {
            true => None,
            false => {
                let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
                encoder.write_all(&contents)?;
                let packed = encoder.finish()?;
                (packed.len() < contents.len()).then(|| Bytes::from(packed))
            }
        };
        Ok(Self {
            mime: HeaderValue::try_from(mime).map_err(io::Error::other)?,
            etag: HeaderValue::try_from(etag).map_err(io::Error::other)?,
            plain: contents.into(),
            gzip,
            brotli: OnceLock::new(),
        })
    }

    /// Makes the smallest form, unless the file is so small that nothing is gained.
    pub fn pack(&self) {
        // What gzip does not make smaller, Brotli does not either, as far as it matters.
        if self.gzip.is_some()
            && let Ok(packed) = brotli(&self.plain, EFFORT)
        {
            // Packed twice is packed.
            let _ = self.brotli.set(packed.into());
        }
    }

    /// The answer to a request for it.
    #[must_use]
    pub fn answer(&self, method: &Method, request: &HeaderMap) -> Response {
        let form = |bytes: Option<&Bytes>, name: &'static str| {
            let bytes = bytes.filter(|_| takes(request, name))?;
            Some((bytes.clone(), name))
        };
        let packed = form(self.brotli.get(), "br").or_else(|| form(self.gzip.as_ref(), "gzip"));
        let is_known = request
            .get(IF_NONE_MATCH)
            .and_then(|tags| tags.to_str().ok())
            .zip(self.etag.to_str().ok())
            // A proxy that compresses marks the tag as weak.
            .is_some_and(|(tags, own)| tags.split(',').any(|tag| tag.trim().trim_start_matches("W/") == own));
        let (body, encoding) = match packed {
            Some((bytes, name)) => (bytes, Some(name)),
            None => (self.plain.clone(), None),
        };
        let is_bare = is_known || method == Method::HEAD;
        let mut response = Response::new(if is_bare { Bytes::new() } else { body }.into());
        if is_known {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
        }
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, self.mime.clone());
        headers.insert(ETAG, self.etag.clone());
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
        if let Some(encoding) = encoding.filter(|_| !is_known) {
            headers.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        response
    }
}

/// Compresses with Brotli (RFC 7932).
///
/// # Errors
/// If memory runs out.
pub fn brotli(contents: &[u8], effort: u32) -> io::Result<Vec<u8>> {
    let mut packed = Vec::new();
    let mut encoder = brotli::CompressorWriter::new(&mut packed, 4_096, effort, WINDOW);
    encoder.write_all(contents)?;
    encoder.flush()?;
    drop(encoder);
    Ok(packed)
}

fn takes(request: &HeaderMap, wanted: &str) -> bool {
    let encodings = request.get_all(ACCEPT_ENCODING).iter();
    encodings
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|encoding| {
            let mut parts = encoding.split(';').map(str::trim);
            parts.next() == Some(wanted) && !parts.any(|p| matches!(p, "q=0" | "q=0.0" | "q=0.00"))
        })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use std::io::Read as _;

    use super::*;

    fn encoding(asset: &Asset, accepts: &'static str) -> Option<String> {
        let mut request = HeaderMap::new();
        request.insert(ACCEPT_ENCODING, HeaderValue::from_static(accepts));
        let answer = asset.answer(&Method::GET, &request);
        let header = answer.headers().get(CONTENT_ENCODING)?;
        Some(header.to_str().unwrap().to_owned())
    }

    fn page() -> Asset {
        Asset::new("a.js", b"let pillion = 'seat';\n".repeat(200)).unwrap()
    }

    #[test]
    fn the_smallest_form_that_a_browser_takes_is_sent() {
        let asset = page();
        assert_eq!(encoding(&asset, "gzip, br").as_deref(), Some("gzip"), "not packed yet");
        asset.pack();
        assert_eq!(encoding(&asset, "gzip, br").as_deref(), Some("br"));
        assert_eq!(encoding(&asset, "gzip, br;q=0").as_deref(), Some("gzip"));
        assert_eq!(encoding(&asset, "identity"), None);
        let small = Asset::new("a.js", b"1;".to_vec()).unwrap();
        small.pack();
        assert_eq!(encoding(&small, "gzip, br"), None);
    }

    #[test]
    fn what_was_packed_unpacks() {
        let asset = page();
        asset.pack();
        let packed = asset.brotli.get().unwrap();
        let mut plain = Vec::new();
        brotli::Decompressor::new(packed.as_ref(), 4_096)
            .read_to_end(&mut plain)
            .unwrap();
        assert_eq!(plain, asset.plain);
        assert!(packed.len() < asset.gzip.unwrap().len());
    }
}
