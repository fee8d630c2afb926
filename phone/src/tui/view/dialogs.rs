//! What stands on top of the panes.

use pillion_protocol::content::pairing::Pairing;
use pillion_wire::id::LinkId;
use ratatui::buffer::Buffer;

use super::{
    canvas::{BAD, BOLD, DIM, MARKED, NORMAL, WARN},
    choices, code, group, search,
    window::{Line, line, window},
};
use crate::{
    screen::{plain, words},
    tui::model::{
        composer::Composer,
        dialog::{Dialog, LinkStep},
        state::Model,
    },
};

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
        Dialog::Help(page) => {
            choices::help(buffer, model.size, *page);
            None
        }
        Dialog::Choose(open) => group::choose(buffer, model, open),
        Dialog::Group(panel) => group::panel(buffer, model, panel),
        Dialog::Code(shown) => code::draw(buffer, model, shown),
        Dialog::Search(open) => search::draw(buffer, model, open),
        Dialog::Quit => {
            let chats = words::count(model.unsent(), "chat");
            let lines = [line(
                format!("There is unsent text in {chats}. Quit and lose it?"),
                NORMAL,
            )];
            window(buffer, "Quit", &lines, None, "y quit · n stay");
            None
        }
        other => choices::draw(buffer, model, other),
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
    let mut lines = vec![line(
        "A handle such as @alice, a contact code, or an invitation to a group:",
        NORMAL,
    )];
    lines.extend(problem.map(|problem| line(problem, BAD)));
    let keys = if asking {
        "Asking the relay… · Esc close"
    } else {
        "Enter add · Esc close"
    };
    let cursor = window(buffer, "New contact", &lines, Some(input), keys);
    if asking { None } else { cursor }
}
