//! A code as squares that a camera reads: two rows of them in one row of the terminal.

use qrcode::{Color as Square, EcLevel, QrCode};
use ratatui::style::{Color, Style};

use super::canvas::Canvas;

/// Light squares around a code, so that a reader finds its edge.
const QUIET: usize = 2;

/// Black on white, whatever the terminal's own colours are: the fixed part of the 256 colours.
const INK: Style = Style::new().fg(Color::Indexed(16)).bg(Color::Indexed(231));

/// A code as rows of text.
#[derive(Debug)]
pub struct Squares {
    rows: Vec<String>,
    columns: usize,
}

impl Squares {
    /// The squares of a text; `None` if it is too long for any code.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let code = QrCode::with_error_correction_level(text, EcLevel::L).ok()?;
        let width = code.width();
        let side = width.saturating_add(2 * QUIET);
        let squares = code.to_colors();
        let dark = |x: usize, y: usize| {
            let x = x.checked_sub(QUIET).filter(|x| *x < width);
            let y = y.checked_sub(QUIET).filter(|y| *y < width);
            let at = x.zip(y).map(|(x, y)| y.saturating_mul(width).saturating_add(x));
            at.and_then(|at| squares.get(at)) == Some(&Square::Dark)
        };
        let sign = |x, y: usize| match (dark(x, y), dark(x, y.saturating_add(1))) {
            (true, true) => '█',
            (true, false) => '▀',
            (false, true) => '▄',
            (false, false) => ' ',
        };
        let rows = (0..side).step_by(2).map(|y| (0..side).map(|x| sign(x, y)).collect());
        Some(Self {
            rows: rows.collect(),
            columns: side,
        })
    }

    /// Rows and columns of the terminal that it takes.
    #[must_use]
    pub fn size(&self) -> (usize, usize) {
        (self.rows.len(), self.columns)
    }

    /// Draws it from a row on, in the middle of the width.
    pub fn draw(&self, canvas: &mut Canvas<'_>, row: usize) {
        let column = canvas.width().saturating_sub(self.columns) / 2;
        for (at, text) in self.rows.iter().enumerate() {
            canvas.write(column, row.saturating_add(at), text, INK);
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use image::{GrayImage, Luma};

    use super::*;

    /// What a camera would see: four by four points for each square.
    fn picture(squares: &Squares) -> GrayImage {
        let columns = u32::try_from(squares.columns).unwrap();
        let rows = u32::try_from(squares.rows.len()).unwrap();
        let mut image = GrayImage::from_pixel(columns * 4, rows * 8, Luma([255]));
        for (y, row) in squares.rows.iter().enumerate() {
            for (x, sign) in row.chars().enumerate() {
                let (above, below) = (matches!(sign, '█' | '▀'), matches!(sign, '█' | '▄'));
                for (dark, half) in [(above, 0), (below, 4)] {
                    for at in (0..16).filter(|_| dark) {
                        let (x, y) = (u32::try_from(x).unwrap() * 4, u32::try_from(y).unwrap() * 8 + half);
                        image.put_pixel(x + at % 4, y + at / 4, Luma([0]));
                    }
                }
            }
        }
        image
    }

    #[test]
    fn what_is_drawn_can_be_read() {
        for text in [
            "pillion://join/AQID",
            &format!("pillion://contact/{}", "Ab0-".repeat(80)),
        ] {
            let squares = Squares::of(text).unwrap();
            let mut read = rqrr::PreparedImage::prepare(picture(&squares));
            let (_, content) = read.detect_grids().first().unwrap().decode().unwrap();
            assert_eq!(content, text);
        }
    }

    #[test]
    fn a_text_beyond_all_codes_has_no_squares() {
        assert!(Squares::of(&"x".repeat(4_000)).is_none());
    }
}
