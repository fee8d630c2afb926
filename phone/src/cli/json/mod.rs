//! The objects of `--json`, one a line. Times are milliseconds since 1970-01-01 UTC, ids hexadecimal.
//!
//! | verb | objects |
//! |---|---|
//! | `init` | one [`AccountObject`](state::AccountObject) |
//! | `run` | [`ChangeObject`](change::ChangeObject) for each change of connection and links; the first one says `"online":true` |
//! | `link` | one [`PairingObject`](link::PairingObject), and after the yes one [`LinkObject`](link::LinkObject) |
//! | `links` | a [`LinkObject`](link::LinkObject) for each linked browser, the newest first |
//! | `unlink` | the [`LinkObject`](link::LinkObject) that is gone |
//! | `contact add`, `contacts` | [`ContactObject`](people::ContactObject) |
//! | `chats` | a [`ChatObject`](people::ChatObject) for each chat, the last used first |
//! | `send`, `edit`, `forward` | the [`MessageObject`](message::MessageObject) |
//! | `react`, `star`, `delete`, `retry` | the [`DoneObject`](deed::DoneObject) |
//! | `about` | a [`ReactionObject`](about::ReactionObject) for each reaction, then a [`SaidObject`](about::SaidObject) for each earlier wording |
//! | `search` | a [`HitObject`](deed::HitObject) for each message, newest first |
//! | `pin`, `mute`, `archive`, `unread`, `draft`, `accept`, `delete-chat` | the [`ChatObject`](people::ChatObject) as it is then |
//! | `block` | the [`ContactObject`](people::ContactObject) as it is then |
//! | `safety` | one [`SafetyObject`](trust::SafetyObject) |
//! | `verify` | the [`ContactObject`](people::ContactObject) as it is then |
//! | `code` | one [`CodeObject`](trust::CodeObject) |
//! | `accept-key` | the [`ContactObject`](people::ContactObject) as it is then |
//! | `group create`, `group list` | [`ChatObject`](people::ChatObject) |
//! | `group members`, `group asking` | a [`MemberObject`](group::MemberObject) for each |
//! | `group invite` | one [`CodeObject`](trust::CodeObject) |
//! | other verbs of `group` | one [`GroupDoneObject`](group::GroupDoneObject) |
//! | `receipts` | a [`ReceiptObject`](group::ReceiptObject) for each reader |
//! | `timer` | the [`ChatObject`](people::ChatObject) as it is then |
//! | `name`, `presence` | the account as a [`ChangeObject`](change::ChangeObject) |
//! | `devices` | as `links` and `unlink`; `rename` the [`LinkObject`](link::LinkObject) as it is then |
//! | `history` | a [`MessageObject`](message::MessageObject) for each message, oldest first |
//! | `export` | the same, of all of the chat |
//! | `backup`, `move` | [`ProgressObject`](backup::ProgressObject)s, then one [`MadeObject`](backup::MadeObject) |
//! | `restore` | [`ProgressObject`](backup::ProgressObject)s, then one [`RestoredObject`](backup::RestoredObject) |
//! | `watch` | a [`MessageObject`](message::MessageObject) whenever a message comes or its state changes, else a [`ChangeObject`](change::ChangeObject); the first line is the connection |
//! | `status` | one [`StatusObject`](state::StatusObject) |
//!
//! A line of `watch` or `run` is a [`ChangeObject`](change::ChangeObject) exactly if it has the key `change`. Later versions may add keys.

pub mod about;
pub mod backup;
pub mod change;
pub mod deed;
pub mod event;
pub mod group;
pub mod link;
pub mod message;
pub mod people;
pub mod state;
pub mod trust;
