//! The messages of the open chat.

use super::canvas::{BAD, Canvas, DIM, MINE, NORMAL, WARN};
use crate::{
    screen::wrap,
    tui::model::{
        area::MARGIN,
        rows::Row,
        state::{Focus, Model},
    },
};

/// What stands here while no chat is open.
const WELCOME: [&str; 5] = [
    "Choose a chat with ↑ ↓, then Enter.",
    "",
    "l  link a browser by its code",
    "n  add a contact by handle",
    "?  all keys and signs",
];

/// Draws the messages, the newest at the bottom.
pub fn draw(canvas: &mut Canvas<'_>, model: &Model) {
    let height = canvas.height();
    let Some(thread) = model.open_thread() else {
        let top = height.saturating_sub(WELCOME.len()) / 2;
        for (row, line) in WELCOME.iter().enumerate() {
            canvas.write(3, top.saturating_add(row), line, DIM);
        }
        return;
    };
    let rows = model.rows();
    if rows.is_empty() {
        let words = if thread.is_loaded() {
            "No messages yet. Write the first one below."
        } else {
            "Loading…"
        };
        canvas.write_middle(height / 2, words, DIM);
        return;
    }
    let top_of_view = rows.len().saturating_sub(model.scroll).saturating_sub(height);
    let visible = rows.iter().skip(top_of_view).take(height);
    let free = height.saturating_sub(visible.len());
    for (row, content) in visible.enumerate() {
        draw_row(canvas, free.saturating_add(row), content);
    }
    if model.focus == Focus::Thread {
        // A bar at the left tells where the keys go.
        for row in 0..height {
            canvas.write(0, row, "▏", WARN);
        }
    }
}

fn draw_row(canvas: &mut Canvas<'_>, at: usize, row: &Row) {
    let margin = usize::from(MARGIN);
    match row {
        Row::Blank => {}
        Row::Day(day) => canvas.write_middle(at, &format!("── {day} ──"), DIM),
        Row::New => canvas.write_middle(at, "── new ──", WARN),
        Row::Line {
            indent,
            text,
            meta,
            mine,
            failed,
        } => {
            let style = if *mine { MINE } else { NORMAL };
            let behind = canvas.write(margin.saturating_add(*indent), at, text, style);
            let gap = if wrap::width(text) > 0 { 2 } else { 0 };
            canvas.write(behind.saturating_add(gap), at, meta, if *failed { BAD } else { DIM });
        }
        Row::Failure { indent, text } => {
            canvas.write(margin.saturating_add(*indent), at, text, BAD);
        }
    }
}
