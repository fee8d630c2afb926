//! What a screen asks about files.

use alloc::{boxed::Box, string::String};

use minicbor::{Decode, Encode};
use pillion_wire::id::FileId;

use super::{
    file::{File, Held, length},
    id::{ChatId, IntentId, MessageId, Place},
    picture::Picture,
    text::Text,
};
use crate::crypto::key::StreamKey;

/// What can be asked.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum FileAsk {
    /// Send a file that lies beside the phone. Only the phone's own screens may name one. Answer: `Message`, once the phone has a sealed
    /// copy of it; the upload goes on by itself.
    #[n(0)]
    Send {
        /// Makes a repeat harmless.
        #[n(0)]
        intent: IntentId,
        /// Where to.
        #[n(1)]
        chat: ChatId,
        /// The path, absolute.
        #[n(2)]
        path: String,
        /// What is said with it.
        #[n(3)]
        caption: Option<Text>,
        /// The message of the same chat that it answers.
        #[n(4)]
        quote: Option<MessageId>,
    },
    /// Write the file of a message to a path beside the phone, where there must be none. Only the phone's own screens may name one. Answer:
    /// `Done`.
    #[n(1)]
    Save {
        /// The chat.
        #[n(0)]
        chat: ChatId,
        /// The message.
        #[n(1)]
        message: MessageId,
        /// The path, absolute.
        #[n(2)]
        path: String,
    },
    /// Messages of a chat that have files, before a place or the newest. Answer: `Page`.
    #[n(2)]
    List {
        /// The chat.
        #[n(0)]
        chat: ChatId,
        /// Only those before it.
        #[n(1)]
        before: Option<Place>,
        /// At most so many, and at most [`super::request::HISTORY_LIMIT`].
        #[n(2)]
        limit: u16,
        /// Only of this sort; left out: all.
        #[n(3)]
        sort: Option<Sort>,
    },
    /// Make room at the relay for a file that a page is going to upload. Answer: `Done`; a repeat changes nothing.
    #[n(3)]
    Room {
        /// Its name there, random.
        #[n(0)]
        file: FileId,
        /// Seals it and nothing else, and gives the tokens.
        #[n(1)]
        key: StreamKey,
        /// How long it is, neither padded nor sealed.
        #[cbor(n(2), decode_with = "length")]
        bytes: u64,
    },
    /// Say that a file is there which a page has uploaded: all of it, as the relay has told the page. Answer: `Message`.
    #[n(4)]
    Share {
        /// Makes a repeat harmless.
        #[n(0)]
        intent: IntentId,
        /// Where to.
        #[n(1)]
        chat: ChatId,
        /// The file.
        #[n(2)]
        file: Box<File>,
        /// What is said with it.
        #[n(3)]
        caption: Option<Text>,
        /// The message of the same chat that it answers.
        #[n(4)]
        quote: Option<MessageId>,
        /// The small picture that its look names.
        #[n(5)]
        picture: Option<Picture>,
    },
    /// Bring the file of a message, which the phone has, to the relay again, where a page gets it. Answer: `Done`, once all of it is there.
    #[n(6)]
    Offer {
        /// The chat.
        #[n(0)]
        chat: ChatId,
        /// The message.
        #[n(1)]
        message: MessageId,
    },
    /// Get the file of a message from the relay, however large it is; also one that was damaged or gone the last time. Answer: `Done`, at
    /// once; how far it is shows in the message.
    #[n(5)]
    Fetch {
        /// The chat.
        #[n(0)]
        chat: ChatId,
        /// The message.
        #[n(1)]
        message: MessageId,
    },
    /// Ask the phone of a message's sender to bring its file to the relay again, which the relay does not have any more. Answer: `Done`, at
    /// once; how far it is shows in the message.
    #[n(8)]
    AskSender {
        /// The chat.
        #[n(0)]
        chat: ChatId,
        /// The message.
        #[n(1)]
        message: MessageId,
    },
    /// This account has listened to a voice note, or begun to. Answer: `Done`; a repeat changes nothing.
    #[n(7)]
    Played {
        /// The chat.
        #[n(0)]
        chat: ChatId,
        /// The message.
        #[n(1)]
        message: MessageId,
    },
}

/// Sorts of files, as a chat's gallery shows them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cbor(index_only)]
pub enum Sort {
    /// Pictures and films that come with a small picture.
    #[n(0)]
    Seen,
    /// Voice notes.
    #[n(1)]
    Heard,
    /// All others.
    #[n(2)]
    Other,
}

impl FileAsk {
    /// What gets the file of a message onto the phone, seen from how far it is; `None` if it is there.
    #[must_use]
    pub const fn getting(held: Held, chat: ChatId, message: MessageId) -> Option<Self> {
        Some(match held {
            Held::Leaving | Held::Here => return None,
            Held::Coming | Held::NoRoom | Held::Offered | Held::Damaged => Self::Fetch { chat, message },
            Held::Gone | Held::Asked | Held::Lost => Self::AskSender { chat, message },
        })
    }
}
