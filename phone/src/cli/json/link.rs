//! A linked browser, and one that asks to be, as objects.

use pillion_protocol::content::{
    link::Link,
    pairing::{Pairing, Sign},
};
use serde::Serialize;

/// `{"id","browser","os","origin","made_at","used_at","online","active"}`, and `"name"` if it has one.
#[derive(Debug, Serialize)]
pub struct LinkObject {
    /// The link.
    pub id: String,
    /// The browser, as it says itself.
    pub browser: String,
    /// Its system, as it says itself.
    pub os: String,
    /// Where the page was loaded from.
    pub origin: String,
    /// When it was linked.
    pub made_at: u64,
    /// When it last had a session.
    pub used_at: u64,
    /// Whether it has one now.
    pub online: bool,
    /// Whether the browser has confirmed that it keeps the link.
    pub active: bool,
    /// What its owner calls it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

impl From<&Link> for LinkObject {
    fn from(link: &Link) -> Self {
        Self {
            id: link.id.to_hex(),
            browser: link.browser.clone(),
            os: link.os.clone(),
            origin: link.origin.clone(),
            made_at: link.made_at.0,
            used_at: link.used_at.0,
            online: link.online,
            active: link.active,
            name: link.name.clone(),
        }
    }
}

/// `{"check":[{"emoji","name"},…],"browser","os","origin","at"}`.
#[derive(Debug, Serialize)]
pub struct PairingObject {
    /// The four signs that the page must show too.
    pub check: Vec<SignObject>,
    /// The browser, as it says itself.
    pub browser: String,
    /// Its system, as it says itself.
    pub os: String,
    /// Where the page says it was loaded from.
    pub origin: String,
    /// When the code was scanned.
    pub at: u64,
}

/// `{"emoji","name"}`.
#[derive(Debug, Serialize)]
pub struct SignObject {
    /// The sign.
    pub emoji: String,
    /// What it is called.
    pub name: String,
}

impl From<&Pairing> for PairingObject {
    fn from(pairing: &Pairing) -> Self {
        let sign = |sign: &Sign| SignObject {
            emoji: sign.emoji.clone(),
            name: sign.name.clone(),
        };
        Self {
            check: pairing.check.iter().map(sign).collect(),
            browser: pairing.browser.clone(),
            os: pairing.os.clone(),
            origin: pairing.origin.clone(),
            at: pairing.at.0,
        }
    }
}
