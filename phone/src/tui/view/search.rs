//! The search and what it has found.

use pillion_protocol::content::hit::Hit;
use ratatui::{buffer::Buffer, style::Style};

use super::{
    canvas::{BAD, BOLD, DIM, MARKED, NORMAL},
    window::{Line, ROOM, line, window},
};
use crate::{
    screen::{plain, words, wrap},
    tui::model::{
        search::{Found, Search},
        state::Model,
    },
};

/// Results that are shown at a time: two rows each fit the smallest terminal.
const RESULTS: usize = 5;

/// Draws the search; returns where the cursor stands.
pub fn draw(buffer: &mut Buffer, model: &Model, search: &Search) -> Option<(u16, u16)> {
    let results = search.results(model.shown());
    let selected = search.selected.min(results.len().saturating_sub(1));
    let first = selected.saturating_sub(selected % RESULTS);
    let mut lines = Vec::new();
    for (at, found) in results.iter().enumerate().skip(first).take(RESULTS) {
        let style = if at == selected { MARKED } else { NORMAL };
        lines.extend(result(model, found, style));
    }
    let below = results.len().saturating_sub(first).saturating_sub(RESULTS);
    match (below, search.more) {
        (0, None) => {}
        (below, None) => lines.push(line(format!("↓ {below} more"), DIM)),
        (_, Some(_)) => lines.push(line("↓ more", DIM)),
    }
    lines.extend(remark(search, results.is_empty()));
    let title = match search.only.and_then(|chat| model.shown().chats.get(&chat)) {
        Some(chat) => format!("Search in {}", plain::cut(&plain::name(&chat.title), 30)),
        None => "Search".to_owned(),
    };
    let title = if search.starred {
        format!("{title} · ★ only")
    } else {
        title
    };
    let keys = match (search.only, model.open) {
        (Some(_), _) => "Enter go · Tab all chats · ^S ★ only · Esc",
        (None, Some(_)) => "Enter go · Tab this chat · ^S ★ only · Esc",
        (None, None) => "Enter go · ^S ★ only · Esc",
    };
    window(buffer, &title, &lines, Some(&search.input), keys)
}

/// What is said where there are no results.
fn remark(search: &Search, empty: bool) -> Option<Line> {
    if let Some(problem) = &search.problem {
        return Some(line(problem, BAD));
    }
    if search.query().is_blank() {
        return Some(line("Words, or the beginnings of words.", DIM));
    }
    match (empty, search.asked.is_some()) {
        (false, _) => None,
        (true, true) => Some(line("Searching…", DIM)),
        (true, false) => Some(line("Nothing holds all of these words.", DIM)),
    }
}

fn result(model: &Model, found: &Found<'_>, style: Style) -> Vec<Line> {
    match found {
        Found::Chat(chat) => {
            let chat = model.shown().chats.get(chat);
            let contact = chat.and_then(|chat| words::peer(model.shown(), chat));
            let name = chat.map_or_else(String::new, |chat| plain::name(&chat.title));
            let handle = contact.map_or_else(String::new, |contact| format!("  {}", contact.handle));
            vec![Line::Row(vec![(plain::cut(&format!("{name}{handle}"), ROOM), style)])]
        }
        Found::Message(hit) => {
            let message = &hit.message;
            let chat = model.shown().chats.get(&message.chat);
            let chat = chat.map_or_else(String::new, |chat| plain::name(&chat.title));
            let who = words::you_or_named(model.shown(), message.from, message.name.as_deref());
            let at = model.calendar.since(message.at, model.now);
            let place = if who == chat { chat } else { format!("{who} · {chat}") };
            let head = format!("{} · {at}", plain::cut(&place, ROOM.saturating_sub(20)));
            vec![Line::Row(vec![(head, style)]), Line::Row(excerpt(hit))]
        }
    }
}

/// The part that was found, so cut that the first found word is in it.
fn excerpt(hit: &Hit) -> Vec<(String, Style)> {
    let mut pieces = vec![("  ".to_owned(), DIM)];
    let mut room = ROOM.saturating_sub(2);
    for (at, piece) in hit.excerpt.iter().enumerate() {
        let text = plain::line(piece);
        let (text, style) = match at {
            0 => (end_of(&text, room / 2), DIM),
            at if at % 2 == 1 => (plain::cut(&text, room), BOLD),
            _ => (plain::cut(&text, room), DIM),
        };
        room = room.saturating_sub(wrap::width(&text));
        pieces.push((text, style));
    }
    pieces
}

/// The end of a line that fits `width` columns; `…` before it when something is left out.
fn end_of(text: &str, width: usize) -> String {
    if wrap::width(text) <= width {
        return text.to_owned();
    }
    let mut kept = 0_usize;
    let mut start = text.len();
    for (at, c) in text.char_indices().rev() {
        kept = kept.saturating_add(wrap::width(c.encode_utf8(&mut [0; 4])));
        if kept >= width {
            break;
        }
        start = at;
    }
    format!("…{}", text.get(start..).unwrap_or_default())
}
