//! The last thing in a chat, as its line in the list says it.

use pillion_protocol::content::{chat::Chat, message::State};

use super::{bubble, event, page::Page};
use crate::words::thread;

/// The line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Who wrote it, where that is not plain.
    pub who: Option<String>,
    /// What it says, or what happened.
    pub text: String,
    /// How far it has come, if this account wrote it.
    pub state: Option<State>,
}

/// The line of a chat; `None` in a new one.
#[must_use]
pub fn line(page: &Page, chat: &Chat) -> Option<Line> {
    let last = chat.last.as_ref()?;
    if let Some(event) = &last.event {
        return Some(Line {
            who: None,
            text: event::line(page, chat.id, last.from, last.name.as_deref(), event),
            state: None,
        });
    }
    let other = last.from.filter(|_| chat.group.is_some());
    Some(Line {
        who: other.map(|from| bubble::name(page, chat.id, Some(from), last.name.as_deref())),
        text: if last.deleted {
            thread::deleted(page.lang).into()
        } else {
            last.text.clone()
        },
        state: (last.from.is_none() && !last.deleted).then_some(last.state),
    })
}
