//! A picture that is shown in full, or a film or a sound that is played.

use pillion_protocol::content::{id::MessageId, message::Message};

use super::{attached::sight, download::Failure, page::Page};

/// The picture of a message, and how far it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Viewer {
    /// The message.
    pub message: MessageId,
    /// How far it is.
    pub view: View,
}

/// How far a picture is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum View {
    /// So many of its bytes have come.
    Coming(u64),
    /// The relay does not have it any more: the phone brings it there again.
    Recalled,
    /// The browser has it here.
    Here(String),
    /// It did not come.
    Failed(Failure),
    /// It came, and the browser cannot show it.
    Strange,
}

/// The next picture of the open chat's window, or the one before; of the gallery, if it was opened there.
#[must_use]
pub fn beside(page: &Page, message: MessageId, forward: bool) -> Option<MessageId> {
    let pictures: Vec<_> = match &page.inquiry.gallery {
        Some(gallery) => pictures(gallery.messages.iter().rev()),
        None => pictures(page.open_thread()?.1?.messages.values()),
    };
    let at = pictures.iter().position(|id| *id == message)?;
    let next = if forward { at.checked_add(1) } else { at.checked_sub(1) };
    pictures.get(next?).copied()
}

fn pictures<'a>(messages: impl Iterator<Item = &'a Message>) -> Vec<MessageId> {
    let pictures = messages.filter(|message| is_picture(message));
    pictures.map(|message| message.id).collect()
}

fn is_picture(message: &Message) -> bool {
    let file = message.body.file().map(|shared| &shared.file);
    file.is_some_and(|file| file.voice.is_none() && sight(file.kind.as_str()).is_some())
}
