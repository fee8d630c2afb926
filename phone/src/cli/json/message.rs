//! A message as an object.

use pillion_protocol::content::{body::Body, file::Shared, message::Message, reaction::Tally};
use pillion_wire::{handle::Handle, id::AccountId};
use serde::Serialize;

use super::event::EventObject;
use crate::screen::{follow::Shown, words};

/// `{"id","chat","from","text","state","at"}`, and behind them what there is to tell: `"problem"` on a failed message and on one that waits for a full mailbox,
/// `"quote"`, `"edited"`, `"reactions"`, `"starred"`, `"forwarded"`, `"deleted"`, `"newer"`, `"mentions"`, `"mentions_me"`,
/// `"expires"`, `"file"`, and `"event"` where nobody has written it.
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
    /// Why it failed or waits, as a sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
    /// The message that it answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quote: Option<QuoteObject>,
    /// When it was last edited.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edited: Option<u64>,
    /// What people have put under it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reactions: Vec<TallyObject>,
    /// Whether it has a star.
    #[serde(skip_serializing_if = "is_not")]
    pub starred: bool,
    /// Whether it was passed on from another chat.
    #[serde(skip_serializing_if = "is_not")]
    pub forwarded: bool,
    /// Whether its writer has deleted it for all; there is no text then.
    #[serde(skip_serializing_if = "is_not")]
    pub deleted: bool,
    /// Whether it needs a newer Pillion; there is no text then.
    #[serde(skip_serializing_if = "is_not")]
    pub newer: bool,
    /// The handles without `@` of the members that it names.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<String>,
    /// Whether this account is one of them.
    #[serde(skip_serializing_if = "is_not")]
    pub mentions_me: bool,
    /// When it goes away by itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires: Option<u64>,
    /// The file that it has; the text is what is said with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<FileObject>,
    /// What happened; there is no text then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<EventObject>,
}

