//! Lines of a thread that nobody has written.

use pillion_protocol::content::{body::Body, event::Event, id::ChatId};
use pillion_wire::id::AccountId;

use super::{bubble, page::Page, row::Key};
use crate::words;

/// The line of a row of the open chat; `None` when it is gone.
#[must_use]
pub fn of_row(page: &Page, key: Key) -> Option<String> {
    let (chat, thread) = page.open_thread()?;
    let message = thread?.find(key)?;
    let Body::Event(event) = &message.body else { return None };
    Some(line(page, chat.id, message.from, message.name.as_deref(), event))
}

/// What happened to a chat, in words. `from` has done it, and is called `name` if it is no contact.
#[must_use]
pub fn line(page: &Page, chat: ChatId, from: Option<AccountId>, name: Option<&str>, event: &Event) -> String {
    let who = from.map(|from| bubble::name(page, chat, Some(from), name));
    words::event::line(page.lang, who.as_deref(), event, page.me())
}
