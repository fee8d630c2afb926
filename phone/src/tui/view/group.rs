//! The panel of a group, and the choice of people.

use pillion_protocol::content::group::Member;
use ratatui::{buffer::Buffer, style::Style};

use super::{
    canvas::{BAD, BOLD, DIM, GOOD, MARKED, NORMAL, WARN},
    window::{Line, ROOM, line, window},
};
use crate::{
    screen::{plain, timer, words, wrap},
    tui::model::{
        choose::{self, Aim, Choose},
        group::{Panel, Somebody, Step},
        state::Model,
    },
};

/// People that are shown at a time: they fit the smallest terminal.
const PEOPLE: usize = 8;

/// Draws the panel of a group; returns where the cursor stands, if here.
pub fn panel(buffer: &mut Buffer, model: &Model, panel: &Panel) -> Option<(u16, u16)> {
    let chat = model.shown().chats.get(&panel.chat);
    let title = chat.map_or_else(String::new, |chat| plain::cut(&plain::name(&chat.title), ROOM / 2));
    let count = panel.seen.as_ref().map_or(0, |group| group.members);
    let count = words::count(usize::try_from(count).unwrap_or(usize::MAX), "member");
    let heading = match chat.and_then(|chat| chat.timer) {
        Some(seconds) => format!("{title} · {count} · ⏱ {}", timer::words(seconds)),
        None => format!("{title} · {count}"),
    };
    let mut lines = people(model, panel);
    let admin = panel.seen.as_ref().is_some_and(|group| group.admin);
    let left = panel.seen.as_ref().is_some_and(|group| group.left);
    let hint = match panel.somebody() {
        _ if panel.busy => Some("Asking the relay…"),
        Some(Somebody::Asking(_)) if admin => Some("asks to join: y let in · n turn away · Enter write to"),
        Some(Somebody::Member(member)) if Panel::is_own(model.shown(), member) => None,
        Some(Somebody::Member(_)) if admin => Some("m admin or not · x remove · Enter write to"),
        Some(Somebody::Member(_)) => Some("Enter write to"),
        _ => None,
    };
    lines.push(line("", NORMAL));
    match &panel.problem {
        Some(problem) => lines.push(line(problem, BAD)),
        None => lines.extend(hint.map(|hint| line(hint, DIM))),
    }
    let keys = match (left, admin) {
        (true, _) => "Esc close",
        (_, true) => "a add · r rename · p picture · i invite · w timer · l leave",
        (_, false) => "p picture · l leave · Esc close",
    };
    match &panel.step {
        Step::People => window(buffer, &heading, &lines, None, keys),
        Step::Name(name) => {
            let lines = [line("The name of the group:", NORMAL)];
            window(buffer, &heading, &lines, Some(name), "Enter rename · Esc leave it")
        }
        Step::Sure(question, _) => {
            lines.push(line(question, WARN));
            window(buffer, &heading, &lines, None, "y yes · n no")
        }
    }
}

fn people(model: &Model, panel: &Panel) -> Vec<Line> {
    if !panel.told && panel.count() == 0 {
        return vec![line("…", DIM)];
    }
    let first = panel.selected.saturating_sub(panel.selected % PEOPLE);
    let mut lines = Vec::new();
    for (at, somebody) in panel.people().enumerate().skip(first).take(PEOPLE) {
        let style = if at == panel.selected { MARKED } else { NORMAL };
        let (member, mark, colour) = match somebody {
            Somebody::Asking(member) => (member, "asks", WARN),
            Somebody::Member(member) if member.admin => (member, "admin", GOOD),
            Somebody::Member(member) => (member, "", DIM),
        };
        let you = Panel::is_own(model.shown(), member);
        lines.push(row(&name(member, you), mark, style, colour));
    }
    let below = panel.count().saturating_sub(first).saturating_sub(PEOPLE);
    match (below, panel.more) {
        (0, None) => {}
        (below, None) => lines.push(line(format!("↓ {below} more"), DIM)),
        (_, Some(_)) => lines.push(line("↓ more", DIM)),
    }
    lines
}

/// `Bob  @bob`; of somebody who is no contact the handle is all there is.
fn name(member: &Member, you: bool) -> String {
    let handle = member.handle.to_string();
    let name = plain::name(&member.name);
    match (you, name == handle) {
        (true, _) => format!("You  {handle}"),
        (false, true) => handle,
        (false, false) => format!("{name}  {handle}"),
    }
}

fn row(text: &str, mark: &str, style: Style, colour: Style) -> Line {
    let room = ROOM.saturating_sub(wrap::width(mark)).saturating_sub(1);
    let text = plain::cut(text, room);
    let gap = " ".repeat(
        ROOM.saturating_sub(wrap::width(&text))
            .saturating_sub(wrap::width(mark)),
    );
    Line::Row(vec![(text, style), (gap, NORMAL), (mark.to_owned(), colour)])
}

/// Draws the choice of people; returns where the cursor stands, if here.
pub fn choose(buffer: &mut Buffer, model: &Model, choose: &Choose) -> Option<(u16, u16)> {
    let title = match &choose.aim {
        Aim::New => "New group".to_owned(),
        Aim::Add(chat, _) => {
            let chat = model.shown().chats.get(chat);
            let name = chat.map_or_else(String::new, |chat| plain::name(&chat.title));
            format!("Add to {}", plain::cut(&name, ROOM / 2))
        }
    };
    let problem = choose.problem.as_ref().map(|problem| line(problem, BAD));
    let marked = words::count(choose.marked.len(), "person").replace("persons", "people");
    match choose.step {
        choose::Step::People => {
            let mut lines = contacts(model, choose);
            lines.extend((!choose.marked.is_empty()).then(|| line(format!("{marked} chosen"), BOLD)));
            lines.extend(problem);
            let keys = match &choose.aim {
                Aim::New => "↑↓ · Space mark · Enter go on · Esc",
                Aim::Add(..) => "↑↓ · Space mark · Enter add · Esc",
            };
            window(buffer, &title, &lines, Some(&choose.input), keys)
        }
        choose::Step::Name => {
            let mut lines = vec![line(
                format!("The name of the group, with you and {marked} in it:"),
                NORMAL,
            )];
            lines.extend(problem);
            window(buffer, &title, &lines, Some(&choose.name), "Enter make it · Esc back")
        }
        choose::Step::Asking => {
            window(
                buffer,
                &title,
                &[line("Inviting everybody…", NORMAL)],
                None,
                "Esc close",
            );
            None
        }
    }
}

fn contacts(model: &Model, choose: &Choose) -> Vec<Line> {
    let offered = choose.offered(model.shown());
    if offered.is_empty() {
        let why = match choose.input.is_blank() {
            true => "There is nobody to choose. Press Esc, then n to add a contact.",
            false => "No contact has this name.",
        };
        return vec![line(why, WARN)];
    }
    let selected = choose.selected.min(offered.len().saturating_sub(1));
    let first = selected.saturating_sub(selected % PEOPLE);
    let mut lines = Vec::new();
    for (at, contact) in offered.iter().enumerate().skip(first).take(PEOPLE) {
        let mark = if choose.marked.contains(&contact.account) {
            "[x]"
        } else {
            "[ ]"
        };
        let text = format!("{mark} {}  {}", plain::name(&contact.name), contact.handle);
        let style = if at == selected { MARKED } else { NORMAL };
        lines.push(Line::Row(vec![(plain::cut(&text, ROOM), style)]));
    }
    let below = offered.len().saturating_sub(first).saturating_sub(PEOPLE);
    lines.extend((below > 0).then(|| line(format!("↓ {below} more"), DIM)));
    lines
}
