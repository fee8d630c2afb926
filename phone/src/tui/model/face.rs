//! A picture on the whole screen: one's own, a group's or a contact's.

use pillion_protocol::content::{id::ChatId, picture::PictureId};
use pillion_wire::id::AccountId;

use super::composer::Composer;
use crate::screen::follow::Shown;

/// Dots of a picture each way: two of them in one row of the terminal, so that it fits the smallest one.
pub const DOTS: u32 = 40;

/// Whose picture it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// This account's.
    Own,
    /// A group's.
    Group(ChatId),
    /// A contact's.
    Contact(AccountId),
}

/// What the keys do.
#[derive(Debug, Clone)]
pub enum Step {
    /// They choose what to do.
    Look,
    /// They write the path of a file.
    File(Composer),
    /// A file is read, or the phone is asked.
    Asking,
}

/// The dots of a picture, row by row.
pub type Dots = Vec<Vec<[u8; 3]>>;

/// An open screen of a picture.
#[derive(Debug, Clone)]
pub struct Face {
    /// Whose it is.
    pub of: Of,
    /// The picture that was asked for.
    pub asked: Option<PictureId>,
    /// Its dots, once they are known.
    pub dots: Option<Dots>,
    /// What the keys do.
    pub step: Step,
    /// What came of the last key, and whether that is well.
    pub outcome: Option<(String, bool)>,
}

/// What the picture is called that somebody has.
#[must_use]
pub fn picture(shown: &Shown, of: Of) -> Option<PictureId> {
    match of {
        Of::Own => shown.account.as_ref()?.picture,
        Of::Group(chat) => shown.chats.get(&chat)?.picture,
        Of::Contact(account) => shown.contacts.get(&account)?.picture,
    }
}

/// Whether this account may give it another one.
#[must_use]
pub fn is_changeable(shown: &Shown, of: Of) -> bool {
    match of {
        Of::Own => true,
        Of::Group(chat) => {
            let group = shown.chats.get(&chat).and_then(|chat| chat.group.as_ref());
            group.is_some_and(|group| group.admin && !group.left)
        }
        Of::Contact(_) => false,
    }
}
