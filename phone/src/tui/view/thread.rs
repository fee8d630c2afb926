//! The messages of the open chat.

use ratatui::style::Modifier;

use super::canvas::{BAD, BOLD, Canvas, DIM, MARKED, MINE, NORMAL, WARN};
use super::dots;
use crate::tui::model::{
    area::MARGIN,
    bubble::{Line, Part},
    gallery::Sight,
    rows::Content,
    state::{Focus, Model},
};

/// What stands here while no chat is open.
const WELCOME: [&str; 5] = [
    "Choose a chat with ↑ ↓, then Enter.",
    "",
    "l  link a browser by its code",
    "n  new contact   c  new group",
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
    let focused = model.focus == Focus::Thread;
    if focused {
        // A bar at the left tells where the keys go.
        for row in 0..height {
            canvas.write(0, row, "▏", WARN);
        }
    }
    for (at, row) in visible.enumerate() {
        let at = free.saturating_add(at);
        draw_row(canvas, at, &row.content, model);
        if focused && row.of.is_some() && row.of == model.picked {
            canvas.write(0, at, "▌", WARN);
            if !is_picture(&row.content) {
                canvas.style_row(at, MARKED);
            }
        }
    }
}

/// The colours of a picture are its own, also where the keys mean it.
const fn is_picture(content: &Content) -> bool {
    let Content::Line(line) = content else { return false };
    matches!(line.part, Part::Picture { .. })
}

fn draw_row(canvas: &mut Canvas<'_>, at: usize, content: &Content, model: &Model) {
    match content {
        Content::Blank => {}
        Content::Day(day) => canvas.write_middle(at, &format!("── {day} ──"), DIM),
        Content::New => canvas.write_middle(at, "── new ──", WARN),
        Content::Line(line) => draw_line(canvas, at, line, model),
    }
}

fn draw_line(canvas: &mut Canvas<'_>, at: usize, line: &Line, model: &Model) {
    let column = line.indent.saturating_add(usize::from(MARGIN));
    match &line.part {
        Part::Name(text) => canvas.write(column, at, text, BOLD),
        Part::Head(text) | Part::Event(text) => canvas.write(column, at, text, DIM),
        Part::Picture { picture, row, room } => {
            if let Some(Sight::Here(dots)) = model.gallery.sight(*picture) {
                dots::draw_row(canvas, (column, at), (dots, *row), *room, model.colours);
            } else {
                canvas.write(column, at, &"░".repeat(room.0), DIM);
            }
            column
        }
        Part::Words {
            pieces,
            meta,
            mine,
            failed,
            stand_in,
        } => {
            let style = match (stand_in, mine) {
                (true, _) => DIM.add_modifier(Modifier::ITALIC),
                (false, true) => MINE,
                (false, false) => NORMAL,
            };
            let behind = canvas.write_pieces(column, at, pieces, style);
            let gap = if behind > column { 2 } else { 0 };
            canvas.write(behind.saturating_add(gap), at, meta, if *failed { BAD } else { DIM })
        }
        Part::Under(text) => canvas.write(column, at, text, NORMAL),
        Part::Failure(text) => canvas.write(column, at, text, BAD),
    };
}
