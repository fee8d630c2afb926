//! Contacts and chats as objects.

use pillion_protocol::content::{chat::Chat, contact::Contact};
use serde::Serialize;

use super::{
    event::EventObject,
    message::{handle_or_name, is_not},
};
use crate::screen::{follow::Shown, words};

/// `{"account","handle","name","chat","verified"}`, and `"blocked"` or `"key_changed"` if it is, and `"picture"` if there is one.
#[derive(Debug, Serialize)]
pub struct ContactObject {
    /// The contact's account.
    pub account: String,
    /// The handle without `@`.
    pub handle: String,
    /// The name that the contact chose.
    pub name: String,
    /// The chat with this contact.
    pub chat: String,
    /// Whether the identity was compared out of band.
    pub verified: bool,
    /// Whether what it sends is thrown away unseen.
    #[serde(skip_serializing_if = "is_not")]
    pub blocked: bool,
    /// Whether it has a new key that was not accepted yet.
    #[serde(skip_serializing_if = "is_not")]
    pub key_changed: bool,
    /// What its picture is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub picture: Option<String>,
}

impl From<&Contact> for ContactObject {
    fn from(contact: &Contact) -> Self {
        Self {
            account: contact.account.to_hex(),
            handle: contact.handle.as_str().to_owned(),
            name: contact.name.clone(),
            chat: contact.chat.to_hex(),
            verified: contact.verified,
            blocked: contact.blocked,
            key_changed: contact.key_changed,
            picture: contact.picture.map(|id| id.to_hex()),
        }
    }
}

/// `{"id","title","handle","unread","at","last"}`; `last` is `{"from","text","state","at"}` or null. Behind them what there
/// is to tell: `"pinned"`, `"archived"`, `"muted_until"`, `"marked_unread"`, `"draft"`, `"request"`,
/// `"group"`, `"timer"`, `"mentioned"`, `"picture"`.
#[derive(Debug, Serialize)]
pub struct ChatObject {
    /// The chat.
    pub id: String,
    /// What lists call it.
    pub title: String,
    /// The handle of the other one, in a chat of two.
    pub handle: Option<String>,
    /// Incoming messages that were not seen yet.
    pub unread: u32,
    /// When something last happened in it.
    pub at: u64,
    /// The last message, its text cut to one line.
    pub last: Option<PreviewObject>,
    /// Kept at the top of the list.
    #[serde(skip_serializing_if = "is_not")]
    pub pinned: bool,
    /// Out of the way.
    #[serde(skip_serializing_if = "is_not")]
    pub archived: bool,
    /// No notifications before this time; 9223372036854775807: never.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub muted_until: Option<u64>,
    /// To be looked at again.
    #[serde(skip_serializing_if = "is_not")]
    pub marked_unread: bool,
    /// What was typed and not sent yet.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub draft: String,
    /// Begun by somebody unknown, and not accepted yet.
    #[serde(skip_serializing_if = "is_not")]
    pub request: bool,
    /// What makes it a group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<GroupObject>,
    /// After how many seconds new messages go away.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timer: Option<u32>,
    /// Whether something unread in it names this account.
    #[serde(skip_serializing_if = "is_not")]
    pub mentioned: bool,
    /// What the picture of the group or the contact is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub picture: Option<String>,
}

/// `{"members","admin","left","asking"}`.
#[derive(Debug, Serialize)]
pub struct GroupObject {
    /// How many members it has.
    pub members: u32,
    /// Whether this account is one of its admins.
    pub admin: bool,
    /// Whether this account is in it no longer.
    pub left: bool,
    /// How many people ask to be let in.
    pub asking: u32,
}

/// `{"from","text","state","at"}`, `"deleted"` if it was deleted for all, `"event"` if nobody has written it.
#[derive(Debug, Serialize)]
pub struct PreviewObject {
    /// The handle of the writer without `@`.
    pub from: String,
    /// The beginning of the text, on one line.
    pub text: String,
    /// How far it has come.
    pub state: &'static str,
    /// When it was written.
    pub at: u64,
    /// Whether its writer has deleted it for all; there is no text then.
    #[serde(skip_serializing_if = "is_not")]
    pub deleted: bool,
    /// What happened; there is no text then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<EventObject>,
}

impl ChatObject {
    /// A chat, with handles from the phone's lists.
    #[must_use]
    pub fn new(shown: &Shown, chat: &Chat) -> Self {
        Self {
            id: chat.id.to_hex(),
            title: chat.title.clone(),
            handle: words::peer(shown, chat).map(|contact| contact.handle.as_str().to_owned()),
            unread: chat.unread,
            at: chat.at.0,
            last: chat.last.as_ref().map(|last| PreviewObject {
                from: handle_or_name(shown, last.from, last.name.as_deref()),
                text: last.text.clone(),
                state: last.state.word(),
                at: last.at.0,
                deleted: last.deleted,
                event: last
                    .event
                    .as_ref()
                    .map(|happened| EventObject::new(shown, last.from, last.name.as_deref(), happened)),
            }),
            pinned: chat.pinned,
            archived: chat.archived,
            muted_until: chat.muted_until.map(|until| until.0),
            marked_unread: chat.marked_unread,
            draft: chat.draft.clone(),
            request: chat.request,
            group: chat.group.as_ref().map(|group| GroupObject {
                members: group.members,
                admin: group.admin,
                left: group.left,
                asking: group.asking,
            }),
            timer: chat.timer,
            mentioned: chat.mentioned,
            picture: chat.picture.map(|id| id.to_hex()),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use pillion_protocol::content::chat::MUTED_FOR_GOOD;

    use super::*;
    use crate::tui::stage::{BOB, Stage, WITH_BOB, chat, contact};

    #[test]
    fn a_chat_has_the_promised_keys_and_behind_them_what_was_done_to_it() {
        let stage = Stage::alice();
        let plain = chat(WITH_BOB, BOB, "Bob", 0, 1);
        let text = |chat: &Chat| serde_json::to_string(&ChatObject::new(stage.model.shown(), chat)).unwrap();
        let promised = text(&plain);
        assert!(
            promised.starts_with(r#"{"id":"b0b0"#) && promised.ends_with(r#","last":null}"#),
            "{promised}"
        );
        let done = Chat {
            pinned: true,
            archived: true,
            muted_until: Some(MUTED_FOR_GOOD),
            marked_unread: true,
            draft: "half".to_owned(),
            request: true,
            ..plain
        };
        let behind = r#","pinned":true,"archived":true,"muted_until":9223372036854775807,"marked_unread":true,"draft":"half","request":true}"#;
        assert_eq!(text(&done), promised.replace('}', behind));
    }

    #[test]
    fn a_contact_says_that_it_is_blocked_only_if_it_is() {
        let contact = contact(BOB, "bob", "Bob", WITH_BOB);
        let text = |contact: &Contact| serde_json::to_string(&ContactObject::from(contact)).unwrap();
        assert!(text(&contact).ends_with(r#""verified":false}"#));
        let blocked = Contact {
            blocked: true,
            ..contact
        };
        assert!(text(&blocked).ends_with(r#""verified":false,"blocked":true}"#));
    }
}