/// `{"id","from","text"}`; without the last two if the message is not here.
#[derive(Debug, Serialize)]
pub struct QuoteObject {
    /// The message.
    pub id: String,
    /// The handle of its writer without `@`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The beginning of its words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// `{"name","bytes","type","held"}`.
#[derive(Debug, Serialize)]
pub struct FileObject {
    /// What it is called.
    pub name: String,
    /// How long it is.
    pub bytes: u64,
    /// What its sender says that it is.
    #[serde(rename = "type")]
    pub kind: String,
    /// `leaving`: the relay does not have all of it yet; `here`: the phone has it; `coming`: it will; `gone` or `damaged`: it never will.
    pub held: &'static str,
}

impl From<&Shared> for FileObject {
    fn from(shared: &Shared) -> Self {
        Self {
            name: shared.file.name.as_str().to_owned(),
            bytes: shared.file.bytes,
            kind: shared.file.kind.as_str().to_owned(),
            held: shared.held.word(),
        }
    }
}

/// `{"emoji","count","mine"}`.
#[derive(Debug, Serialize)]
pub struct TallyObject {
    /// The emoji.
    pub emoji: String,
    /// How many people have put it there.
    pub count: u32,
    /// Whether this account is one of them.
    pub mine: bool,
}

/// Whether a key can be left out.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
pub(super) const fn is_not(so: &bool) -> bool {
    !*so
}

impl MessageObject {
    /// A message, with the writer's handle from the phone's lists.
    #[must_use]
    pub fn new(shown: &Shown, message: &Message) -> Self {
        let name = message.name.as_deref();
        Self {
            id: message.id.to_hex(),
            chat: message.chat.to_hex(),
            from: handle_or_name(shown, message.from, name),
            text: message.words().to_owned(),
            state: message.state.word(),
            at: message.at.0,
            problem: words::failure(message).or_else(|| words::held_up(message)),
            quote: message.quote.as_ref().map(|quote| {
                let found = quote.found.as_ref();
                QuoteObject {
                    id: quote.message.to_hex(),
                    from: found.map(|found| handle_or_name(shown, found.from, found.name.as_deref())),
                    text: found.map(|found| found.text.clone()),
                }
            }),
            edited: message.edited.map(|at| at.0),
            reactions: message.reactions.iter().map(TallyObject::from).collect(),
            starred: message.starred,
            forwarded: message.forwarded,
            deleted: matches!(message.body, Body::Deleted),
            newer: matches!(message.body, Body::Newer),
            mentions: message
                .mentions
                .iter()
                .map(|handle| handle.as_str().to_owned())
                .collect(),
            mentions_me: message.mentions_me,
            expires: message.expires.map(|at| at.0),
            file: message.body.file().map(FileObject::from),
            event: match &message.body {
                Body::Event(happened) => Some(EventObject::new(shown, message.from, name, happened)),
                Body::Text(_) | Body::File(_) | Body::Deleted | Body::Newer => None,
            },
        }
    }
}

impl From<&Tally> for TallyObject {
    fn from(tally: &Tally) -> Self {
        Self {
            emoji: tally.emoji.as_str().to_owned(),
            count: tally.count,
            mine: tally.mine,
        }
    }
}

/// The same where the phone tells a name, as it does in groups: that of somebody who is no contact is the handle.
pub(super) fn handle_or_name(shown: &Shown, from: Option<AccountId>, name: Option<&str>) -> String {
    let unknown = from.is_some_and(|from| !shown.contacts.contains_key(&from));
    let named = name.filter(|name| unknown && name.starts_with('@'));
    match named.and_then(|name| Handle::parse(name).ok()) {
        Some(named) => named.as_str().to_owned(),
        None => handle(shown, from),
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
pub(super) mod tests {
    use pillion_protocol::content::{
        id::{ChatId, MessageId, Place},
        message::State,
        problem::Problem,
        quote::{Quote, Quoted},
        reaction::Emoji,
        text::Text,
    };
    use pillion_wire::time::Timestamp;

    use super::*;

    pub(in crate::cli::json) fn message() -> Message {
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
    fn a_message_that_failed_or_waits_says_why() {
        let failed = Message {
            state: State::Failed,
            problem: Some(Problem::ChatSetUp),
            ..message()
        };
        let object = MessageObject::new(&Shown::default(), &failed);
        assert_eq!(object.state, "failed");
        assert_eq!(object.problem, Some(Problem::ChatSetUp.to_string()));
        let waits = Message {
            state: State::Stored,
            ..failed
        };
        let object = MessageObject::new(&Shown::default(), &waits);
        assert_eq!(
            (object.state, object.problem),
            ("stored", Some(Problem::ChatSetUp.to_string()))
        );
    }

    #[test]
    fn what_happened_to_a_message_stands_behind_the_promised_keys() {
        let changed = Message {
            quote: Some(Quote {
                message: MessageId([6; 16]),
                found: Some(Quoted {
                    place: Place(2),
                    from: None,
                    text: "why?".to_owned(),
                    name: None,
                }),
            }),
            edited: Some(Timestamp(7)),
            reactions: vec![Tally {
                emoji: Emoji::parse("👍").unwrap(),
                count: 2,
                mine: true,
            }],
            starred: true,
            forwarded: true,
            ..message()
        };
        let text = serde_json::to_string(&MessageObject::new(&Shown::default(), &changed)).unwrap();
        let (_, behind) = text.split_once(r#""at":5,"#).unwrap();
        assert_eq!(
            behind,
            format!(
                r#""quote":{{"id":"{}","from":"","text":"why?"}},"edited":7,"reactions":[{{"emoji":"👍","count":2,"mine":true}}],"starred":true,"forwarded":true}}"#,
                "06".repeat(16)
            )
        );
    }

    #[test]
    fn a_message_without_words_says_why() {
        for (body, key) in [(Body::Deleted, "deleted"), (Body::Newer, "newer")] {
            let without = Message { body, ..message() };
            let text = serde_json::to_string(&MessageObject::new(&Shown::default(), &without)).unwrap();
            let end = format!(r#""text":"","state":"delivered","at":5,"{key}":true}}"#);
            assert!(text.ends_with(&end), "{text}");
        }
    }
}
