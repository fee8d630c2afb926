//! The text that is being written.

use super::canvas::{BOLD, Canvas, DIM, NORMAL};
use crate::{
    screen::plain,
    tui::model::{
        area::MARGIN,
        state::{Focus, Model},
    },
};

/// Draws a rule and the text below it; returns where the cursor stands, if here.
pub fn draw(canvas: &mut Canvas<'_>, model: &Model) -> Option<(u16, u16)> {
    let focused = model.focus == Focus::Composer;
    let style = if focused { BOLD } else { DIM };
    canvas.fill_row(0, if focused { "━" } else { "─" }, style);
    if model.scroll > 0 {
        canvas.write_right(0, " ↓ more below (PgDn) ", BOLD);
    }
    let margin = usize::from(MARGIN);
    let chat = model.open_chat()?;
    let width = model.text_width();
    let Some(draft) = model.draft().filter(|draft| !draft.text().is_empty()) else {
        let hint = format!("Write to {}", plain::name(&chat.title));
        canvas.write(margin, 1, &hint, DIM);
        return if focused { canvas.place(margin, 1) } else { None };
    };
    let rows = draft.rows(width);
    let (row, column) = draft.place(width);
    let height = canvas.height().saturating_sub(1);
    // The row with the cursor is always among those shown.
    let first = row
        .saturating_add(1)
        .saturating_sub(height)
        .min(rows.len().saturating_sub(height));
    for (at, range) in rows.iter().skip(first).take(height).enumerate() {
        let text = draft.text().get(range.clone()).unwrap_or_default();
        canvas.write(margin, at.saturating_add(1), text.trim_end(), NORMAL);
    }
    if focused {
        let column = margin.saturating_add(column).min(canvas.width().saturating_sub(1));
        canvas.place(column, row.saturating_sub(first).saturating_add(1))
    } else {
        None
    }
}
