//! Groups, their members and readers, as objects.

use pillion_protocol::content::{
    group::{Member, Receipt},
    id::ChatId,
};
use serde::Serialize;

use super::message::handle_or_name;
use crate::screen::follow::Shown;

/// `{"account","handle","name","admin"}`.
#[derive(Debug, Serialize)]
pub struct MemberObject {
    /// The account.
    pub account: String,
    /// Its handle without `@`.
    pub handle: String,
    /// The name of a contact; otherwise the handle with its `@`.
    pub name: String,
    /// Whether it is an admin.
    pub admin: bool,
}

impl From<&Member> for MemberObject {
    fn from(member: &Member) -> Self {
        Self {
            account: member.account.to_hex(),
            handle: member.handle.as_str().to_owned(),
            name: member.name.clone(),
            admin: member.admin,
        }
    }
}

/// `{"account","handle","name","state","at"}`; `at` is null while it is only sent.
#[derive(Debug, Serialize)]
pub struct ReceiptObject {
    /// The reader's account.
    pub account: String,
    /// Its handle without `@`; the account's id where it is not known.
    pub handle: String,
    /// The name of a contact; otherwise the handle with its `@`.
    pub name: String,
    /// `sent`, `delivered` or `read`.
    pub state: &'static str,
    /// When this phone learned of it.
    pub at: Option<u64>,
}

impl ReceiptObject {
    /// A receipt, with the handle from the phone's lists.
    #[must_use]
    pub fn new(shown: &Shown, receipt: &Receipt) -> Self {
        Self {
            account: receipt.account.to_hex(),
            handle: handle_or_name(shown, Some(receipt.account), Some(&receipt.name)),
            name: receipt.name.clone(),
            state: receipt.state.word(),
            at: receipt.at.map(|at| at.0),
        }
    }
}

/// `{"chat","done"}`: a change of a group that was made, and behind it `"people"`, `"name"` or `"admin"` as it was asked.
#[derive(Debug, Serialize)]
pub struct GroupDoneObject {
    /// The group's chat; absent in `join`, which knows none yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chat: Option<String>,
    /// The verb: `add`, `remove`, `rename`, `admin`, `leave`, `join`, `admit` or `turn-away`.
    pub done: &'static str,
    /// The handles without `@` of those it was about.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<String>,
    /// The new name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Whether the member is an admin from now on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub admin: Option<bool>,
}

impl GroupDoneObject {
    /// Something that was done to a group.
    #[must_use]
    pub fn new(chat: Option<ChatId>, done: &'static str) -> Self {
        Self {
            chat: chat.map(|chat| chat.to_hex()),
            done,
            people: Vec::new(),
            name: None,
            admin: None,
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use pillion_protocol::content::message::State;
    use pillion_wire::{handle::Handle, id::AccountId, time::Timestamp};

    use super::*;
    use crate::tui::stage::{BOB, Stage};

    fn text(object: &impl Serialize) -> String {
        serde_json::to_string(object).unwrap()
    }

    #[test]
    fn members_readers_and_changes_have_the_promised_keys() {
        let member = Member {
            account: AccountId([7; 32]),
            handle: Handle::parse("dave").unwrap(),
            name: "@dave".to_owned(),
            admin: true,
        };
        let id = "07".repeat(32);
        let expected = format!(r#"{{"account":"{id}","handle":"dave","name":"@dave","admin":true}}"#);
        assert_eq!(text(&MemberObject::from(&member)), expected);
        let receipt = |account, name: &str, state, at| Receipt {
            account,
            name: name.to_owned(),
            state,
            at,
        };
        let stage = Stage::alice();
        let object = |receipt| text(&ReceiptObject::new(stage.model.shown(), &receipt));
        let read = object(receipt(BOB, "Bob", State::Read, Some(Timestamp(5))));
        assert!(
            read.ends_with(r#""handle":"bob","name":"Bob","state":"read","at":5}"#),
            "{read}"
        );
        let sent = object(receipt(AccountId([7; 32]), "@dave", State::Sent, None));
        assert!(
            sent.ends_with(r#""handle":"dave","name":"@dave","state":"sent","at":null}"#),
            "{sent}"
        );
        assert_eq!(text(&GroupDoneObject::new(None, "join")), r#"{"done":"join"}"#);
    }
}
