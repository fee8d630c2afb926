//! `History`: a stretch of a chat, in either direction, as much of it as fits one message.

use minicbor::Encode;
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
pub(super) const PAGE_BYTES: usize = 48 * 1024;

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

/// The first of a list, as many as fit one answer and at least one, in the opposite order.
pub(super) fn fitting_reversed<T: Encode<()>>(list: Vec<T>) -> Vec<T> {
    let mut bytes = 0_usize;
    let fits = |thing: &T| {
        let first = bytes == 0;
        bytes = bytes.saturating_add(view::bytes_of(thing));
        first || bytes <= PAGE_BYTES
    };
    let mut fitting: Vec<_> = list.into_iter().take_while(fits).collect();
    fitting.reverse();
    fitting
}

/// Those next to where the stretch begins, as many as fit; at least one.
fn fitting(stretch: Vec<Message>, from: From) -> Vec<Message> {
    if matches!(from, From::After(_)) {
        let mut fitting = fitting_reversed(stretch);
        fitting.reverse();
        return fitting;
    }
    fitting_reversed(stretch.into_iter().rev().collect())
}
