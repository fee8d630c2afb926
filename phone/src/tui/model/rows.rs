//! A thread as rows of the screen.

use std::ops::Range;

use pillion_protocol::content::{body::Body, id::Place, message::Message};
use pillion_wire::time::Timestamp;

use super::{
    bubble::{self, Line},
    gallery::Gallery,
    thread::Thread,
};
use crate::screen::{calendar::Calendar, follow::Shown};

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The message that it is a part of.
    pub of: Option<Place>,
    /// What stands in it.
    pub content: Content,
}

/// What stands in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// Nothing.
    Blank,
    /// A new day.
    Day(String),
    /// From here on the messages were not seen before the chat was opened.
    New,
    /// A part of a message.
    Line(Line),
}

/// What rows are made with.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'a> {
    /// The phone's lists, for names.
    pub shown: &'a Shown,
    /// How times are written.
    pub calendar: &'a Calendar,
    /// The time.
    pub now: Timestamp,
    /// Columns of the pane.
    pub width: usize,
    /// Rows of the terminal.
    pub terminal_rows: usize,
    /// The small pictures of files; `None` if they are not to be shown here.
    pub gallery: Option<&'a Gallery>,
}

/// The rows of a thread, top to bottom.
#[must_use]
pub fn rows(thread: &Thread, read_before: Option<Place>, setting: Setting<'_>) -> Vec<Row> {
    let Setting { calendar, now, .. } = setting;
    let mut rows = Vec::new();
    let mut add = |of, content| rows.push(Row { of, content });
    let mut before: Option<&Message> = None;
    let mut new_shown = false;
    for message in thread.messages() {
        let first = before.is_none_or(|before| before.from != message.from || is_event(before) != is_event(message));
        let day_begins = before.is_none_or(|before| calendar.day(before.at) != calendar.day(message.at));
        if day_begins {
            add(None, Content::Day(calendar.heading(message.at, now)));
        } else if before.is_some_and(|before| !both_events(before, message) && first) {
            add(None, Content::Blank);
        }
        let is_new = message.from.is_some() && read_before.is_some_and(|read| message.place > read);
        if is_new && !new_shown {
            new_shown = true;
            add(None, Content::New);
        }
        for line in bubble::lines(setting, message, first || day_begins) {
            add(Some(message.place), Content::Line(line));
        }
        before = Some(message);
    }
    rows
}

const fn is_event(message: &Message) -> bool {
    matches!(message.body, Body::Event(_))
}

/// What happens at one time stands together, whoever did it.
const fn both_events(one: &Message, other: &Message) -> bool {
    is_event(one) && is_event(other)
}

/// Where the rows of a message stand.
#[must_use]
pub fn of_message(rows: &[Row], place: Place) -> Option<Range<usize>> {
    let first = rows.iter().position(|row| row.of == Some(place))?;
    let behind = rows.iter().rposition(|row| row.of == Some(place))?.saturating_add(1);
    Some(first..behind)
}
