//! What comes in, and what goes out.

use std::path::PathBuf;

use pillion_protocol::content::{
    file_ask::FileAsk,
    id::{ChatId, MessageId},
    picture::PictureId,
    reply::Answer,
    request::{Ask, From},
    text::Text,
    update::Update,
};
use pillion_wire::time::Timestamp;

use crate::tui::model::{
    code::Of,
    face::{self, Dots},
    key::Key,
    purpose::Answered,
};

/// Something that happened.
#[expect(
    clippy::large_enum_variant,
    reason = "lives for one turn, and is never kept in numbers"
)]
#[derive(Debug, Clone)]
pub enum Event {
    /// A key.
    Key(Key),
    /// A paste, whole.
    Paste(String),
    /// The terminal has another size: columns, rows.
    Resize(u16, u16),
    /// A press of the mouse: column, row.
    Click(u16, u16),
    /// A turn of its wheel: column, row, and whether it is upwards.
    Wheel(u16, u16, bool),
    /// The terminal's window got or lost the person's attention.
    Attention(bool),
    /// The time.
    Tick(Timestamp),
    /// The phone tells a change.
    Update(Update),
    /// The phone answers.
    Answer(Why, Answer),
    /// A picture was searched: its code, or a sentence.
    Picture(u32, Result<String, String>),
    /// A picture was written: where it is, or a sentence.
    Drawn(Result<String, String>),
    /// A file was made a small picture, or a sentence.
    Portrait(Result<Vec<u8>, String>),
    /// A picture was unpacked; `None` if that did not go.
    Unpacked(PictureId, Option<Dots>),
    /// The small picture of a file was unpacked; `None` if that did not go.
    Seen(PictureId, Option<Dots>),
}

/// Something to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Ask the phone; `Why` comes back with the answer.
    Ask(Why, Ask),
    /// Ask the phone about a file, whose path counts from the folder that the person is in.
    File(Why, FileAsk),
    /// Search a picture for a code; the number comes back with what was found.
    Search(u32, PathBuf),
    /// Write a code into a picture file.
    Draw(PathBuf, String),
    /// Make a small picture of a file.
    Portrait(PathBuf),
    /// Unpack a picture.
    Unpack(PictureId, Vec<u8>),
    /// Unpack the small picture of a file.
    Sight(PictureId, Vec<u8>),
    /// Give a text to the terminal's clipboard.
    Copy(String),
    /// Leave.
    Quit,
}

/// What a request was for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// Keeping in step.
    Sync,
    /// Messages of a chat.
    History(ChatId, From),
    /// A message, and what it answers; they stay here until they are stored.
    Send(ChatId, Text, Option<Answered>),
    /// Other words for a message, which stay here until they are stored.
    Edit(ChatId, MessageId, Text),
    /// A message that is said again in another chat.
    Forward(ChatId),
    /// Something small that is seen to be done by its change.
    Act,
    /// A draft.
    Draft(ChatId),
    /// A search, of that number.
    Search(u32),
    /// What stands under a message, and what it said before.
    About(MessageId),
    /// A new group, for the try of that number.
    Made(u32),
    /// The members of a group, and whether from the first one on.
    Members(ChatId, bool),
    /// Who asks to be let into a group.
    Asking(ChatId),
    /// A change of a group, and whether it is one's own leaving.
    Change(ChatId, bool),
    /// What contacts may learn at once; what becomes of it does not matter.
    Live,
    /// The members of a group, to be named in a message.
    Naming(ChatId),
    /// A file that is sent or saved, for the try of that number.
    File(u32),
    /// How far a message has come with each reader.
    Readers(MessageId),
    /// A picture.
    Picture(PictureId),
    /// The small picture of a file.
    Look(PictureId),
    /// Another picture of somebody, or none.
    Face(face::Of),
    /// A code for others.
    Code(Of),
    /// What to compare with a contact, for the screen of that number.
    Safety(u32),
    /// A comparison, a verified mark or a new key, for the screen of that number.
    Trust(u32),
    /// A read mark.
    Read,
    /// A contact, for the try of that number.
    Contact(u32),
    /// A failed message.
    Retry,
    /// The end of a link.
    Unlink,
    /// A code, for the try of that number.
    Scan(u32),
    /// A yes to a pairing, for the try of that number.
    Confirm(u32),
    /// A no to a pairing.
    Decline,
}
