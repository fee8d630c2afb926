//! What the phone answers.

use alloc::{string::String, vec::Vec};

use minicbor::{Decode, Encode, bytes::ByteVec};

use super::{
    chat::Chat,
    contact::Contact,
    edit::Edit,
    group::{Member, Receipt},
    hit::Hit,
    id::Version,
    link::Link,
    message::Message,
    pairing::Pairing,
    problem::Problem,
    reaction::Reaction,
    request::RequestId,
    update::Change,
};

/// The answer to one request.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Reply {
    /// From the request.
    #[n(0)]
    pub id: RequestId,
    /// What came of it.
    #[n(1)]
    pub answer: Answer,
}

/// What came of a request.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum Answer {
    /// It was done.
    #[n(0)]
    Done,
    /// It was not done.
    #[n(1)]
    Problem(#[n(0)] Problem),
    /// Changes; to `Sync`.
    #[n(2)]
    Synced {
        /// The screen must forget what it has: its version is too old, or from another life of this phone.
        #[n(0)]
        reset: bool,
        /// Once all parts are applied, the screen is complete up to here. The same in all parts.
        #[n(1)]
        version: Version,
        /// This part, in an order that may be applied as it stands.
        #[n(2)]
        changes: Vec<Change>,
        /// Present if there is another part: ask again with the same `since` and this cursor.
        #[n(3)]
        more: Option<u64>,
    },
    /// A stretch of a chat, oldest first; to `History`.
    #[n(3)]
    Page {
        /// The messages.
        #[n(0)]
        messages: Vec<Message>,
        /// Whether there are messages before these.
        #[n(1)]
        earlier: bool,
        /// Whether there are messages after these.
        #[n(2)]
        later: bool,
    },
    /// The message as the phone has stored it; to `Send`.
    #[n(4)]
    Message(#[n(0)] Message),
    /// The contact; to `AddContact`.
    #[n(5)]
    Contact(#[n(0)] Contact),
    /// A browser that waits for a yes; to `Scan`.
    #[n(6)]
    Pairing(#[n(0)] Pairing),
    /// The new link; to `Confirm`.
    #[n(7)]
    Linked(#[n(0)] Link),
    /// Messages that hold the words, newest first; to `Search`.
    #[n(8)]
    Found {
        /// The messages, each with the part that holds the words.
        #[n(0)]
        hits: Vec<Hit>,
        /// Present if there are more: ask again with this cursor.
        #[n(1)]
        more: Option<u64>,
    },
    /// Who has put what under a message, the newest last; to `Reactions`.
    #[n(9)]
    Reactions(#[n(0)] Vec<Reaction>),
    /// What a message said before each edit, oldest first; to `Edits`.
    #[n(10)]
    Edits(#[n(0)] Vec<Edit>),
    /// To `Safety`.
    #[n(11)]
    Safety {
        /// 60 digits, the same on both phones.
        #[n(0)]
        number: String,
        /// The code that the other phone scans.
        #[n(1)]
        code: String,
    },
    /// To `OwnCode` and `GroupAsk::InviteLink`.
    #[n(12)]
    Code(#[n(0)] String),
    /// The new group; to `GroupAsk::Create`.
    #[n(13)]
    Chat(#[n(0)] Chat),
    /// Who is in a group or asks to be, admins first, then by name; to `GroupAsk::Members` and `GroupAsk::Asking`.
    #[n(14)]
    Members {
        /// At most [`super::group::PAGE`] of them.
        #[n(0)]
        members: Vec<Member>,
        /// Present if there are more: ask again with this cursor.
        #[n(1)]
        more: Option<u64>,
    },
    /// How far a message has come with each reader; to `GroupAsk::Receipts`.
    #[n(15)]
    Receipts {
        /// At most [`super::group::PAGE`] of them: who has read it first, then to whom it was delivered.
        #[n(0)]
        receipts: Vec<Receipt>,
        /// Present if there are more: ask again with this cursor.
        #[n(1)]
        more: Option<u64>,
    },
    /// The bytes of a JPEG, which the phone has looked at; `None` if the picture is not there any more. To `Picture`.
    #[n(16)]
    Picture(#[n(0)] Option<ByteVec>),
}
