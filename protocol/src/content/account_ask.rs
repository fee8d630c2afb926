//! What a screen asks of the phone about the account itself and its links.

use alloc::string::String;

use minicbor::{Decode, Encode, bytes::ByteVec};
use pillion_wire::id::LinkId;

use super::limit::{Kind, Limit};

/// What can be asked about them.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum AccountAsk {
    /// Whether contacts learn when this account is online and was last seen; who hides it does not see it either.
    /// Answer: `Done`.
    #[n(0)]
    SharePresence {
        /// Whether they do from now on.
        #[n(0)]
        on: bool,
    },
    /// What the owner calls a linked browser; empty: nothing. Answer: `Done`.
    #[n(1)]
    RenameLink {
        /// The link.
        #[n(0)]
        link: LinkId,
        /// At most [`super::link::NAME_CHARS`] characters on one line.
        #[n(1)]
        name: String,
    },
    /// End all links but that of the browser that asks. Answer: `Done`.
    #[n(2)]
    UnlinkOthers,
    /// How this account wants to be called by its contacts. Answer: `Done`.
    #[n(3)]
    SetName {
        /// 1 to [`super::link::NAME_CHARS`] characters on one line.
        #[n(0)]
        name: String,
    },
    /// The picture that contacts see. Answer: `Done`.
    #[n(4)]
    SetPicture {
        /// The bytes of a [`super::picture::Picture`]; `None`: none.
        #[n(0)]
        picture: Option<ByteVec>,
    },
    /// How large files of a kind are that the phone fetches by itself; what has come before stays as it is. Answer: `Done`.
    #[n(5)]
    SetLimit {
        /// The kind.
        #[n(0)]
        kind: Kind,
        /// The largest of them.
        #[n(1)]
        limit: Limit,
    },
}
