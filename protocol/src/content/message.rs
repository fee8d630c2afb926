//! A message as screens see it.

use alloc::{string::String, vec::Vec};

use minicbor::{Decode, Encode};
use pillion_wire::{handle::Handle, id::AccountId, time::Timestamp};

use super::{
    body::{self, Body},
    id::{ChatId, IntentId, MessageId, Place},
    problem::Problem,
    quote::Quote,
    reaction::Tally,
};

/// One message of a chat.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Message {
    /// Its name.
    #[n(0)]
    pub id: MessageId,
    /// The chat it stands in.
    #[n(1)]
    pub chat: ChatId,
    /// Where it stands there.
    #[n(2)]
    pub place: Place,
    /// Who wrote it; `None`: this account.
    #[n(3)]
    pub from: Option<AccountId>,
    /// What it says, or why it says nothing.
    #[cbor(n(4), decode_with = "body::or_newer")]
    pub body: Body,
    /// When it was written, by the clock of the writer's phone.
    #[n(5)]
    pub at: Timestamp,
    /// How far it has come.
    #[n(6)]
    pub state: State,
    /// Why it failed; only with [`State::Failed`].
    #[n(7)]
    pub problem: Option<Problem>,
    /// The intent that it came from, so that the screen that sent it knows its own; only on messages of this account.
    #[n(8)]
    pub intent: Option<IntentId>,
    /// The message that it answers.
    #[n(9)]
    pub quote: Option<Quote>,
    /// When it was last edited, by the clock of the writer's phone.
    #[n(10)]
    pub edited: Option<Timestamp>,
    /// What people have put under it, the most frequent first, at most [`super::reaction::TALLIES`].
    #[n(11)]
    pub reactions: Vec<Tally>,
    /// Whether this account has marked it with a star.
    #[n(12)]
    pub starred: bool,
    /// Whether it was passed on from another chat.
    #[n(13)]
    pub forwarded: bool,
    /// In a group: the name of `from`, as [`super::group::Member::name`].
    #[n(14)]
    pub name: Option<String>,
    /// The members that `@handle` in its words names.
    #[n(15)]
    pub mentions: Vec<Handle>,
    /// Whether this account is one of them.
    #[n(16)]
    pub mentions_me: bool,
    /// When it goes away by itself.
    #[n(17)]
    pub expires: Option<Timestamp>,
}

impl Message {
    /// A message to which nothing has happened yet.
    #[must_use]
    pub const fn new(
        id: MessageId,
        chat: ChatId,
        place: Place,
        from: Option<AccountId>,
        body: Body,
        at: Timestamp,
        state: State,
    ) -> Self {
        Self {
            id,
            chat,
            place,
            from,
            body,
            at,
            state,
            problem: None,
            intent: None,
            quote: None,
            edited: None,
            reactions: Vec::new(),
            starred: false,
            forwarded: false,
            name: None,
            mentions: Vec::new(),
            mentions_me: false,
            expires: None,
        }
    }

    /// The words of it; none once it is deleted.
    #[must_use]
    pub fn words(&self) -> &str {
        self.body.words()
    }
}

/// How far a message has come. The order is the order of progress; a state never goes back, except that a failed
/// message may be tried again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(index_only)]
pub enum State {
    /// In the browser only. Never sent by a phone.
    #[n(0)]
    Queued,
    /// On the phone's disk, not yet on the relay's.
    #[n(1)]
    Stored,
    /// It will not arrive unless it is tried again; see [`Message::problem`].
    #[n(2)]
    Failed,
    /// On the relay's disk.
    #[n(3)]
    Sent,
    /// On the disk of the other phone. An incoming message begins here.
    #[n(4)]
    Delivered,
    /// Seen by the reader.
    #[n(5)]
    Read,
}

impl State {
    /// The word for it in `--json` output and `data-state`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Stored => "stored",
            Self::Failed => "failed",
            Self::Sent => "sent",
            Self::Delivered => "delivered",
            Self::Read => "read",
        }
    }
}
