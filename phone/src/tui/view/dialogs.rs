//! What stands on top of the panes.

use pillion_protocol::content::pairing::Pairing;
use pillion_wire::id::LinkId;
use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::Style,
    widgets::{Block, BorderType, Clear, Widget},
};

use super::canvas::{BAD, BOLD, Canvas, DIM, MARKED, NORMAL, WARN};
use crate::{
    screen::{plain, words, wrap},
    tui::model::{
        area::Area,
        composer::Composer,
        dialog::{Dialog, LinkStep},
        state::Model,
    },
};

/// Columns of a dialog, where the terminal has them.
const WIDTH: u16 = 66;

/// Fits the smallest terminal.
const HELP: [(&str, &str); 14] = [
    ("↑ ↓ or j k", "move, or scroll"),
    ("Tab", "chats, messages, writing"),
    ("Enter", "open a chat; send what is written"),
    ("Alt+Enter, Ctrl+J", "a new line"),
    ("PgUp PgDn", "page through the messages"),
    ("Esc", "back to the chats; a notice is seen"),
    ("l  d", "link a browser; see and unlink browsers"),
    ("n", "add a contact by handle"),
    ("r", "in the messages: send failed ones again"),
    ("q, Ctrl-C", "quit"),
    ("○", "on this phone, not yet on the relay"),
    ("✓", "sent: the relay has it"),
    ("✓✓   ✓✓ read", "on the other phone; seen there"),
    ("✗ not sent", "failed; the reason stands below it"),
];

/// A line of a dialog, broken where it is too long.
type Line = (String, Style);

fn line(text: impl Into<String>, style: Style) -> Line {
    (text.into(), style)
}

/// Draws a dialog; returns where the cursor stands, if here.
pub fn draw(buffer: &mut Buffer, model: &Model, dialog: &Dialog) -> Option<(u16, u16)> {
    match dialog {
        Dialog::Link { input, step, .. } => link(buffer, input, step),
        Dialog::Links { selected, unlink } => {
            links(buffer, model, *selected, *unlink);
            None
        }
        Dialog::Contact {
            input, asking, problem, ..
        } => contact(buffer, input, *asking, problem.as_deref()),
        Dialog::Help => {
            let keys = HELP.iter().map(|(key, what)| line(format!("{key:<19}{what}"), NORMAL));
            window(
                buffer,
                "Keys and signs",
                &keys.collect::<Vec<_>>(),
                None,
                "any key closes",
            );
            None
        }
        Dialog::Quit => {
            let chats = words::count(model.unsent(), "chat");
            let lines = [line(
                format!("There is unsent text in {chats}. Quit and lose it?"),
                NORMAL,
            )];
            window(buffer, "Quit", &lines, None, "y quit · n stay");
            None
        }
    }
}

fn link(buffer: &mut Buffer, input: &Composer, step: &LinkStep) -> Option<(u16, u16)> {
    const TITLE: &str = "Link a browser";
    let wait = |buffer: &mut Buffer, what: &str, keys: &str| {
        window(buffer, TITLE, &[line(what, NORMAL)], None, keys);
        None
    };
    match step {
        LinkStep::Code(problem) => {
            let mut lines = vec![line(
                "Open the page in the browser. Paste the link that stands under its QR code, or type the path of a \
                 screenshot (PNG or JPEG).",
                NORMAL,
            )];
            lines.extend(problem.iter().map(|problem| line(problem, BAD)));
            window(buffer, TITLE, &lines, Some(input), "Enter link · Esc close")
        }
        LinkStep::Searching => wait(buffer, "Searching the picture for a code…", "Esc close"),
        LinkStep::Scanning => wait(buffer, "Asking the page…", "Esc close"),
        LinkStep::Check(pairing) => {
            window(buffer, TITLE, &check(pairing), None, "y yes, the same · n no");
            None
        }
        LinkStep::Confirming => wait(buffer, "Linking…", ""),
    }
}

