//! What was done to a message, and a message that was found, as objects.

use pillion_protocol::content::{
    id::{ChatId, MessageId},
    message::Message,
};
use serde::Serialize;

use super::message::MessageObject;

/// A message that something small was done to: `{"id","chat"}` and one of `"reaction"`, `"starred"`, `"retried"`, `"deleted"`.
#[derive(Debug, Serialize)]
pub struct DoneObject {
    /// The message.
    pub id: String,
    /// The chat.
    pub chat: String,
    /// What it was.
    #[serde(flatten)]
    pub done: Done,
}

/// Something small that was done to a message.
#[derive(Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Done {
    /// The emoji that stands there from now on; null: none.
    Reaction(Option<String>),
    /// Whether it has a star from now on.
    Starred(bool),
    /// Whether it is sent again.
    Retried(bool),
    /// Where it was deleted: `here` or `all`.
    Deleted(&'static str),
}

impl DoneObject {
    /// What was done to a message of a chat.
    #[must_use]
    pub fn new(chat: ChatId, message: MessageId, done: Done) -> Self {
        Self {
            id: message.to_hex(),
            chat: chat.to_hex(),
            done,
        }
    }
}

/// A file that was saved: `{"id","chat","path"}`.
#[derive(Debug, Serialize)]
pub struct SavedObject {
    /// The message that has it.
    pub id: String,
    /// The chat.
    pub chat: String,
    /// Where it is.
    pub path: String,
}

impl SavedObject {
    /// The file of a message, at a path.
    #[must_use]
    pub fn new(message: &Message, path: &str) -> Self {
        Self {
            id: message.id.to_hex(),
            chat: message.chat.to_hex(),
            path: path.to_owned(),
        }
    }
}

/// A [`MessageObject`] with `"excerpt"`: the words around those that were found, in pieces that alternate: outside,
/// found, outside and so on.
#[derive(Debug, Serialize)]
pub struct HitObject {
    /// The message.
    #[serde(flatten)]
    pub message: MessageObject,
    /// The pieces.
    pub excerpt: Vec<String>,
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::{cli::json::message::tests::message, screen::follow::Shown};

    #[test]
    fn a_hit_is_a_message_with_an_excerpt() {
        let hit = HitObject {
            message: MessageObject::new(&Shown::default(), &message()),
            excerpt: vec![String::new(), "a".to_owned()],
        };
        let text = serde_json::to_string(&hit).unwrap();
        let end = r#""state":"delivered","at":5,"excerpt":["","a"]}"#;
        assert!(text.starts_with(r#"{"id":"#) && text.ends_with(end), "{text}");
    }

    #[test]
    fn a_deed_names_its_message() {
        let done = |done| serde_json::to_string(&DoneObject::new(ChatId([2; 16]), MessageId([1; 16]), done)).unwrap();
        let named = format!(r#"{{"id":"{}","chat":"{}","#, "01".repeat(16), "02".repeat(16));
        assert_eq!(done(Done::Reaction(None)), format!(r#"{named}"reaction":null}}"#));
        assert_eq!(done(Done::Starred(true)), format!(r#"{named}"starred":true}}"#));
        assert_eq!(done(Done::Deleted("all")), format!(r#"{named}"deleted":"all"}}"#));
    }
}
