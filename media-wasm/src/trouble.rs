//! Why something could not be done.

use wasm_bindgen::JsValue;

/// Why.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Trouble {
    /// The relay could not be reached, or stopped in the middle: it passes by itself.
    #[error("no connection to the relay")]
    Network,
    /// The relay could not write to its disk, or read it: it passes by itself.
    #[error("the relay's disk is full or failing")]
    Full,
    /// The relay has no room under this name, or no such file.
    #[error("the relay does not know the file")]
    Unknown,
    /// The relay wants nothing of it, or is in trouble itself.
    #[error("the relay has answered {0}")]
    Refused(u16),
    /// The chosen file cannot be read any more.
    #[error("the file cannot be read")]
    Source,
    /// This browser has no room, or keeps nothing.
    #[error("the browser's storage failed")]
    Storage,
    /// The sealed bytes are not here.
    #[error("the sealed bytes are gone")]
    Missing,
    /// What came is not what was sent.
    #[error("the sealed bytes are damaged")]
    Damaged,
    /// It is not wanted any more.
    #[error("stopped")]
    Stopped,
}

impl Trouble {
    /// Its name for the page.
    pub(crate) const fn word(&self) -> &'static str {
        match self {
            Self::Network => "network",
            Self::Full => "full",
            Self::Unknown => "unknown",
            Self::Refused(_) => "refused",
            Self::Source => "source",
            Self::Storage => "storage",
            Self::Missing => "missing",
            Self::Damaged => "damaged",
            Self::Stopped => "stopped",
        }
    }
}

/// Makes any error of the browser one of these.
pub(crate) trait Or<T> {
    /// The value, or this trouble.
    fn or_trouble(self, trouble: Trouble) -> Result<T, Trouble>;
}

impl<T> Or<T> for Result<T, JsValue> {
    fn or_trouble(self, trouble: Trouble) -> Result<T, Trouble> {
        self.map_err(|_| trouble)
    }
}
