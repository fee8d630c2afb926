//! A change that is no message, as an object.

use pillion_protocol::content::account::Account;
use pillion_wire::id::LinkId;
use serde::Serialize;

use super::{
    link::LinkObject,
    people::{ChatObject, ContactObject},
    state::ConnectionObject,
};

/// A change that is no message; `change` says of what: `connection`, `account`, `chat`, `contact`, `link`, `messagegone`, `chatgone` or `unlink`.
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
}
