//! A code on the whole screen: to be scanned, or to be copied without anything between.

use ratatui::{
    buffer::Buffer,
    style::Style,
    widgets::{Clear, Widget},
};

use super::{
    canvas::{BAD, BOLD, Canvas, DIM, GOOD, NORMAL, WARN},
    qr::Squares,
    window::{line, window},
};
use crate::{
    screen::{plain, words as said, wrap},
    tui::model::{
        area::Area,
        code::{Of, Shown, Step},
        composer::Composer,
        state::Model,
    },
};

/// Draws a code; returns where the cursor stands, if here.
pub fn draw(buffer: &mut Buffer, model: &Model, shown: &Shown) -> Option<(u16, u16)> {
    let (title, what, keys): (_, _, &[&str]) = match shown.of {
        Of::Own => (
            "Your code",
            own(model),
            &[
                "e name · p picture · s online · b block list · f file · y copy · z QR · Esc",
                "e name · p picture · b block list · f file · z QR · Esc",
            ],
        ),
        Of::Group(chat) => {
            let chat = model.shown().chats.get(&chat);
            let name = chat.map_or_else(String::new, |chat| plain::name(&chat.title));
            let what = format!("Who has this link can ask to join {name}; an admin lets them in.");
            (
                "Invitation",
                what,
                &["r a new one · f file · y copy · z QR alone · Esc back"],
            )
        }
    };
    let mut lines = vec![(what, NORMAL)];
    lines.extend(shown.outcome.as_ref().map(outcome));
    sheet(
        buffer,
        &Sheet {
            title,
            lines: &lines,
            code: shown.text.as_deref(),
            alone: shown.alone,
            keys,
        },
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
        Step::File(typed) => file(buffer, typed),
        Step::Renew => {
            let question = "Make a new invitation? The one before is good for nothing then.";
            window(buffer, "Please confirm", &[line(question, WARN)], None, "y yes · n no")
        }
    }
}

/// What came of a key, as a line of a sheet.
pub fn outcome((words, well): &(String, bool)) -> (String, Style) {
    (words.clone(), if *well { GOOD } else { BAD })
}

/// Asks for the name of a picture file; returns where the cursor stands.
pub fn file(buffer: &mut Buffer, typed: &Composer) -> Option<(u16, u16)> {
    let what = "Writes the QR code as a picture (PNG), to be shown elsewhere. Its name:";
    let lines = [line(what, NORMAL)];
    window(buffer, "QR code", &lines, Some(typed), "Enter write · Esc leave it")
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
        said::relay(model.shown())
    )
}

/// What stands on a sheet.
#[derive(Debug)]
pub struct Sheet<'a> {
    /// The heading.
    pub title: &'a str,
    /// Words below it.
    pub lines: &'a [(String, Style)],
    /// The code, once it is known.
    pub code: Option<&'a str>,
    /// Whether only the code as squares is shown, so that it fits.
    pub alone: bool,
    /// What the keys do; the first that fits is shown.
    pub keys: &'a [&'a str],
}

/// Draws a whole screen: a title, words, a code as squares where they fit, the same as text, and what the keys do.
pub fn sheet(buffer: &mut Buffer, sheet: &Sheet<'_>) {
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
    canvas.write(1, 0, sheet.title, BOLD);
    let bottom = canvas.height().saturating_sub(1);
    let room = canvas.width().saturating_sub(1);
    let keys = sheet.keys.iter().find(|keys| wrap::width(keys) <= room);
    canvas.write_right(bottom, &format!("{} ", keys.or(sheet.keys.last()).unwrap_or(&"")), DIM);
    let squares = sheet.code.and_then(Squares::of);
    let (rows, columns) = squares.as_ref().map_or((0, 0), Squares::size);
    let fits_alone = columns <= canvas.width() && rows < bottom;
    if sheet.alone
        && let Some(squares) = squares.as_ref().filter(|_| fits_alone)
    {
        squares.draw(&mut canvas, bottom.saturating_sub(rows));
        return;
    }
    let first = words(&mut canvas, sheet.lines);
    let Some((code, squares)) = sheet.code.zip(squares) else {
        canvas.write(1, first.saturating_add(1), "…", DIM);
        return;
    };
    let text = wrap::lines(code, canvas.width());
    let below = bottom.saturating_sub(text.len());
    // The text has the whole width, so that whoever copies it copies nothing else.
    for (at, range) in text.into_iter().enumerate() {
        let row = below.saturating_add(at);
        canvas.write(0, row, code.get(range).unwrap_or_default(), DIM);
    }
    let free = below.saturating_sub(first);
    if rows <= free && columns <= canvas.width() {
        squares.draw(&mut canvas, first.saturating_add(free.saturating_sub(rows) / 2));
        return;
    }
    let hint = match fits_alone {
        true => "z shows the QR code alone.".to_owned(),
        false => format!(
            "The QR code needs {columns} columns and {} rows.\nSmaller letters make room, or f writes it into a file.",
            rows.saturating_add(1)
        ),
    };
    let top = first.saturating_add(free.saturating_sub(hint.lines().count()) / 2);
    for (at, text) in hint.lines().enumerate() {
        canvas.write_middle(top.saturating_add(at), text, DIM);
    }
}

/// Writes words below the title; returns the row behind them.
fn words(canvas: &mut Canvas<'_>, lines: &[(String, Style)]) -> usize {
    let mut row = 1_usize;
    for (text, style) in lines {
        for text in text.split('\n') {
            for range in wrap::lines(text, canvas.width().saturating_sub(2)) {
                canvas.write(1, row, text.get(range).unwrap_or_default().trim_end(), *style);
                row = row.saturating_add(1);
            }
        }
    }
    row
}
