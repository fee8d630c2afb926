//! What there is to know of a message: who has it, who reacted, what it said before.

use pillion_protocol::content::{edit::Edit, group::Receipt, message::State, reaction::Reaction};
use ratatui::buffer::Buffer;

use super::{
    canvas::{BOLD, DIM, NORMAL},
    window::{Line, ROOM, line, window},
};
use crate::{
    screen::{plain, words},
    tui::model::state::Model,
};

/// Rows that are shown at a time: they fit the smallest terminal.
const ROWS: usize = 11;

/// What the phone has told so far: reactions, earlier words, readers.
type Known<'a> = (Option<&'a [Reaction]>, Option<&'a [Edit]>, Option<&'a [Receipt]>);

/// Draws what is known of a message, from a row on.
pub fn draw(buffer: &mut Buffer, model: &Model, (reactions, edits, readers): Known<'_>, top: usize) {
    let mut lines = Vec::new();
    if let Some(readers) = readers {
        lines.extend(read(model, readers));
    }
    match reactions {
        None => lines.push(line("…", DIM)),
        Some([]) => lines.push(line("Nobody has reacted.", DIM)),
        Some(reactions) => lines.extend(reactions.iter().rev().map(|reaction| {
            let who = words::you_or_named(model.shown(), reaction.from, reaction.name.as_deref());
            row(&format!("{} {who}", plain::line(reaction.emoji.as_str())))
        })),
    }
    if let Some(edits) = edits.filter(|edits| !edits.is_empty()) {
        lines.push(line("It said before:", BOLD));
        lines.extend(edits.iter().rev().map(|edit| {
            let at = model.calendar.since(edit.at, model.now);
            row(&format!("{at}  {}", plain::line(edit.text.as_str())))
        }));
    }
    let top = top.min(lines.len().saturating_sub(ROWS));
    let below = lines.len().saturating_sub(top).saturating_sub(ROWS);
    let keys = match lines.len() > ROWS {
        true => format!("↑↓ scroll, {below} below · any other key closes"),
        false => "any key closes".to_owned(),
    };
    let shown: Vec<Line> = lines.into_iter().skip(top).take(ROWS).collect();
    window(buffer, "About this message", &shown, None, &keys);
}

fn read(model: &Model, readers: &[Receipt]) -> Vec<Line> {
    let count = |state| readers.iter().filter(|reader| reader.state == state).count();
    let (read, delivered) = (count(State::Read), count(State::Delivered));
    let mut lines = match readers.len() {
        0 => vec![line("Nobody it was sent to is in this chat with you any more.", DIM)],
        // The line of the only one says it all.
        1 => Vec::new(),
        all => vec![line(
            format!("Read by {read} of {all}, delivered to {delivered} more:"),
            BOLD,
        )],
    };
    lines.extend(readers.iter().map(|reader| {
        let at = reader.at.map(|at| model.calendar.since(at, model.now));
        let sign = match reader.state {
            State::Read => "✓✓ read     ",
            State::Delivered => "✓✓ delivered",
            _ => "✓  sent     ",
        };
        row(&format!(
            "{sign}  {}  {}",
            plain::name(&reader.name),
            at.unwrap_or_default()
        ))
    }));
    lines
}

fn row(text: &str) -> Line {
    Line::Row(vec![(plain::cut(text.trim_end(), ROOM), NORMAL)])
}