fn check(pairing: &Pairing) -> Vec<Line> {
    let browser = words::browser(&pairing.browser, &pairing.os, &pairing.origin);
    let mut lines = vec![line(format!("{browser} asks to be linked."), NORMAL), line("", NORMAL)];
    for sign in &pairing.check {
        // A line each: terminals disagree about the width of emoji.
        lines.push(line(
            format!("      {}   {}", plain::line(&sign.emoji), plain::line(&sign.name)),
            BOLD,
        ));
    }
    lines.push(line("", NORMAL));
    lines.push(line("Does the page show the same four signs?", WARN));
    lines
}

fn links(buffer: &mut Buffer, model: &Model, selected: usize, unlink: Option<LinkId>) {
    let links = model.shown().links_newest_first();
    let mut lines = Vec::new();
    // Three lines a link; only those around the mark, where there are many.
    let first = selected.saturating_sub(selected % 4);
    for (at, link) in links.iter().enumerate().skip(first).take(4) {
        let style = if at == selected { MARKED } else { NORMAL };
        let name = format!("{} on {}", plain::name(&link.browser), plain::name(&link.os));
        lines.push(line(plain::cut(&name, 56), style));
        let used = if !link.active {
            "not confirmed by the browser".to_owned()
        } else if link.online {
            "online now".to_owned()
        } else {
            format!("last here {}", model.calendar.since(link.used_at, model.now))
        };
        let made = model.calendar.since(link.made_at, model.now);
        lines.push(line(plain::cut(&format!("  linked {made}, {used}"), 60), DIM));
        lines.push(line(plain::cut(&format!("  {}", plain::name(&link.origin)), 60), DIM));
    }
    if links.is_empty() {
        lines.push(line("No browser is linked. Press Esc, then l to link one.", NORMAL));
    }
    let more = links.len().saturating_sub(first).saturating_sub(4);
    if more > 0 {
        lines.push(line(format!("↓ {more} more"), DIM));
    }
    let keys = if let Some(gone) = unlink {
        let name = model.shown().links.get(&gone).map(words::link).unwrap_or_default();
        lines.push(line("", NORMAL));
        lines.push(line(format!("Unlink {name}? It is out at once."), WARN));
        "y unlink · any other key: no"
    } else {
        "j k choose · u unlink · Esc close"
    };
    window(buffer, "Linked browsers", &lines, None, keys);
}

fn contact(buffer: &mut Buffer, input: &Composer, asking: bool, problem: Option<&str>) -> Option<(u16, u16)> {
    let mut lines = vec![line("The handle of the person, such as @alice:", NORMAL)];
    lines.extend(problem.map(|problem| line(problem, BAD)));
    let keys = if asking {
        "Asking the relay… · Esc close"
    } else {
        "Enter add · Esc close"
    };
    let cursor = window(buffer, "New contact", &lines, Some(input), keys);
    if asking { None } else { cursor }
}

/// Draws a window in the middle: lines, a field if there is one, and what the keys do. Returns the place of the cursor
/// in the field.
fn window(
    buffer: &mut Buffer,
    title: &str,
    lines: &[Line],
    field: Option<&Composer>,
    keys: &str,
) -> Option<(u16, u16)> {
    let screen = buffer.area;
    let width = WIDTH.min(screen.width.saturating_sub(2));
    let inner = usize::from(width.saturating_sub(4));
    let mut broken = Vec::new();
    for (text, style) in lines {
        for range in wrap::lines(text, inner) {
            broken.push((text.get(range).unwrap_or_default().trim_end(), *style));
        }
    }
    let field_rows = if field.is_some() { 2 } else { 0 };
    let wanted = broken.len().saturating_add(field_rows).saturating_add(2);
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
    for (row, (text, style)) in broken.iter().enumerate() {
        canvas.write(0, row, text, *style);
    }
    let field = field?;
    draw_field(&mut canvas, broken.len().saturating_add(1), field)
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
