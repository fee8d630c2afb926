//! What the page wants, and what it is told. `www/media.js` stands between.

use core::fmt;

use serde::{Deserialize, Serialize};

/// One thing to do.
#[derive(Clone, Deserialize)]
pub(crate) struct Order {
    /// What.
    pub(crate) what: What,
    /// Names the file from here on: hexadecimal digits.
    pub(crate) job: String,
    /// Seals and opens it.
    #[serde(default)]
    pub(crate) key: Vec<u8>,
    /// How long it is, neither padded nor sealed.
    #[serde(default)]
    pub(crate) bytes: u64,
    /// Of the sealed bytes.
    #[serde(default)]
    pub(crate) digest: Vec<u8>,
    /// Where it is on the relay.
    #[serde(default)]
    pub(crate) url: String,
}

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum What {
    /// Seal a file that comes with the order. Told: `sealed`, once all of it is on the disk.
    Seal,
    /// Give the sealed bytes to the relay, those that it lacks. Told: `sent`, once the relay has all.
    Send,
    /// Get a file from the relay and open it. Told: `opened`, with a blob.
    Open,
    /// Stop what is done with a file.
    Stop,
    /// Stop it, and remove its sealed bytes; with a key and an address also its room at the relay.
    Drop,
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
    /// `at`, `sealed`, `sent`, `opened`, or why not.
    pub(crate) step: &'static str,
    /// Bytes of the file that are done.
    pub(crate) bytes: u64,
    /// Of the sealed bytes, once they are sealed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) digest: Option<&'a [u8]>,
}
