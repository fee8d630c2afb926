//! A change that is no message, as an object.

use std::collections::BTreeMap;

use pillion_protocol::content::{
    account::Account,
    limit::{Kind, Limit, Limits},
    presence::{Presence, Typing},
};
use pillion_wire::id::{AccountId, LinkId};
use serde::Serialize;

use super::{
    link::LinkObject,
    message::handle_or_name,
    people::{ChatObject, ContactObject},
    state::ConnectionObject,
};
use crate::screen::follow::Shown;

/// A change that is no message; `change` says of what: `connection`, `account`, `chat`, `contact`, `link`, `messagegone`, `chatgone`,
/// `unlink`, `typing` or `presence`.
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
        /// Whether contacts learn when it is online.
        shares_presence: bool,
        /// What its picture is called.
        #[serde(skip_serializing_if = "Option::is_none")]
        picture: Option<String>,
        /// How large the files are that are fetched by itself, in bytes, by kind; left out: any size.
        fetches: BTreeMap<&'static str, u64>,
    },
    /// A chat.
    Chat(Box<ChatObject>),
    /// A contact.
    Contact(ContactObject),
    /// A browser was linked, or came or went.
    Link(LinkObject),
    /// A message was deleted.
    MessageGone {
        /// The message.
        id: String,
        /// Its chat.
        chat: String,
    },
    /// A chat was deleted.
    ChatGone {
        /// The chat.
        id: String,
    },
    /// A linked browser is gone.
    Unlink {
        /// The link.
        id: String,
    },
    /// Somebody types, or has stopped.
    Typing {
        /// The chat.
        chat: String,
        /// The handle without `@`; the account's id where it is not known.
        from: String,
        /// Whether.
        on: bool,
    },
    /// Whether a contact is there.
    Presence {
        /// The handle without `@`; the account's id where it is not known.
        from: String,
        /// `unknown`, `online` or `lastseen`.
        presence: &'static str,
        /// Since when it was not there; only with `lastseen`.
        #[serde(skip_serializing_if = "Option::is_none")]
        at: Option<u64>,
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
            shares_presence: account.shares_presence,
            picture: account.picture.map(|id| id.to_hex()),
            fetches: limits(&account.fetches),
        }
    }

    /// Somebody types, or has stopped.
    #[must_use]
    pub fn typing(shown: &Shown, typing: &Typing) -> Self {
        Self::Typing {
            chat: typing.chat.to_hex(),
            from: handle_or_name(shown, Some(typing.account), Some(&typing.name)),
            on: typing.on,
        }
    }

    /// Whether a contact is there.
    #[must_use]
    pub fn presence(shown: &Shown, account: AccountId, presence: Presence) -> Self {
        let (word, at) = match presence {
            Presence::Unknown => ("unknown", None),
            Presence::Online => ("online", None),
            Presence::LastSeen(at) => ("lastseen", Some(at.0)),
        };
        Self::Presence {
            from: handle_or_name(shown, Some(account), None),
            presence: word,
            at,
        }
    }

    /// A link that is gone.
    #[must_use]
    pub fn unlink(link: LinkId) -> Self {
        Self::Unlink { id: link.to_hex() }
    }
}

/// In bytes, by kind; what has no limit is left out.
#[must_use]
pub fn limits(limits: &Limits) -> BTreeMap<&'static str, u64> {
    let limited = Kind::ALL.into_iter().map(|kind| (kind.word(), limits.of(kind)));
    let limited = limited.filter(|(_, limit)| *limit != Limit::ANY);
    limited.map(|(word, limit)| (word, limit.bytes())).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

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

    #[test]
    fn who_types_and_who_is_there_is_told_by_handle() {
        use crate::tui::stage::{BOB, NOW, Stage, WITH_BOB};
        let stage = Stage::alice();
        let typing = Typing {
            chat: WITH_BOB,
            account: AccountId([7; 32]),
            name: "@dave".to_owned(),
            on: true,
        };
        let text = |object: &ChangeObject| serde_json::to_string(object).unwrap();
        let chat = "b0".repeat(16);
        assert_eq!(
            text(&ChangeObject::typing(stage.model.shown(), &typing)),
            format!(r#"{{"change":"typing","chat":"{chat}","from":"dave","on":true}}"#)
        );
        for (presence, expected) in [
            (Presence::Online, r#""presence":"online"}"#.to_owned()),
            (Presence::Unknown, r#""presence":"unknown"}"#.to_owned()),
            (
                Presence::LastSeen(NOW),
                format!(r#""presence":"lastseen","at":{}}}"#, NOW.0),
            ),
        ] {
            let told = text(&ChangeObject::presence(stage.model.shown(), BOB, presence));
            assert_eq!(told, format!(r#"{{"change":"presence","from":"bob",{expected}"#));
        }
    }
}
