//! The page: embedded in the program, or read from a folder.
//!
//! Files are checked for change at every load (`no-cache` with an `ETag`): the page and its Wasm must be of one build.
//! Hidden files and what only builders need are not served.

use std::{
    collections::BTreeMap,
    io::{self, Write as _},
    path::{Component, Path, PathBuf},
};

use bytes::Bytes;
use flate2::{Compression, write::GzEncoder};
use http::{
    HeaderMap, HeaderValue, Method, StatusCode,
    header::{ACCEPT_ENCODING, ALLOW, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY},
};
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};
use warp::reply::Response;

/// The folder `www` as it was when the program was built.
#[derive(RustEmbed)]
#[folder = "../www"]
struct Embedded;

/// Files below this size are not compressed, in bytes: one network packet either way.
const WORTH_COMPRESSING_BYTES: usize = 1_024;

/// Where the page comes from.
#[derive(Debug)]
pub enum Page {
    /// From the program itself, prepared once.
    Embedded(BTreeMap<String, Asset>),
    /// From a folder, read at each request: for who works on the page.
    Folder(PathBuf),
}

/// One file, ready to be sent.
#[derive(Debug, Clone)]
pub struct Asset {
    mime: HeaderValue,
    etag: HeaderValue,
    plain: Bytes,
    gzip: Option<Bytes>,
}

impl Page {
    /// The page that was built into the program.
    ///
    /// # Errors
    /// If a file cannot be compressed, which takes memory to run out.
    pub fn embedded() -> io::Result<Self> {
        let mut files = BTreeMap::new();
        for name in Embedded::iter().filter(|name| is_served(name)) {
            if let Some(file) = Embedded::get(&name) {
                files.insert(name.to_string(), Asset::new(&name, file.data.into_owned())?);
            }
        }
        Ok(Self::Embedded(files))
    }

    /// The answer to a request for `path`, as it stands in the request.
    pub async fn answer(&self, method: &Method, path: &str, headers: &HeaderMap) -> Response {
        if method != Method::GET && method != Method::HEAD {
            let mut response = text(StatusCode::METHOD_NOT_ALLOWED, "Only GET and HEAD are answered here.\n");
            response
                .headers_mut()
                .insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
            return response;
        }
        let name = match path.strip_prefix('/').unwrap_or(path) {
            "" => "index.html",
            name => name,
        };
        let found = match self.find(name).await {
            Ok(found) => found,
            Err(error) => {
                tracing::error!(%error, "a file of the page cannot be read");
                return text(
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "A file of the page cannot be read. The relay's operator finds the reason in its log.\n",
                );
            }
        };
        match found {
            Some(asset) => asset.answer(method, headers),
            None if name == "index.html" => text(
                StatusCode::NOT_FOUND,
                "The page was not built into this relay. Build it with `make build`, or name its folder with --www.\n",
            ),
            None => text(
                StatusCode::NOT_FOUND,
                "There is no such page here. Open the address without anything after the host.\n",
            ),
        }
    }

    async fn find(&self, name: &str) -> io::Result<Option<Asset>> {
        if !is_served(name) {
            return Ok(None);
        }
        let folder = match self {
            Self::Embedded(files) => return Ok(files.get(name).cloned()),
            Self::Folder(folder) => folder,
        };
        let read = read_below(folder.clone(), name.to_owned());
        match read.await {
            Ok(contents) => Asset::new(name, contents).map(Some),
            Err(error) if is_absent(&error) => Ok(None),
            Err(error) => Err(error),
        }
    }
}

impl Asset {
    fn new(name: &str, contents: Vec<u8>) -> io::Result<Self> {
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
        })
    }

    fn answer(&self, method: &Method, request: &HeaderMap) -> Response {
        let packed = self.gzip.as_ref().filter(|_| takes_gzip(request));
        let is_known = request
            .get(IF_NONE_MATCH)
            .and_then(|tags| tags.to_str().ok())
            .zip(self.etag.to_str().ok())
            // A proxy that compresses marks the tag as weak.
            .is_some_and(|(tags, own)| tags.split(',').any(|tag| tag.trim().trim_start_matches("W/") == own));
        let body = match (is_known, method == Method::HEAD) {
            (true, _) | (_, true) => Bytes::new(),
            _ => packed.unwrap_or(&self.plain).clone(),
        };
        let mut response = Response::new(body.into());
        if is_known {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
        }
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, self.mime.clone());
        headers.insert(ETAG, self.etag.clone());
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
        if packed.is_some() && !is_known {
            headers.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        }
        response
    }
}

/// A short answer for people.
#[must_use]
pub fn text(status: StatusCode, sentence: &'static str) -> Response {
    let mut response = Response::new(sentence.into());
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// Reads a file that lies in `folder`, also after all symbolic links are followed.
async fn read_below(folder: PathBuf, name: String) -> io::Result<Vec<u8>> {
    let folder = tokio::fs::canonicalize(folder).await?;
    let file = tokio::fs::canonicalize(folder.join(name)).await?;
    if !file.starts_with(&folder) || !tokio::fs::metadata(&file).await?.is_file() {
        return Err(io::ErrorKind::NotFound.into());
    }
    tokio::fs::read(file).await
}

fn is_absent(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory | io::ErrorKind::InvalidInput
    )
}

/// Whether a file of this name may be seen: plain names all the way, and nothing that only builders need.
fn is_served(name: &str) -> bool {
    let is_plain = |part: Component<'_>| match part {
        Component::Normal(part) => part.to_str().is_some_and(|part| !part.starts_with('.')),
        _ => false,
    };
    let for_builders = [".d.ts", ".md", "package.json"];
    !name.contains(['%', '\\', '\0'])
        && Path::new(name).components().all(is_plain)
        && !for_builders.iter().any(|end| name.ends_with(end))
}

fn takes_gzip(request: &HeaderMap) -> bool {
    let encodings = request.get_all(ACCEPT_ENCODING).iter();
    encodings
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|encoding| {
            let mut parts = encoding.split(';').map(str::trim);
            parts.next() == Some("gzip") && !parts.any(|p| matches!(p, "q=0" | "q=0.0" | "q=0.00"))
        })
}
