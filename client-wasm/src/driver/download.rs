//! Gets a file from the relay and gives it to the browser, opened.
//!
//! `www/download.js` carries the bytes; each sealed chunk comes here and goes back opened. Source: docs/protocol.md, rule
//! `R-FILE-9`.

use js_sys::Promise;
use pillion_protocol::{
    content::file::File,
    crypto::{digest::Digester, stream::Opener},
    file::read_token,
};
use pillion_wire::{file, origin::Origin};
use wasm_bindgen::{closure::Closure, prelude::wasm_bindgen};
use wasm_bindgen_futures::JsFuture;

use crate::model::download::{Download, Failure, Wanted};

/// Opened bytes after which it is told how far the file is.
const TOLD: u64 = 1_024 * 1_024;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = pillionDownload)]
    fn carry(
        url: &str,
        token: &str,
        name: &str,
        open: &Closure<dyn FnMut(Vec<u8>, bool) -> Option<Vec<u8>>>,
    ) -> Promise;
}

/// Gets a file; `told` hears how far it is, and at last what became of it.
pub async fn download(relay: &Origin, wanted: Wanted, told: impl Fn(Download) + Clone + 'static) {
    let file = wanted.file;
    let (token, name) = (read_token(&file.key).to_hex(), file.name.clone());
    let path = file::path(file.id);
    let own = web_sys::window().and_then(|window| window.location().origin().ok());
    // The page's own origin may be spelled otherwise than the relay's name.
    let url = match own.and_then(|own| Origin::parse(&own).ok()) {
        Some(own) if own == *relay => path,
        _ => [&relay.to_string(), path.as_str()].concat(),
    };
    let (tell, mut opening) = (told.clone(), Opening::new(file));
    let open = Closure::new(move |chunk: Vec<u8>, last| {
        let before = opening.opened / TOLD;
        let opened = opening.open(chunk, last)?;
        if opening.opened / TOLD > before {
            tell(Download::Coming(opening.opened));
        }
        Some(opened)
    });
    let status = JsFuture::from(carry(&url, &token, name.as_str(), &open)).await;
    told(match status.ok().and_then(|status| status.as_f64()) {
        Some(200.0) => Download::Done,
        Some(404.0) => Download::Failed(Failure::Gone),
        Some(422.0) => Download::Failed(Failure::Damaged),
        _ => Download::Failed(Failure::Network),
    });
}

/// Sealed chunks on their way to opened ones.
struct Opening {
    opener: Option<Opener>,
    digester: Digester,
    file: File,
    opened: u64,
}

impl Opening {
    fn new(file: File) -> Self {
        Self {
            opener: Some(Opener::new(&file.key)),
            digester: Digester::new(),
            file,
            opened: 0,
        }
    }

    /// What a chunk holds of the file; `None` if it is not what was sent.
    fn open(&mut self, mut chunk: Vec<u8>, last: bool) -> Option<Vec<u8>> {
        self.digester.update(&chunk);
        if last {
            self.opener.take()?.open_last(&mut chunk).ok()?;
        } else {
            self.opener.as_mut()?.open(&mut chunk).ok()?;
        }
        let room = usize::try_from(self.file.bytes - self.opened).unwrap_or(usize::MAX);
        let zeros = chunk.split_off(room.min(chunk.len()));
        self.opened += u64::try_from(chunk.len()).ok()?;
        let is_whole = self.opened == self.file.bytes && self.digester.clone().finish() == self.file.digest;
        (zeros.iter().all(|byte| *byte == 0) && (!last || is_whole)).then_some(chunk)
    }
}
