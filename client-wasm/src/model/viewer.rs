//! A picture that is shown in full.

use pillion_protocol::content::{id::MessageId, message::Message};

use super::{attached::can_view, download::Failure, page::Page};

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
    /// It came, and is no picture.
    Strange,
}

/// The next picture of the open chat's window, or the one before.
#[must_use]
pub fn beside(page: &Page, message: MessageId, forward: bool) -> Option<MessageId> {
    let (_, thread) = page.open_thread()?;
    let all = thread?.messages.values();
    let pictures = all.filter(|message| is_picture(message)).map(|message| message.id);
    let pictures: Vec<_> = pictures.collect();
    let at = pictures.iter().position(|id| *id == message)?;
    let next = if forward { at.checked_add(1) } else { at.checked_sub(1) };
    pictures.get(next?).copied()
}

fn is_picture(message: &Message) -> bool {
    let file = message.body.file();
    file.is_some_and(|shared| can_view(shared.file.kind.as_str()))
}
