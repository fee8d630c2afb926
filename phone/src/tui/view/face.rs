//! A picture in colours: two rows of dots in one row of the terminal.

use ratatui::{
    buffer::Buffer,
    style::{Color, Style},
    widgets::{Clear, Widget},
};

use super::{
    canvas::{BOLD, Canvas, DIM, NORMAL},
    code::outcome,
    window::{line, window},
};
use crate::{
    screen::plain,
    tui::model::{
        area::Area,
        face::{self, Face, Of, Step},
        state::Model,
    },
};

/// The upper half of a place: its ink is the upper dot, its ground the lower one.
const HALF: &str = "▀";

/// Draws a picture; returns where the cursor stands, if here.
pub fn draw(buffer: &mut Buffer, model: &Model, face: &Face) -> Option<(u16, u16)> {
    Clear.render(buffer.area, buffer);
    let (width, height) = (buffer.area.width, buffer.area.height);
    let (x, y) = (0, 0);
    let mut canvas = Canvas::new(buffer, Area { x, y, width, height });
    let shown = model.shown();
    let title = match face.of {
        Of::Own => "Your picture".to_owned(),
        Of::Group(chat) => shown
            .chats
            .get(&chat)
            .map_or_else(String::new, |chat| plain::name(&chat.title)),
        Of::Contact(account) => {
            let contact = shown.contacts.get(&account);
            contact.map_or_else(String::new, |contact| plain::name(&contact.name))
        }
    };
    canvas.write(1, 0, &title, BOLD);
    let there = face::picture(shown, face.of).is_some();
    let keys = match (face::is_changeable(shown, face.of), there) {
        (true, true) => "c choose another · x take it away · Esc back ",
        (true, false) => "c choose a picture · Esc back ",
        (false, _) => "Esc back ",
    };
    let bottom = canvas.height().saturating_sub(1);
    canvas.write_right(bottom, keys, DIM);
    match (&face.dots, there) {
        (Some(dots), _) => colours(&mut canvas, dots),
        (None, true) => canvas.write_middle(bottom / 2, "…", DIM),
        (None, false) => canvas.write_middle(bottom / 2, "There is no picture.", DIM),
    }
    if let Some(told) = &face.outcome {
        let (words, style) = outcome(told);
        canvas.write(1, 1, &words, style);
    }
    match &face.step {
        Step::Look => None,
        Step::File(typed) => {
            let lines = [line("The path of a PNG or JPEG. Its middle is taken, small:", NORMAL)];
            window(
                buffer,
                "Choose a picture",
                &lines,
                Some(typed),
                "Enter take it · Esc leave it",
            )
        }
        Step::Asking => window(buffer, "Picture", &[line("One moment…", NORMAL)], None, "Esc close"),
    }
}

fn colours(canvas: &mut Canvas<'_>, dots: &[Vec<[u8; 3]>]) {
    let colour = |[red, green, blue]: [u8; 3]| Color::Rgb(red, green, blue);
    let rows = dots.len().div_ceil(2);
    let columns = dots.first().map_or(0, Vec::len);
    let left = canvas.width().saturating_sub(columns) / 2;
    let top = canvas.height().saturating_sub(rows) / 2;
    for (row, two) in dots.chunks(2).enumerate() {
        let (Some(upper), Some(lower)) = (two.first(), two.last()) else {
            continue;
        };
        for (column, (upper, lower)) in upper.iter().zip(lower).enumerate() {
            let style = Style::new().fg(colour(*upper)).bg(colour(*lower));
            canvas.write(left.saturating_add(column), top.saturating_add(row), HALF, style);
        }
    }
}
