//! What a screen asks of the phone about groups.

use alloc::{string::String, vec::Vec};

use minicbor::{Decode, Encode, bytes::ByteVec};
use pillion_wire::id::AccountId;

use super::{
    group::GroupChange,
    id::{ChatId, IntentId, MessageId},
};

/// What can be asked about groups.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum GroupAsk {
    /// Make a group with these contacts. Answer: `Chat`, once all have been invited.
    #[n(0)]
    Create {
        /// Makes a repeat harmless.
        #[n(0)]
        intent: IntentId,
        /// Its name, at most [`super::group::NAME_CHARS`] characters.
        #[n(1)]
        name: String,
        /// The others.
        #[n(2)]
        members: Vec<AccountId>,
        /// The bytes of its [`super::picture::Picture`], if it has one.
        #[n(3)]
        picture: Option<ByteVec>,
    },
    /// Who is in a group. Answer: `Members`.
    #[n(1)]
    Members {
        /// The group's chat.
        #[n(0)]
        chat: ChatId,
        /// From the `Members` before, when it said that there are more.
        #[n(1)]
        cursor: Option<u64>,
    },
    /// Change a group. Answer: `Done`, once the change has its place at the relay; for `Leave`, once the wish is stored.
    #[n(2)]
    Change {
        /// The group's chat.
        #[n(0)]
        chat: ChatId,
        /// What.
        #[n(1)]
        change: GroupChange,
    },
    /// How far a message of this account has come with each reader. Answer: `Receipts`.
    #[n(3)]
    Receipts {
        /// The chat.
        #[n(0)]
        chat: ChatId,
        /// The message.
        #[n(1)]
        message: MessageId,
        /// From the `Receipts` before, when it said that there are more.
        #[n(2)]
        cursor: Option<u64>,
    },
    /// The link by which people ask this account to be let into a group. Only its admins may. Answer: `Code`.
    #[n(4)]
    InviteLink {
        /// The group's chat.
        #[n(0)]
        chat: ChatId,
        /// Make a new one; the one before is good for nothing then.
        #[n(1)]
        renew: bool,
    },
    /// Ask to be let into a group by such a link. Answer: `Done`, once that is on its way.
    #[n(5)]
    Join {
        /// The text of the link.
        #[n(0)]
        code: String,
    },
    /// Who asks to be let into a group. Answer: `Members`.
    #[n(6)]
    Asking {
        /// The group's chat.
        #[n(0)]
        chat: ChatId,
    },
}
