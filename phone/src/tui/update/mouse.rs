//! The mouse: a click goes where it points, the wheel scrolls. Dialogs are for keys alone.

use super::{event::Effect, follow, picking};
use crate::tui::model::{
    area::Area,
    list::{self, Entry},
    state::{Focus, Model},
};

/// Rows that one turn of the wheel scrolls.
const ROWS: usize = 3;

/// A press at a column and a row.
pub fn click(model: &mut Model, column: u16, row: u16, effects: &mut Vec<Effect>) {
    let Some(panes) = model.panes().filter(|_| model.dialog.is_none()) else {
        return;
    };
    if let Some(row) = within(panes.chats, column, row) {
        let entries = model.entries();
        let first = list::first_shown(&entries, model.selected, usize::from(panes.chats.height));
        let Some(entry) = entries.get(first.saturating_add(row / list::ROWS)).copied() else {
            return;
        };
        model.selected = Some(entry);
        match entry {
            Entry::Chat(chat) => follow::open(model, chat, effects),
            Entry::Archived => model.focus = Focus::Chats,
        }
    } else if let Some(row) = within(panes.thread, column, row).filter(|_| model.open.is_some()) {
        model.focus = Focus::Thread;
        picking::pick_row(model, row);
    } else if within(panes.composer, column, row).is_some() && model.open.is_some() {
        model.focus = Focus::Composer;
    }
}

/// A turn of the wheel at a column and a row.
pub fn wheel(model: &mut Model, column: u16, row: u16, up: bool) {
    let Some(panes) = model.panes().filter(|_| model.dialog.is_none()) else {
        return;
    };
    let turned = |at: usize, by| match up {
        true => at.saturating_sub(by),
        false => at.saturating_add(by),
    };
    if within(panes.chats, column, row).is_some() {
        let entries = model.entries();
        let at = entries.iter().position(|entry| Some(*entry) == model.selected);
        let to = turned(at.unwrap_or_default(), 1).min(entries.len().saturating_sub(1));
        model.selected = entries.get(to).copied();
    } else if model.open.is_some() {
        // The thread counts from its end.
        model.scroll = match up {
            true => model.scroll.saturating_add(ROWS),
            false => model.scroll.saturating_sub(ROWS),
        };
        if model.focus == Focus::Thread {
            let top = model.rows().len().saturating_sub(model.thread_height());
            model.scroll = model.scroll.min(top);
            picking::keep_in_view(model);
        }
    }
}

/// The row within an area, if the place is there.
fn within(area: Area, column: u16, row: u16) -> Option<usize> {
    let below = row.checked_sub(area.y).filter(|row| *row < area.height)?;
    let beside = column.checked_sub(area.x).filter(|column| *column < area.width);
    beside.map(|_| usize::from(below))
}
