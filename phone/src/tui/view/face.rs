//! A picture in colours: two rows of dots in one row of the terminal.

use pillion_protocol::content::file::Look;
use ratatui::{
    buffer::Buffer,
    widgets::{Clear, Widget},
};

use super::{
    canvas::{BOLD, Canvas, DIM, NORMAL},
    code::outcome,
    dots,
    window::{line, window},
};
use crate::{
    screen::plain,
    tui::model::{
        area::Area,
        face::{self, Dots, Face, Of, Step},
        gallery::{self, Colours, Room, Sight},
        state::Model,
    },
};

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
        _ if there && model.colours == Colours::None => {
            canvas.write_middle(bottom / 2, "A picture needs colours, and NO_COLOR is set.", DIM);
        }
        (Some(dots), _) => whole(&mut canvas, dots, model.colours),
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

/// A picture in the middle, each of its dots as one.
fn whole(canvas: &mut Canvas<'_>, dots: &Dots, colours: Colours) {
    let columns = dots.first().map_or(0, Vec::len);
    draw_in_middle(canvas, dots, (columns, dots.len().div_ceil(2)), colours);
}

fn draw_in_middle(canvas: &mut Canvas<'_>, dots: &Dots, (columns, rows): Room, colours: Colours) {
    let left = canvas.width().saturating_sub(columns) / 2;
    let top = canvas.height().saturating_sub(rows) / 2;
    for row in 0..rows {
        let at = (left, top.saturating_add(row));
        dots::draw_row(canvas, at, (dots, row), (columns, rows), colours);
    }
}

/// Draws the small picture of a file as large as the terminal is.
pub fn draw_look(buffer: &mut Buffer, model: &Model, look: Look) {
    Clear.render(buffer.area, buffer);
    let (width, height) = (buffer.area.width, buffer.area.height);
    let mut canvas = Canvas::new(
        buffer,
        Area {
            x: 0,
            y: 0,
            width,
            height: height.saturating_sub(1),
        },
    );
    let bottom = canvas.height();
    match model.gallery.sight(look.picture) {
        Some(Sight::Here(dots)) => {
            let room = gallery::room(look, (canvas.width(), canvas.height()));
            draw_in_middle(&mut canvas, dots, room, model.colours);
        }
        Some(Sight::Missing) => canvas.write_middle(bottom / 2, "There is no picture.", DIM),
        Some(Sight::Asked) | None => canvas.write_middle(bottom / 2, "…", DIM),
    }
    let foot = Area {
        x: 0,
        y: height.saturating_sub(1),
        width,
        height: 1,
    };
    Canvas::new(buffer, foot).write_right(0, "a small picture: w in the chat saves the file · Esc back ", DIM);
}
