//! A pen that never draws beside its area, and the styles it draws with.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::{Color, Modifier, Style},
};

use crate::{
    screen::{
        markup::{Marks, Piece},
        plain, wrap,
    },
    tui::model::area::Area,
};

/// Words as they are.
pub const NORMAL: Style = Style::new();
/// What is less important.
pub const DIM: Style = Style::new().add_modifier(Modifier::DIM);
/// Names and headings.
pub const BOLD: Style = Style::new().add_modifier(Modifier::BOLD);
/// What the keys mean now.
pub const MARKED: Style = Style::new().add_modifier(Modifier::REVERSED);
/// One's own words.
pub const MINE: Style = Style::new().fg(Color::Cyan);
/// A member who is named.
pub const NAMED: Style = Style::new().fg(Color::Magenta).add_modifier(Modifier::BOLD);
/// What is well.
pub const GOOD: Style = Style::new().fg(Color::Green);
/// What needs attention.
pub const WARN: Style = Style::new().fg(Color::Yellow);
/// What went wrong.
pub const BAD: Style = Style::new().fg(Color::Red);
/// What must not be overlooked.
pub const GRAVE: Style = Style::new()
    .fg(Color::White)
    .bg(Color::Red)
    .add_modifier(Modifier::BOLD);

/// A part of the screen to draw on.
#[derive(Debug)]
pub struct Canvas<'a> {
    buffer: &'a mut Buffer,
    area: Area,
}

impl<'a> Canvas<'a> {
    /// A pen for one area.
    #[must_use]
    pub const fn new(buffer: &'a mut Buffer, area: Area) -> Self {
        Self { buffer, area }
    }

    /// Its columns.
    #[must_use]
    pub const fn width(&self) -> usize {
        self.area.width as usize
    }

    /// Its rows.
    #[must_use]
    pub const fn height(&self) -> usize {
        self.area.height as usize
    }

    /// Writes text, cut where the area ends; returns the column behind it.
    pub fn write(&mut self, column: usize, row: usize, text: &str, style: Style) -> usize {
        let Some((x, y)) = self.place(column, row) else {
            return column;
        };
        let room = self.width().saturating_sub(column);
        let text = plain::cut(&plain::line(text), room);
        self.buffer.set_stringn(x, y, &text, room, style);
        column.saturating_add(wrap::width(&text))
    }

    /// Writes pieces one behind the other, each with the marks that its writer gave it.
    pub fn write_pieces(&mut self, column: usize, row: usize, pieces: &[Piece], style: Style) -> usize {
        let marked = |marks: Marks| {
            let each = [
                (marks.bold, Modifier::BOLD),
                (marks.italic, Modifier::ITALIC),
                (marks.strike, Modifier::CROSSED_OUT),
                // A terminal has one width of letters: code is told apart by light instead.
                (marks.code, Modifier::DIM),
            ];
            let on = each.into_iter().filter(|(on, _)| *on);
            let style = if marks.named { style.patch(NAMED) } else { style };
            on.fold(style, |style, (_, modifier)| style.add_modifier(modifier))
        };
        pieces.iter().fold(column, |at, piece| {
            self.write(at, row, &piece.text, marked(piece.marks))
        })
    }

    /// Writes text so that it ends in the last column.
    pub fn write_right(&mut self, row: usize, text: &str, style: Style) {
        let column = self.width().saturating_sub(wrap::width(text));
        self.write(column, row, text, style);
    }

    /// Writes text in the middle of a row.
    pub fn write_middle(&mut self, row: usize, text: &str, style: Style) {
        let column = self.width().saturating_sub(wrap::width(text)) / 2;
        self.write(column, row, text, style);
    }

    /// Gives a whole row a style.
    pub fn style_row(&mut self, row: usize, style: Style) {
        if let Some((x, y)) = self.place(0, row) {
            self.buffer.set_style(Rect::new(x, y, self.area.width, 1), style);
        }
    }

    /// Fills a whole row with one sign.
    pub fn fill_row(&mut self, row: usize, sign: &str, style: Style) {
        let text = sign.repeat(self.width());
        self.write(0, row, &text, style);
    }

    /// The place on the screen; `None` beside the area.
    #[must_use]
    pub fn place(&self, column: usize, row: usize) -> Option<(u16, u16)> {
        if column >= self.width() || row >= self.height() {
            return None;
        }
        let x = self.area.x.checked_add(u16::try_from(column).ok()?)?;
        let y = self.area.y.checked_add(u16::try_from(row).ok()?)?;
        let on_screen = x < self.buffer.area.right() && y < self.buffer.area.bottom();
        on_screen.then_some((x, y))
    }
}
