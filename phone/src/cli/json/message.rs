//! A message as an object.

use pillion_protocol::content::message::Message;
use pillion_wire::id::AccountId;
use serde::Serialize;

use crate::screen::{follow::Shown, words};

/// `{"id","chat","from","text","state","at"}`, and `"problem"` on a failed message.
#[derive(Debug, Serialize)]
pub struct MessageObject {
    /// The message.
    pub id: String,
    /// The chat.
    pub chat: String,
    /// The handle of the writer without `@`, also when it is this account; the account's id if no contact has it.
    pub from: String,
    /// What it says.
    pub text: String,
    /// `queued`, `stored`, `sent`, `delivered`, `read` or `failed`.
    pub state: &'static str,
    /// When it was written.
    pub at: u64,
    /// Why it failed, as a sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
}

impl MessageObject {
    /// A message, with the writer's handle from the phone's lists.
    #[must_use]
    pub fn new(shown: &Shown, message: &Message) -> Self {
        Self {
            id: message.id.to_hex(),
            chat: message.chat.to_hex(),
            from: handle(shown, message.from),
            text: message.words().to_owned(),
            state: message.state.word(),
            at: message.at.0,
            problem: words::failure(message),
        }
    }
}

/// The handle of a writer without `@`; the account's id if no contact has it.
pub(super) fn handle(shown: &Shown, from: Option<AccountId>) -> String {
    match from {
        None => shown
            .account
            .as_ref()
            .map_or_else(String::new, |account| account.handle.as_str().to_owned()),
        Some(id) => shown
            .contacts
            .get(&id)
            .map_or_else(|| id.to_hex(), |contact| contact.handle.as_str().to_owned()),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use pillion_protocol::content::{
        id::{ChatId, MessageId, Place},
        message::State,
        problem::Problem,
        text::Text,
    };
    use pillion_wire::time::Timestamp;

    use super::*;

    fn message() -> Message {
        Message::new(
            MessageId([1; 16]),
            ChatId([2; 16]),
            Place(3),
            Some(AccountId([4; 32])),
            Text::parse(
                "a \"quoted\"
line",
            )
            .unwrap()
            .into(),
            Timestamp(5),
            State::Delivered,
        )
    }

    #[test]
    fn a_message_has_exactly_the_promised_keys_on_one_line() {
        let object = MessageObject::new(&Shown::default(), &message());
        let from = "04".repeat(32);
        assert_eq!(
            serde_json::to_string(&object).unwrap(),
            format!(
                r#"{{"id":"{}","chat":"{}","from":"{from}","text":"a \"quoted\"\nline","state":"delivered","at":5}}"#,
                "01".repeat(16),
                "02".repeat(16)
            )
        );
    }

    #[test]
    fn a_failed_message_says_why() {
        let failed = Message {
            state: State::Failed,
            problem: Some(Problem::ChatSetUp),
            ..message()
        };
        let object = MessageObject::new(&Shown::default(), &failed);
        assert_eq!(object.state, "failed");
        assert_eq!(object.problem, Some(Problem::ChatSetUp.to_string()));
    }
}
