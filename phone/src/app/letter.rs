//! What phones say to one another inside a group.
//!
//! CBOR, numbered like the wire's frames: `[kind, [fields]]`. A newer phone may say more: a letter of a kind that this build
//! does not know is kept as a message if its number is below [`super::unreadable::PASSING`], and passed over otherwise.
//!
//! Source: docs/protocol.md, rules `R-LETTER-*`.

use minicbor::{Decode, Encode};
use pillion_protocol::{
    content::{
        file::File,
        id::MessageId,
        picture::{Picture, PictureId},
        reaction::Emoji,
        text::Text,
    },
    invitation::InvitationId,
    pairing::about::Line,
};
use pillion_wire::time::Timestamp;

use super::{timer::Timer, unreadable::Unreadable};

/// Receipts in one letter: 1,000 ids of 17 bytes stay below a third of the largest letter.
pub const RECEIPTS: u32 = 1_000;

/// One letter.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum Letter {
    /// A message.
    #[n(0)]
    Text {
        /// Its name; a repeat is the same message.
        #[n(0)]
        id: MessageId,
        /// What it says.
        #[n(1)]
        text: Text,
        /// When it was written, by the writer's clock.
        #[n(2)]
        at: Timestamp,
        /// The message of the same chat that it answers. Its words do not travel (rule `R-LETTER-5`).
        #[n(3)]
        quote: Option<MessageId>,
        /// Whether it was passed on from another chat.
        #[cbor(n(4), skip_if = "is_false")]
        forwarded: bool,
        /// How long it stays on each phone; left out: for good.
        #[n(5)]
        timer: Option<Timer>,
    },
    /// These messages are on the reader's phone.
    #[n(1)]
    Delivered {
        /// Which.
        #[n(0)]
        ids: Vec<MessageId>,
    },
    /// Everything up to this message was seen.
    #[n(2)]
    Read {
        /// The last one.
        #[n(0)]
        through: MessageId,
    },
    /// How the writer wants to be called.
    #[n(3)]
    Profile {
        /// The name.
        #[n(0)]
        name: Line,
        /// What the writer's picture is called; left out: there is none.
        #[n(1)]
        picture: Option<PictureId>,
    },
    /// A message of the writer says something else.
    #[n(4)]
    Edit {
        /// Which.
        #[n(0)]
        id: MessageId,
        /// What it says from now on.
        #[n(1)]
        text: Text,
        /// When it was edited, by the writer's clock.
        #[n(2)]
        at: Timestamp,
    },
    /// A message of the writer says nothing any more, here and everywhere.
    #[n(5)]
    Delete {
        /// Which.
        #[n(0)]
        id: MessageId,
    },
    /// The writer's one emoji under a message.
    #[n(6)]
    React {
        /// Which.
        #[n(0)]
        id: MessageId,
        /// The emoji; `None` takes it away.
        #[n(1)]
        emoji: Option<Emoji>,
        /// When, by the writer's clock. Of two the later one holds.
        #[n(2)]
        at: Timestamp,
    },
    /// New messages of the chat go away after a time, or no longer.
    #[n(7)]
    Timer {
        /// After what time.
        #[n(0)]
        timer: Option<Timer>,
        /// When that was said, by the writer's clock. Of two the later one holds (rule `R-TIMER-1`).
        #[n(1)]
        at: Timestamp,
    },
    /// The writer asks to be let into a group by an invitation of the reader's.
    #[n(8)]
    Join {
        /// Which.
        #[n(0)]
        invitation: InvitationId,
    },
    /// A message with a file that is with the relay.
    #[n(9)]
    File {
        /// Its name; a repeat is the same message.
        #[n(0)]
        id: MessageId,
        /// The file.
        #[n(1)]
        file: Box<File>,
        /// What is said with it.
        #[n(2)]
        caption: Option<Text>,
        /// When it was written, by the writer's clock.
        #[n(3)]
        at: Timestamp,
        /// The message of the same chat that it answers.
        #[n(4)]
        quote: Option<MessageId>,
        /// Whether it was passed on from another chat.
        #[cbor(n(5), skip_if = "is_false")]
        forwarded: bool,
        /// How long it stays on each phone; left out: for good.
        #[n(6)]
        timer: Option<Timer>,
        /// The small picture that its look names.
        #[n(7)]
        picture: Option<Picture>,
    },
    /// The bytes of a picture that a profile has named: the writer's own in a chat of two, else the group's (rule `R-PICTURE-2`).
    #[n(128)]
    Picture {
        /// They.
        #[n(0)]
        picture: Picture,
    },
    /// The reader is asked to bring the file of a message of its own to the relay again (rule `R-FILE-19`).
    #[n(129)]
    Again {
        /// Which.
        #[n(0)]
        id: MessageId,
    },
    /// The file of a message of the writer is with the relay again, or cannot be.
    #[n(130)]
    Back {
        /// Which.
        #[n(0)]
        id: MessageId,
        /// Whether it is.
        #[n(1)]
        there: bool,
    },
    /// Somebody has listened to a voice note of the reader's (rule `R-VOICE-2`).
    #[n(131)]
    Played {
        /// Which.
        #[n(0)]
        id: MessageId,
    },
}

fn is_false(value: &bool) -> bool {
    !value
}

impl Letter {
    /// The letter as bytes.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        // Writing to a `Vec` cannot fail.
        let written = minicbor::encode(self, &mut bytes);
        debug_assert!(written.is_ok(), "a letter is always encodable");
        bytes
    }

    /// Bytes as a letter.
    ///
    /// # Errors
    /// [`Unreadable`].
    pub fn decode(bytes: &[u8]) -> Result<Self, Unreadable> {
        let mut decoder = minicbor::Decoder::new(bytes);
        match decoder.decode() {
            Ok(letter) if decoder.position() == bytes.len() => Ok(letter),
            Err(error) if error.is_unknown_variant() => Err(Unreadable::of(bytes)),
            _ => Err(Unreadable::Malformed),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests;
