//! A code on the whole screen: to be scanned, or to be copied without anything between.

use ratatui::{
    buffer::Buffer,
    widgets::{Clear, Widget},
};

use super::{
    canvas::{BAD, BOLD, Canvas, DIM, NORMAL, WARN},
    qr::Squares,
    window::{line, window},
};
use crate::{
    screen::{plain, words, wrap},
    tui::model::{
        area::Area,
        code::{Of, Shown, Step},
        state::Model,
    },
};

/// Draws a code; returns where the cursor stands, if here.
pub fn draw(buffer: &mut Buffer, model: &Model, shown: &Shown) -> Option<(u16, u16)> {
    let (title, what, keys) = match shown.of {
        Of::Own => (
            "Your code",
            own(model),
            "e your name · s online and last seen · Esc close",
        ),
        Of::Group(chat) => {
            let chat = model.shown().chats.get(&chat);
            let name = chat.map_or_else(String::new, |chat| plain::name(&chat.title));
            let what = format!("Who has this link can ask to join {name}; an admin lets them in.");
            ("Invitation", what, "r a new one · Esc back")
        }
    };
    let rest = match &shown.problem {
        Some(problem) => vec![(problem.clone(), BAD)],
        None => Vec::new(),
    };
    sheet(
        buffer,
        title,
        &[vec![(what, NORMAL)], rest].concat(),
        shown.text.as_deref(),
        keys,
    );
    match &shown.step {
        Step::Look => None,
        Step::Name(name) => window(
            buffer,
            "Your name",
            &[line("How your contacts see you:", NORMAL)],
            Some(name),
            "Enter keep · Esc leave it",
        ),
        Step::Renew => {
            let question = "Make a new invitation? The one before is good for nothing then.";
            window(buffer, "Please confirm", &[line(question, WARN)], None, "y yes · n no")
        }
    }
}

fn own(model: &Model) -> String {
    let Some(account) = &model.shown().account else {
        return String::new();
    };
    let shares = match account.shares_presence {
        true => "Contacts see when you are online.",
        false => "Nobody sees when you are online, and you do not see it of others.",
    };
    format!(
        "{} · {} · {}\n{shares} Who scans this code adds you, and knows that it is you.",
        plain::name(&account.name),
        account.handle,
        words::relay(model.shown())
    )
}

/// A whole screen: a title, words, a code as squares where they fit, the same as text, and what the keys do.
pub fn sheet(
    buffer: &mut Buffer,
    title: &str,
    lines: &[(String, ratatui::style::Style)],
    code: Option<&str>,
    keys: &str,
) {
    Clear.render(buffer.area, buffer);
    let (width, height) = (buffer.area.width, buffer.area.height);
    let mut canvas = Canvas::new(
        buffer,
        Area {
            x: 0,
            y: 0,
            width,
            height,
        },
    );
    canvas.write(1, 0, title, BOLD);
    let (width, height) = (canvas.width(), canvas.height());
    let mut row = 1_usize;
    for (text, style) in lines {
        for text in text.split('\n') {
            for range in wrap::lines(text, width.saturating_sub(2)) {
                canvas.write(1, row, text.get(range).unwrap_or_default().trim_end(), *style);
                row = row.saturating_add(1);
            }
        }
    }
    let code = code.unwrap_or("…");
    let text = wrap::lines(code, width);
    let bottom = height.saturating_sub(1).saturating_sub(text.len());
    // The text has the whole width, so that whoever copies it copies nothing else.
    for (at, range) in text.into_iter().enumerate() {
        canvas.write(0, bottom.saturating_add(at), code.get(range).unwrap_or_default(), DIM);
    }
    if let Some(squares) = Squares::of(code).filter(|_| code != "…") {
        let (rows, columns) = squares.size();
        let free = bottom.saturating_sub(row);
        if rows <= free && columns <= width {
            squares.draw(&mut canvas, row.saturating_add(free.saturating_sub(rows) / 2));
        } else {
            let missing = rows.saturating_sub(free).saturating_add(height);
            let words = format!(
                "A terminal of {} columns and {missing} rows shows the QR code here.",
                columns.max(width)
            );
            canvas.write_middle(row.saturating_add(free / 2), &words, DIM);
        }
    }
    canvas.write_right(height.saturating_sub(1), &format!("{keys} "), DIM);
}
