//! A thread as rows of the screen.

use pillion_protocol::content::{
    id::Place,
    message::{Message, State},
};
use pillion_wire::time::Timestamp;

use super::thread::Thread;
use crate::screen::{calendar::Calendar, plain, words, wrap};

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    /// Nothing.
    Blank,
    /// A new day.
    Day(String),
    /// From here on the messages were not seen before the chat was opened.
    New,
    /// A part of a message.
    Line {
        /// Columns left of it.
        indent: usize,
        /// The words.
        text: String,
        /// Behind the last words: time and state.
        meta: String,
        /// Whether this account wrote it.
        mine: bool,
        /// Whether the meta tells of a failure.
        failed: bool,
    },
    /// Why the message above failed, and what to do.
    Failure {
        /// Columns left of it.
        indent: usize,
        /// A sentence, or a part of it.
        text: String,
    },
}

/// The rows of a thread, top to bottom, `width` columns wide.
#[must_use]
pub fn rows(
    thread: &Thread,
    read_before: Option<Place>,
    calendar: &Calendar,
    now: Timestamp,
    width: usize,
) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut before: Option<&Message> = None;
    let mut new_shown = false;
    for message in thread.messages() {
        let day_begins = before.is_none_or(|before| calendar.day(before.at) != calendar.day(message.at));
        if day_begins {
            rows.push(Row::Day(calendar.heading(message.at, now)));
        } else if before.is_some_and(|before| before.from != message.from) {
            rows.push(Row::Blank);
        }
        let is_new = message.from.is_some() && read_before.is_some_and(|read| message.place > read);
        if is_new && !new_shown {
            new_shown = true;
            rows.push(Row::New);
        }
        message_rows(message, calendar, width, &mut rows);
        before = Some(message);
    }
    rows
}

/// Both sides leave a fifth of the width free, so that one sees at a glance whose words these are.
const fn bubble(width: usize) -> usize {
    let bubble = width.saturating_sub(width / 5);
    if bubble < 12 { 12 } else { bubble }
}

fn message_rows(message: &Message, calendar: &Calendar, width: usize, rows: &mut Vec<Row>) {
    let mine = message.from.is_none();
    let text = plain::block(message.words());
    let mut meta = calendar.clock(message.at);
    if mine {
        meta.push(' ');
        meta.push_str(words::sign(message.state));
    }
    let bubble = bubble(width);
    let mut lines: Vec<String> = wrap::lines(&text, bubble)
        .into_iter()
        .filter_map(|line| text.get(line).map(|line| line.trim_end().to_owned()))
        .collect();
    let meta_width = wrap::width(&meta).saturating_add(2);
    // The meta stands behind the last words, or below them.
    let last = lines.last().map_or(0, |line| wrap::width(line));
    if last.saturating_add(meta_width) > bubble {
        lines.push(String::new());
    }
    let count = lines.len();
    let widest = lines
        .iter()
        .enumerate()
        .map(|(at, line)| {
            let with_meta = if at.saturating_add(1) == count { meta_width } else { 0 };
            wrap::width(line).saturating_add(with_meta)
        })
        .max()
        .unwrap_or_default();
    let indent = if mine { width.saturating_sub(widest) } else { 0 };
    let failed = message.state == State::Failed;
    for (at, text) in lines.into_iter().enumerate() {
        let is_last = at.saturating_add(1) == count;
        rows.push(Row::Line {
            indent,
            text,
            meta: if is_last { meta.clone() } else { String::new() },
            mine,
            failed,
        });
    }
    if let Some(why) = words::failure(message) {
        let why = format!("{why} Press r in this pane to try again.");
        for line in wrap::lines(&why, bubble) {
            let text = why.get(line).unwrap_or_default().trim_end().to_owned();
            rows.push(Row::Failure {
                indent: width.saturating_sub(bubble),
                text,
            });
        }
    }
}
