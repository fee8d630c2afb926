//! The page: embedded in the program, or read from a folder.
//!
//! Files are checked for change at every load (`no-cache` with an `ETag`): the page and its Wasm must be of one build.
//! Hidden files and what only builders need are not served.

use std::{
    collections::BTreeMap,
    io,
    path::{Component, Path, PathBuf},
    sync::Arc,
    thread,
};

use http::{
    HeaderMap, HeaderValue, Method, StatusCode,
    header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE},
};
use rust_embed::RustEmbed;
use warp::reply::Response;

use crate::asset::Asset;

/// The folder `www` as it was when the program was built.
#[derive(RustEmbed)]
#[folder = "../www"]
struct Embedded;

/// Where the page comes from.
#[derive(Debug)]
pub enum Page {
    /// From the program itself, prepared once.
    Embedded(Arc<BTreeMap<String, Asset>>),
    /// From a folder, read at each request: for who works on the page.
    Folder(PathBuf),
}

impl Page {
    /// The page that was built into the program.
    ///
    /// # Errors
    /// If a file cannot be compressed or a thread started, which takes memory to run out.
    pub fn embedded() -> io::Result<Self> {
        let mut files = BTreeMap::new();
        for name in Embedded::iter().filter(|name| is_served(name)) {
            if let Some(file) = Embedded::get(&name) {
                files.insert(name.to_string(), Asset::new(&name, file.data.into_owned())?);
            }
        }
        let files = Arc::new(files);
        let to_pack = Arc::clone(&files);
        // Until it is done, files are sent in a form that is made faster.
        thread::Builder::new()
            .name("pack".to_owned())
            .spawn(move || to_pack.values().for_each(Asset::pack))?;
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
