//! A chat as screens see it in their list.

use alloc::string::String;

use minicbor::{Decode, Encode};
use pillion_wire::{id::AccountId, time::Timestamp};

use super::{
    event::Event,
    group::Group,
    id::{ChatId, Place},
    message::State,
    picture::PictureId,
};

/// The longest preview, in characters: more than a line of any list holds.
pub const PREVIEW_CHARS: usize = 120;

/// A time after all others: muted until somebody says otherwise.
pub const MUTED_FOR_GOOD: Timestamp = Timestamp(i64::MAX as u64);

/// The shortest time after which messages may go away, in seconds: a minute.
pub const TIMER_LEAST: u32 = 60;

/// The longest such time, in seconds: a year.
pub const TIMER_MOST: u32 = 365 * 24 * 60 * 60;

/// The longest draft, in bytes: what a text may have.
pub const DRAFT_BYTES: usize = super::text::TEXT_BYTES;

/// One chat.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Chat {
    /// Its name on this phone.
    #[n(0)]
    pub id: ChatId,
    /// What the list shows: the contact's name.
    #[n(1)]
    pub title: String,
    /// The other one of a chat of two.
    #[n(2)]
    pub peer: Option<AccountId>,
    /// The last message; `None` in a new chat.
    #[n(3)]
    pub last: Option<Preview>,
    /// Incoming messages after the read mark.
    #[n(4)]
    pub unread: u32,
    /// The read mark: all messages up to this place were seen. Only grows.
    #[n(5)]
    pub read_through: Place,
    /// When something last happened in it; the list is sorted by this, newest first.
    #[n(6)]
    pub at: Timestamp,
    /// Kept at the top of the list.
    #[n(7)]
    pub pinned: bool,
    /// Out of the way: listed apart, until something new is said in it.
    #[n(8)]
    pub archived: bool,
    /// No notifications before this time; [`MUTED_FOR_GOOD`]: never.
    #[n(9)]
    pub muted_until: Option<Timestamp>,
    /// To be looked at again, though everything in it was seen.
    #[n(10)]
    pub marked_unread: bool,
    /// What was typed on some screen and not sent yet.
    #[n(11)]
    pub draft: String,
    /// Begun by somebody unknown, and not accepted yet.
    #[n(12)]
    pub request: bool,
    /// Present if it is a group of many; `peer` is absent then.
    #[n(13)]
    pub group: Option<Group>,
    /// New messages go away by themselves after so many seconds.
    #[n(14)]
    pub timer: Option<u32>,
    /// Something unread in it names this account.
    #[n(15)]
    pub mentioned: bool,
    /// The picture of the group, or of the contact, if it is on this phone; absent while the chat is a request.
    #[n(16)]
    pub picture: Option<PictureId>,
}

impl Chat {
    /// A chat with nothing in it, and nothing done to it.
    #[must_use]
    pub const fn new(id: ChatId, title: String, peer: Option<AccountId>, at: Timestamp) -> Self {
        Self {
            id,
            title,
            peer,
            last: None,
            unread: 0,
            read_through: Place(0),
            at,
            pinned: false,
            archived: false,
            muted_until: None,
            marked_unread: false,
            draft: String::new(),
            request: false,
            group: None,
            timer: None,
            mentioned: false,
            picture: None,
        }
    }
}

/// The last message of a chat, short.
#[derive(Clone, PartialEq, Eq, Encode, Decode)]
pub struct Preview {
    /// Its place.
    #[n(0)]
    pub place: Place,
    /// Who wrote it; `None`: this account.
    #[n(1)]
    pub from: Option<AccountId>,
    /// The beginning of its text on one line, at most [`PREVIEW_CHARS`] characters.
    #[n(2)]
    pub text: String,
    /// How far it has come.
    #[n(3)]
    pub state: State,
    /// When it was written.
    #[n(4)]
    pub at: Timestamp,
    /// Whether it was deleted for all: there is no text then.
    #[n(5)]
    pub deleted: bool,
    /// In a group: the name of `from`.
    #[n(6)]
    pub name: Option<String>,
    /// What happened, if nobody has written it: there is no text then.
    #[n(7)]
    pub event: Option<Event>,
}

/// Message text is private: `Debug` leaves it out.
impl core::fmt::Debug for Preview {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Preview")
            .field("place", &self.place)
            .field("state", &self.state)
            .finish_non_exhaustive()
    }
}
