//! A window in the middle of the screen.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::Style,
    widgets::{Block, BorderType, Clear, Widget},
};

use super::canvas::{BOLD, Canvas, NORMAL};
use crate::{
    screen::wrap,
    tui::model::{area::Area, composer::Composer},
};

/// Columns of a window, where the terminal has them and no row needs more.
const WIDTH: u16 = 66;

/// Columns for words, where the terminal has them.
pub const ROOM: usize = WIDTH as usize - 4;

/// A line of a window.
#[derive(Debug, Clone)]
pub enum Line {
    /// Words, broken where they are too long.
    Words(String, Style),
    /// Pieces on one row, cut where they are too long.
    Row(Vec<(String, Style)>),
}

impl Line {
    /// Columns that it cannot do without.
    fn columns(&self) -> usize {
        match self {
            Self::Words(..) => 0,
            Self::Row(pieces) => pieces.iter().map(|(text, _)| wrap::width(text)).sum(),
        }
    }
}

/// Words in one style.
#[must_use]
pub fn line(text: impl Into<String>, style: Style) -> Line {
    Line::Words(text.into(), style)
}

/// Draws a window in the middle: lines, a field if there is one, and what the keys do. Returns the place of the cursor
/// in the field.
pub fn window(
    buffer: &mut Buffer,
    title: &str,
    lines: &[Line],
    field: Option<&Composer>,
    keys: &str,
) -> Option<(u16, u16)> {
    let screen = buffer.area;
    let widest = lines.iter().map(Line::columns).max().unwrap_or_default();
    let widest = u16::try_from(widest.saturating_add(4)).unwrap_or(u16::MAX);
    let width = WIDTH.max(widest).min(screen.width.saturating_sub(2));
    let inner = usize::from(width.saturating_sub(4));
    let mut rows = Vec::new();
    for line in lines {
        match line {
            Line::Words(text, style) => {
                let broken = wrap::lines(text, inner).into_iter();
                rows.extend(broken.map(|range| vec![(text.get(range).unwrap_or_default().trim_end(), *style)]));
            }
            Line::Row(pieces) => rows.push(pieces.iter().map(|(text, style)| (text.as_str(), *style)).collect()),
        }
    }
    let field_rows = if field.is_some() { 2 } else { 0 };
    let wanted = rows.len().saturating_add(field_rows).saturating_add(2);
    let height = u16::try_from(wanted).unwrap_or(u16::MAX).min(screen.height);
    let frame = Rect {
        x: screen.width.saturating_sub(width) / 2,
        y: screen.height.saturating_sub(height) / 2,
        width,
        height,
    };
    Clear.render(frame, buffer);
    Block::bordered()
        .border_type(BorderType::Rounded)
        .title(format!(" {title} "))
        .title_bottom(ratatui::text::Line::from(format!(" {keys} ")).right_aligned())
        .render(frame, buffer);
    let mut canvas = Canvas::new(
        buffer,
        Area {
            x: frame.x.saturating_add(2),
            y: frame.y.saturating_add(1),
            width: width.saturating_sub(4),
            height: height.saturating_sub(2),
        },
    );
    for (row, pieces) in rows.iter().enumerate() {
        let mut column = 0;
        for (text, style) in pieces {
            column = canvas.write(column, row, text, *style);
        }
    }
    let field = field?;
    draw_field(&mut canvas, rows.len().saturating_add(1), field)
}

/// A field of one line, scrolled so that the cursor is visible.
fn draw_field(canvas: &mut Canvas<'_>, row: usize, field: &Composer) -> Option<(u16, u16)> {
    let (_, column) = field.place(usize::MAX);
    let room = canvas.width().saturating_sub(3);
    let skipped = column.saturating_sub(room);
    let mut at = 0_usize;
    let visible: String = field
        .text()
        .chars()
        .filter(|c| {
            let before = at;
            at = at.saturating_add(wrap::width(c.encode_utf8(&mut [0; 4])));
            before >= skipped && before < skipped.saturating_add(room)
        })
        .collect();
    canvas.write(0, row, "› ", BOLD);
    canvas.write(2, row, &visible, NORMAL);
    canvas.place(column.saturating_sub(skipped).saturating_add(2), row)
}
