//! What the page wants, and what it is told. `www/media.js` stands between.

use core::fmt;

use js_sys::{Reflect, Uint8Array};
use serde::Serialize;
use wasm_bindgen::{JsCast, JsValue};

/// One thing to do.
#[derive(Clone)]
pub(crate) struct Order {
    /// What.
    pub(crate) what: What,
    /// Names the file from here on: hexadecimal digits.
    pub(crate) job: String,
    /// Seals and opens it.
    pub(crate) key: Vec<u8>,
    /// How long it is, neither padded nor sealed.
    pub(crate) bytes: u64,
    /// Of the sealed bytes.
    pub(crate) digest: Vec<u8>,
    /// Where it is on the relay.
    pub(crate) url: String,
    /// The first byte that is wanted of it.
    pub(crate) from: u64,
    /// The one behind the last.
    pub(crate) to: u64,
}

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum What {
    /// Seal a file that comes with the order. Told: `sealed`, once all of it is on the disk.
    Seal,
    /// Give the sealed bytes to the relay, those that it lacks. Told: `sent`, once the relay has all.
    Send,
    /// Get a file from the relay and open it. Told: `opened`, with a blob.
    Open,
    /// Get a stretch of a file and open it. Told: `read`, with its bytes.
    Read,
    /// Stop what is done with a file.
    Stop,
    /// Stop it, and remove its sealed bytes; with a key and an address also its room at the relay.
    Drop,
}

impl Order {
    /// Reads what `www/media.js` has posted; `None` if that is no order. What is left out is empty. A derived reader would bring what it
    /// takes to complain about numbers in words: a sixth of this program's weight.
    pub(crate) fn read(message: &JsValue) -> Option<Self> {
        let field = |name: &str| Reflect::get(message, &name.into()).unwrap_or_default();
        let bytes = |name| {
            field(name)
                .dyn_ref::<Uint8Array>()
                .map(Uint8Array::to_vec)
                .unwrap_or_default()
        };
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "they count bytes"
        )]
        let number = |name| field(name).as_f64().unwrap_or_default() as u64;
        let what = match field("what").as_string()?.as_str() {
            "seal" => What::Seal,
            "send" => What::Send,
            "open" => What::Open,
            "read" => What::Read,
            "stop" => What::Stop,
            "drop" => What::Drop,
            _ => return None,
        };
        Some(Self {
            what,
            job: field("job").as_string()?,
            key: bytes("key"),
            bytes: number("bytes"),
            digest: bytes("digest"),
            url: field("url").as_string().unwrap_or_default(),
            from: number("from"),
            to: number("to"),
        })
    }
}

/// Keys are secret: `Debug` tells what is to be done with which file.
impl fmt::Debug for Order {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Order({:?} {})", self.what, self.job)
    }
}

/// How far it is.
#[derive(Debug, Serialize)]
pub(crate) struct Told<'a> {
    /// The file.
    pub(crate) job: &'a str,
    /// `at`, `sealed`, `sent`, `opened`, `read`, or why not.
    pub(crate) step: &'static str,
    /// Bytes of the file that are done.
    pub(crate) bytes: u64,
    /// Of the sealed bytes, once they are sealed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) digest: Option<&'a [u8]>,
}
