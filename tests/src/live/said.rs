//! What `--json` prints, read back.

use serde_json::Value;

/// One message as the command line shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Its id.
    pub id: String,
    /// The chat it stands in, as this phone names it.
    pub chat: String,
    /// Who wrote it.
    pub from: String,
    /// What it says.
    pub text: String,
    /// How far it has come.
    pub state: String,
}

impl Said {
    /// Reads one object; `None` if it is no message.
    #[must_use]
    pub fn read(line: &str) -> Option<Self> {
        let object: Value = serde_json::from_str(line).ok()?;
        let object = object.get("message").cloned().unwrap_or(object);
        let text = |name: &str| object.get(name)?.as_str().map(String::from);
        object.get("at")?.as_u64()?;
        Some(Self {
            id: text("id")?,
            chat: text("chat")?,
            from: text("from")?,
            text: text("text")?,
            state: text("state")?,
        })
    }

    /// Whether the relay has it, or more than that.
    #[must_use]
    pub fn is_sent(&self) -> bool {
        matches!(self.state.as_str(), "sent" | "delivered" | "read")
    }
}
