//! A line in the thread that nobody has written.

use super::{
    element::{Tag, li, span},
    screen::Screen,
};
use crate::model::{event, row::Key};

/// The line of a row.
pub fn event(screen: Screen, key: Key) -> Tag {
    let line = screen.last(move |page| event::of_row(page, key));
    li().class("event")
        .test("event")
        .child(span().attr("dir", "auto").text(move || line.get().unwrap_or_default()))
}
