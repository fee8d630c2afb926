//! The whole screen.

use ratatui::{Frame, layout::Position};

use super::{
    bars,
    canvas::{Canvas, NORMAL},
    chats, composer, dialogs, thread,
};
use crate::tui::model::{
    area::{Area, SMALLEST},
    state::Model,
};

/// Draws the model.
pub fn draw(frame: &mut Frame<'_>, model: &Model) {
    let size = frame.area();
    let buffer = frame.buffer_mut();
    let drawn = (size.width, size.height) == model.size;
    let Some(panes) = model.panes().filter(|_| drawn) else {
        too_small(Canvas::new(
            buffer,
            Area {
                x: 0,
                y: 0,
                width: size.width,
                height: size.height,
            },
        ));
        return;
    };
    bars::head(&mut Canvas::new(buffer, panes.head), model);
    bars::title(&mut Canvas::new(buffer, panes.title), model);
    chats::draw(&mut Canvas::new(buffer, panes.chats), model);
    let mut divider = Canvas::new(buffer, panes.divider);
    for row in 0..divider.height() {
        divider.write(0, row, "│", super::canvas::DIM);
    }
    thread::draw(&mut Canvas::new(buffer, panes.thread), model);
    let mut cursor = composer::draw(&mut Canvas::new(buffer, panes.composer), model);
    bars::banner(&mut Canvas::new(buffer, panes.banner), model);
    bars::status(&mut Canvas::new(buffer, panes.status), model);
    if let Some(dialog) = &model.dialog {
        cursor = dialogs::draw(buffer, model, dialog);
    }
    if let Some((x, y)) = cursor {
        frame.set_cursor_position(Position::new(x, y));
    }
}

fn too_small(mut canvas: Canvas<'_>) {
    let sentence = format!(
        "This terminal is too small: Pillion needs {} columns and {} rows. Make it larger.",
        SMALLEST.0, SMALLEST.1
    );
    let lines = crate::screen::wrap::lines(&sentence, canvas.width());
    for (row, line) in lines.into_iter().enumerate() {
        canvas.write(0, row, sentence.get(line).unwrap_or_default(), NORMAL);
    }
}
