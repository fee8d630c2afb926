//! Sending a file, or saving one.

use ratatui::buffer::Buffer;

use super::{
    canvas::{BAD, NORMAL},
    window::{line, window},
};
use crate::{
    screen::plain,
    tui::model::share::{Share, Step, What},
};

/// Draws it; returns where the cursor stands.
pub fn draw(buffer: &mut Buffer, share: &Share) -> Option<(u16, u16)> {
    let (title, asks, enter) = match share.what {
        What::Send(_) => ("Send a file", "The path of the file:", "Enter go on · Esc leave it"),
        What::Save(..) => (
            "Save a file",
            "Where to: a path that is not taken. Without folders it is the folder that you are in.",
            "Enter save · Esc leave it",
        ),
    };
    match &share.step {
        Step::Path(path, problem) => {
            let mut lines = vec![line(asks, NORMAL)];
            lines.extend(problem.iter().map(|problem| line(problem, BAD)));
            window(buffer, title, &lines, Some(path), enter)
        }
        Step::Caption(path, words) => {
            let lines = [
                line(plain::line(path.text()), NORMAL),
                line("What do you say with it? Leave it empty to say nothing.", NORMAL),
            ];
            window(buffer, title, &lines, Some(words), "Enter send · Esc leave it")
        }
        Step::Asking(_) => {
            window(buffer, title, &[line("One moment…", NORMAL)], None, "Esc close");
            None
        }
    }
}
