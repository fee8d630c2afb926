//! What stands on top of the panes.

use pillion_protocol::content::pairing::Pairing;
use ratatui::buffer::Buffer;

use super::{
    blocked,
    canvas::{BAD, BOLD, NORMAL, WARN},
    choices, code, face, group, links, person, search, share,
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
        Dialog::Links(open) => links::draw(buffer, model, open),
        Dialog::Person(open) => person::draw(buffer, model, open),
        Dialog::Contact {
            input, asking, problem, ..
        } => contact(buffer, input, *asking, problem.as_deref()),
        Dialog::Asked(what) => {
            window(buffer, "Invitation", &[line(what, NORMAL)], None, "any key closes");
            None
        }
        Dialog::Help(page) => {
            choices::help(buffer, model.size, *page);
            None
        }
        Dialog::Choose(open) => group::choose(buffer, model, open),
        Dialog::Group(panel) => group::panel(buffer, model, panel),
        Dialog::Blocked(selected) => {
            blocked::draw(buffer, model, *selected);
            None
        }
        Dialog::Face(open) => face::draw(buffer, model, open),
        Dialog::Picture(look) => {
            face::draw_look(buffer, model, *look);
            None
        }
        Dialog::Share(open) => share::draw(buffer, open),
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
