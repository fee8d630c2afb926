//! Dialogs about groups, people and what has become of a message.
//!
//! 1. [`open`] chooses one. [`piece`] is what they are made of.
//! 2. [`new_group`] and [`add`] choose people with [`choose`]; [`group`] shows a group with its [`member`]s; [`invite`] its
//!    link; [`ask`] asks before a group is left or named anew, and after how long messages go away.
//! 3. [`contact`] shows a person and what to compare with it; [`code`] how to be added oneself; [`links`] the
//!    linked browsers; [`privacy`] who learns when one is there; [`fetching`] what the phone keeps; [`blocked`] who is blocked.
//! 4. [`door`]: adding a contact, logging out. [`attach`]: files before they are sent; [`viewer`]: a picture in full; [`gallery`]: all that a chat has.
//! 5. [`fate`] of a message: who has read it, who has put what under it, what it said before.

pub mod add;
pub mod ask;
pub mod attach;
pub mod blocked;
pub mod choose;
pub mod code;
pub mod contact;
pub mod door;
pub mod fate;
pub mod fetching;
pub mod gallery;
pub mod group;
pub mod invite;
pub mod links;
pub mod member;
pub mod new_group;
pub mod open;
pub mod picture;
pub mod piece;
pub mod privacy;
pub mod viewer;
