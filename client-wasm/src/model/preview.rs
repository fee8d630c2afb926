//! The last thing in a chat, as its line in the list says it.

use pillion_protocol::content::{chat::Chat, message::State};

use super::{bubble, event, page::Page};
use crate::words::{self, thread};

/// The line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Who wrote it, where that is not plain.
    pub who: Option<String>,
    /// What it says, or what happened.
    pub text: String,
    /// Whether `text` is what its writer said.
    pub said: bool,
    /// How far it has come, if this account wrote it.
    pub state: Option<State>,
    /// Somebody types there now.
    pub typing: bool,
}

/// The line of a chat; `None` in a new one.
#[must_use]
pub fn line(page: &Page, chat: &Chat) -> Option<Line> {
    let typing = page.live.typing(chat.id);
    if !typing.is_empty() {
        return Some(Line {
            who: None,
            text: match chat.group {
                Some(_) => words::live::typing(page.lang, &typing),
                None => words::live::typing_short(page.lang).into(),
            },
            said: false,
            state: None,
            typing: true,
        });
    }
    let last = chat.last.as_ref()?;
    if let Some(event) = &last.event {
        return Some(Line {
            who: None,
            text: event::line(page, chat.id, last.from, last.name.as_deref(), event),
            said: false,
            state: None,
            typing: false,
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
        said: !last.deleted,
        state: (last.from.is_none() && !last.deleted).then_some(last.state),
        typing: false,
    })
}
