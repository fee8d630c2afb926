//! A message as screens see it.

use minicbor::{Decode, Encode};
use pillion_wire::{id::AccountId, time::Timestamp};

use super::{
    id::{ChatId, IntentId, MessageId, Place},
    problem::Problem,
    text::Text,
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
    /// What it says.
    #[n(4)]
    pub text: Text,
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
