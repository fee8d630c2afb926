//! The text that is being written, and what it is for.

use super::canvas::{BOLD, Canvas, DIM, NORMAL, WARN};
use crate::{
    screen::plain,
    tui::model::{
        area::MARGIN,
        composer::Composer,
        purpose::Purpose,
        state::{Focus, Gate, Model},
    },
};

/// Columns left free at the side.
const SIDE: usize = MARGIN as usize;

/// Draws a rule and the text below it; returns where the cursor stands, if here.
pub fn draw(canvas: &mut Canvas<'_>, model: &Model) -> Option<(u16, u16)> {
    let focused = model.focus == Focus::Composer;
    let style = if focused { BOLD } else { DIM };
    canvas.fill_row(0, if focused { "━" } else { "─" }, style);
    let later = model.open_thread().is_some_and(|thread| thread.has_later());
    if model.scroll > 0 || later {
        canvas.write_right(0, " ↓ more below (PgDn) ", BOLD);
    }
    let names = model.offered_names().into_iter().map(ToString::to_string);
    let emoji = model.offered_emoji().into_iter();
    let offered: Vec<String> = names
        .chain(emoji.map(|(emoji, name)| format!("{emoji} {name}")))
        .collect();
    if !offered.is_empty() {
        canvas.write(SIDE, 0, &format!(" Tab {} ", offered.join(" · ")), WARN);
    }
    let chat = model.open_chat()?;
    if let Some(gate) = model.gate() {
        draw_gate(canvas, gate, &plain::name(&chat.title));
        return None;
    }
    let top = match model.purpose() {
        Some(purpose) => {
            draw_purpose(canvas, purpose);
            2
        }
        None => 1,
    };
    let Some(draft) = model.draft().filter(|draft| !draft.text().is_empty()) else {
        let hint = format!("Write to {}", plain::name(&chat.title));
        canvas.write(SIDE, top, &hint, DIM);
        return if focused { canvas.place(SIDE, top) } else { None };
    };
    let cursor = draw_text(canvas, draft, model.text_width(), top);
    cursor.filter(|_| focused)
}

fn draw_gate(canvas: &mut Canvas<'_>, gate: Gate, name: &str) {
    let (what, keys) = match gate {
        Gate::Request => (
            format!("{name} wants to write to you."),
            "a accept · x delete · b block",
        ),
        Gate::Blocked => (format!("You have blocked {name}."), "b unblock"),
        Gate::Left => ("You are not in this group any more.".to_owned(), "x delete · t members"),
        Gate::KeyChanged => (
            format!("The key of {name} has changed."),
            "t compare and accept · b block",
        ),
    };
    canvas.write(SIDE, 1, &what, WARN);
    canvas.write(SIDE, 2, keys, BOLD);
}

fn draw_purpose(canvas: &mut Canvas<'_>, purpose: &Purpose) {
    const DROP: &str = " Esc drops it ";
    let what = match purpose {
        Purpose::Answer(answered) => format!("┃ {}", answered.line),
        Purpose::Edit { .. } => "┃ Editing your message".to_owned(),
    };
    let room = canvas.width().saturating_sub(SIDE).saturating_sub(DROP.len());
    canvas.write(SIDE, 1, &plain::cut(&plain::line(&what), room), DIM);
    canvas.write_right(1, DROP, DIM);
}

/// Draws the rows around the cursor from `top` on; returns where the cursor stands.
fn draw_text(canvas: &mut Canvas<'_>, draft: &Composer, width: usize, top: usize) -> Option<(u16, u16)> {
    let rows = draft.rows(width);
    let (row, column) = draft.place(width);
    let height = canvas.height().saturating_sub(top);
    // The row with the cursor is always among those shown.
    let first = row
        .saturating_add(1)
        .saturating_sub(height)
        .min(rows.len().saturating_sub(height));
    for (at, range) in rows.iter().skip(first).take(height).enumerate() {
        let text = draft.text().get(range.clone()).unwrap_or_default();
        canvas.write(SIDE, at.saturating_add(top), text.trim_end(), NORMAL);
    }
    let column = SIDE.saturating_add(column).min(canvas.width().saturating_sub(1));
    canvas.place(column, row.saturating_sub(first).saturating_add(top))
}
