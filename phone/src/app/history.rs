//! `History`: a stretch of a chat, in either direction, as much of it as fits one message.

use pillion_protocol::content::{
    id::{ChatId, Place},
    message::Message,
    problem::Problem,
    reply::Answer,
    request::{From, HISTORY_LIMIT},
};

use super::{fault::Fault, phone::Phone, view};
use crate::store::{chat, message};

/// Bytes of one page: two texts of the longest kind do not fit, one does.
const PAGE_BYTES: usize = 48 * 1024;

impl Phone {
    /// Answers `History`.
    pub(super) fn history(&self, chat: ChatId, from: From, limit: u16) -> Result<Answer, Fault> {
        let tx = self.database.read();
        if !chat::exists(&tx, chat)? {
            return Err(Problem::NoSuchChat.into());
        }
        let stretch = message::stretch(&tx, chat, from, limit.clamp(1, HISTORY_LIMIT))?;
        let messages = fitting(stretch, from);
        let (earlier, later) = match (messages.first(), messages.last()) {
            (Some(first), Some(last)) => (
                message::around(&tx, chat, first.place)?.0,
                message::around(&tx, chat, last.place)?.1,
            ),
            _ => match from {
                From::End => (false, false),
                From::Before(place) => (false, message::around(&tx, chat, Place(place.0.saturating_sub(1)))?.1),
                From::After(place) => (message::around(&tx, chat, Place(place.0.saturating_add(1)))?.0, false),
            },
        };
        Ok(Answer::Page {
            messages,
            earlier,
            later,
        })
    }
}

/// Those next to where the stretch begins, as many as fit; at least one.
fn fitting(stretch: Vec<Message>, from: From) -> Vec<Message> {
    let mut bytes = 0_usize;
    let mut fits = |message: &Message| {
        let first = bytes == 0;
        bytes = bytes.saturating_add(view::bytes_of(message));
        first || bytes <= PAGE_BYTES
    };
    if matches!(from, From::After(_)) {
        return stretch.into_iter().take_while(|message| fits(message)).collect();
    }
    let mut newest: Vec<_> = stretch.into_iter().rev().take_while(|message| fits(message)).collect();
    newest.reverse();
    newest
}
