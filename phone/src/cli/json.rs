//! The objects of `--json`, one a line. Times are milliseconds since 1970-01-01 UTC, ids hexadecimal.
//!
//! | verb | objects |
//! |---|---|
//! | `init` | one [`AccountObject`] |
//! | `run` | [`ChangeObject`] for each change of connection and links; the first one says `"online":true` |
//! | `link` | one [`PairingObject`], and after the yes one [`LinkObject`] |
//! | `links` | a [`LinkObject`] for each linked browser, the newest first |
//! | `unlink` | the [`LinkObject`] that is gone |
//! | `contact add`, `contacts` | [`ContactObject`] |
//! | `chats` | a [`ChatObject`] for each chat, the last used first |
//! | `send` | the [`MessageObject`] |
//! | `history` | a [`MessageObject`] for each message, oldest first |
//! | `watch` | a [`MessageObject`] whenever a message comes or its state changes, else a [`ChangeObject`]; the first line is the connection |
//! | `status` | one [`StatusObject`] |
//!
//! A line of `watch` or `run` is a [`ChangeObject`] exactly if it has the key `change`. Later versions may add keys.

use pillion_protocol::content::{
    account::{Account, Connection},
    chat::Chat,
    contact::Contact,
    link::Link,
    message::Message,
    pairing::Pairing,
};
use pillion_wire::id::{AccountId, LinkId};
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
            text: message.text.as_str().to_owned(),
            state: message.state.word(),
            at: message.at.0,
            problem: words::failure(message),
        }
    }
}

fn handle(shown: &Shown, from: Option<AccountId>) -> String {
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

/// `{"handle","name","relay","home"}`.
#[derive(Debug, Serialize)]
pub struct AccountObject {
    /// The account's handle without `@`.
    pub handle: String,
    /// Its name.
    pub name: String,
    /// The relay's address.
    pub relay: String,
    /// The folder of the phone.
    pub home: String,
}

/// `{"id","browser","os","origin","made_at","used_at","online","active"}`.
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
        let sign = |sign: &pillion_protocol::content::pairing::Sign| SignObject {
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

/// `{"account","handle","name","chat","verified"}`.
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
}

impl From<&Contact> for ContactObject {
    fn from(contact: &Contact) -> Self {
        Self {
            account: contact.account.to_hex(),
            handle: contact.handle.as_str().to_owned(),
            name: contact.name.clone(),
            chat: contact.chat.to_hex(),
            verified: contact.verified,
        }
    }
}

/// `{"id","title","handle","unread","at","last"}`; `last` is `{"from","text","state","at"}` or null.
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
}

/// `{"from","text","state","at"}`.
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
                from: handle(shown, last.from),
                text: last.text.clone(),
                state: last.state.word(),
                at: last.at.0,
            }),
        }
    }
}

/// A change that is no message; `change` says of what: `connection`, `account`, `chat`, `contact`, `link` or `unlink`.
/// The other keys are those of that thing's own object; `unlink` has the `id` of the link.
#[derive(Debug, Serialize)]
#[serde(tag = "change", rename_all = "lowercase")]
pub enum ChangeObject {
    /// The phone came to its relay or lost it.
    Connection(ConnectionObject),
    /// The account.
    Account {
        /// Its id.
        account: String,
        /// Its handle without `@`.
        handle: String,
        /// Its name.
        name: String,
        /// Its relay.
        relay: String,
    },
    /// A chat.
    Chat(ChatObject),
    /// A contact.
    Contact(ContactObject),
    /// A browser was linked, or came or went.
    Link(LinkObject),
    /// A linked browser is gone.
    Unlink {
        /// The link.
        id: String,
    },
}

impl ChangeObject {
    /// The account.
    #[must_use]
    pub fn account(account: &Account) -> Self {
        Self::Account {
            account: account.id.to_hex(),
            handle: account.handle.as_str().to_owned(),
            name: account.name.clone(),
            relay: account.relay.clone(),
        }
    }

    /// A link that is gone.
    #[must_use]
    pub fn unlink(link: LinkId) -> Self {
        Self::Unlink { id: link.to_hex() }
    }
}

/// `{"online","since","refused","waiting"}`.
#[derive(Debug, Serialize)]
pub struct ConnectionObject {
    /// Whether the phone is at its relay.
    pub online: bool,
    /// Since when it is, or is not.
    pub since: u64,
    /// Why the relay refuses it, as a sentence; else null.
    pub refused: Option<String>,
    /// Messages that the relay does not have yet.
    pub waiting: u32,
}

impl From<&Connection> for ConnectionObject {
    fn from(connection: &Connection) -> Self {
        Self {
            online: connection.online,
            since: connection.since.0,
            refused: connection.refused.map(|code| code.to_string()),
            waiting: connection.waiting,
        }
    }
}

/// `{"account","handle","name","relay","online","since","refused","waiting","links","links_online","chats","unread"}`.
#[derive(Debug, Serialize)]
pub struct StatusObject {
    /// The account's id.
    pub account: String,
    /// Its handle without `@`.
    pub handle: String,
    /// Its name.
    pub name: String,
    /// Its relay.
    pub relay: String,
    /// How it is connected.
    #[serde(flatten)]
    pub connection: ConnectionObject,
    /// Linked browsers.
    pub links: usize,
    /// Those of them that have a session now.
    pub links_online: usize,
    /// Chats.
    pub chats: usize,
    /// Incoming messages that were not seen yet, in all chats.
    pub unread: u64,
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
        Message {
            id: MessageId([1; 16]),
            chat: ChatId([2; 16]),
            place: Place(3),
            from: Some(AccountId([4; 32])),
            text: Text::parse("a \"quoted\"\nline").unwrap(),
            at: Timestamp(5),
            state: State::Delivered,
            problem: None,
            intent: None,
        }
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

    #[test]
    fn a_change_is_named() {
        let gone = ChangeObject::unlink(LinkId([1; 16]));
        assert_eq!(
            serde_json::to_string(&gone).unwrap(),
            format!(r#"{{"change":"unlink","id":"{}"}}"#, "01".repeat(16))
        );
        let connection = ChangeObject::Connection(ConnectionObject {
            online: true,
            since: 1,
            refused: None,
            waiting: 0,
        });
        assert_eq!(
            serde_json::to_string(&connection).unwrap(),
            r#"{"change":"connection","online":true,"since":1,"refused":null,"waiting":0}"#
        );
    }
}
