//! Which message of the open chat the keys mean, and what of the thread is in view.

use std::ops::Range;

use pillion_protocol::content::{
    id::{ChatId, Place},
    problem::Problem,
};

use super::{event::Effect, follow};
use crate::tui::model::{
    key::Code,
    rows::{self, Content, Row},
    state::{Focus, Model},
};

/// Takes a key in the messages that moves.
pub fn key(model: &mut Model, code: Code, effects: &mut Vec<Effect>) -> bool {
    match code {
        Code::Up | Code::Char('k') => up(model),
        Code::Down | Code::Char('j') => down(model),
        Code::Home | Code::Char('g') => {
            // As far as it is loaded; older messages follow.
            model.scroll = model.rows().len();
            model.picked = model
                .open_thread()
                .and_then(|thread| Some(thread.messages().next()?.place));
        }
        Code::End | Code::Char('G') => newest(model, effects),
        _ => return false,
    }
    true
}

/// To the newest message.
pub fn newest(model: &mut Model, effects: &mut Vec<Effect>) {
    model.scroll = 0;
    model.wanted = None;
    if let Some(chat) = model.open
        && let Some(thread) = model.threads.get_mut(&chat)
    {
        if thread.has_later() {
            let from = thread.ask_newest();
            follow::ask_history(chat, from, effects);
        }
        model.picked = model.open_thread().and_then(|thread| thread.newest());
    }
}

/// Makes sure that the keys mean a message that is in view.
pub fn keep_in_view(model: &mut Model) {
    let rows = model.rows();
    let view = view(model, &rows);
    let picked = model.picked.and_then(|place| rows::of_message(&rows, place));
    if picked
        .as_ref()
        .is_some_and(|of| of.start < view.end && view.start < of.end)
    {
        return;
    }
    let above = picked.is_some_and(|of| of.start < view.start);
    let mut places = rows.get(view).unwrap_or_default().iter().filter_map(|row| row.of);
    model.picked = if above { places.next() } else { places.next_back() };
}

/// Makes the keys mean the message in a row of the view.
pub fn pick_row(model: &mut Model, row: usize) {
    let rows = model.rows();
    let view = view(model, &rows);
    let shown = rows.get(view).unwrap_or_default();
    let free = model.thread_height().saturating_sub(shown.len());
    let at = row
        .checked_sub(free)
        .and_then(|at| shown.get(at))
        .and_then(|row| row.of);
    model.picked = at.or(model.picked);
    keep_in_view(model);
}

/// Brings a message into the middle of the view.
pub fn reveal(model: &mut Model, place: Place) {
    let rows = model.rows();
    if let Some(of) = rows::of_message(&rows, place) {
        let free = model.thread_height().saturating_sub(of.len());
        set_top(model, &rows, of.start.saturating_sub(free / 2));
    }
}

/// Goes to a message, in whichever chat it stands.
pub fn jump(model: &mut Model, chat: ChatId, place: Place, effects: &mut Vec<Effect>) {
    if !model.shown().chats.contains_key(&chat) {
        follow::notice(model, Problem::NoSuchChat.to_string());
        return;
    }
    follow::enter(model, chat, effects);
    model.focus = Focus::Thread;
    model.picked = Some(place);
    let thread = model.threads.entry(chat).or_default();
    if thread.at(place).is_some() {
        reveal(model, place);
    } else {
        let from = thread.ask_around(place);
        model.scroll = 0;
        model.wanted = Some(place);
        follow::ask_history(chat, from, effects);
    }
}

/// A stretch has come: if it holds what one wants to see, that is brought into view.
pub fn arrived(model: &mut Model, last: bool, effects: &mut Vec<Effect>) {
    if std::mem::take(&mut model.wanted_new) {
        reveal_new(model);
    }
    let Some(place) = model.wanted else { return };
    if last {
        model.wanted = None;
    }
    if model.open_thread().is_some_and(|thread| thread.at(place).is_some()) {
        model.picked = Some(place);
        reveal(model, place);
        return;
    }
    follow::notice(model, Problem::NoSuchMessage.to_string());
    model.wanted = None;
    model.picked = model.open_thread().and_then(|thread| thread.newest());
    if let (None, Some(chat)) = (model.picked, model.open)
        && let Some(thread) = model.threads.get_mut(&chat).filter(|thread| thread.has_later())
    {
        // Nothing stands before the place: there is no stretch to go on from.
        let from = thread.ask_newest();
        follow::ask_history(chat, from, effects);
    }
}

/// Goes to the first message that was new when the chat was opened.
pub fn first_new(model: &mut Model, effects: &mut Vec<Effect>) {
    let (Some(chat), Some(read)) = (model.open, model.read_before) else {
        follow::notice(model, "Nothing in this chat was new when you opened it.".to_owned());
        return;
    };
    let Some(thread) = model.threads.get_mut(&chat) else {
        return;
    };
    let oldest = thread.messages().next().map(|message| message.place);
    if thread.is_loaded() && (!thread.has_earlier() || oldest.is_some_and(|oldest| oldest <= read)) {
        reveal_new(model);
    } else {
        let from = thread.ask_after(read);
        model.scroll = 0;
        model.wanted = None;
        model.wanted_new = true;
        follow::ask_history(chat, from, effects);
    }
}

/// Brings the line before the first new message to the top of the view.
fn reveal_new(model: &mut Model) {
    let rows = model.rows();
    if let Some(line) = rows.iter().position(|row| row.content == Content::New) {
        model.picked = rows.get(line..).unwrap_or_default().iter().find_map(|row| row.of);
        set_top(model, &rows, line.saturating_sub(1));
    }
}

/// Does something to the thread, and keeps in view what one reads: the bottom of the view stays at its message.
pub fn holding(model: &mut Model, change: impl FnOnce(&mut Model)) {
    let later = model.open_thread().is_some_and(|thread| thread.has_later());
    if model.scroll == 0 && !later {
        change(model);
        return;
    }
    let rows = model.rows();
    let shown = rows.get(..rows.len().saturating_sub(model.scroll)).unwrap_or_default();
    let anchor = shown.iter().rev().find_map(|row| row.of);
    let below = |rows: &[Row]| Some(rows.len().saturating_sub(rows::of_message(rows, anchor?)?.end));
    let before = below(&rows);
    change(model);
    if let (Some(before), Some(after)) = (before, below(&model.rows())) {
        model.scroll = model.scroll.saturating_add(after).saturating_sub(before);
    }
}

fn up(model: &mut Model) {
    let rows = model.rows();
    let view = view(model, &rows);
    let Some(of) = model.picked.and_then(|place| rows::of_message(&rows, place)) else {
        keep_in_view(model);
        return;
    };
    let before = rows
        .get(..of.start)
        .unwrap_or_default()
        .iter()
        .rev()
        .find_map(|row| row.of);
    match before.and_then(|place| Some((place, rows::of_message(&rows, place)?))) {
        Some((place, before)) if of.start >= view.start => {
            model.picked = Some(place);
            if before.start < view.start {
                let height = model.thread_height();
                // Of a message that is higher than the pane, first its end.
                set_top(model, &rows, before.start.max(before.end.saturating_sub(height)));
            }
        }
        // The rest of this one first; above the first one stand its day, and then older messages.
        _ => model.scroll = model.scroll.saturating_add(1),
    }
}

fn down(model: &mut Model) {
    let rows = model.rows();
    let view = view(model, &rows);
    let Some(of) = model.picked.and_then(|place| rows::of_message(&rows, place)) else {
        keep_in_view(model);
        return;
    };
    let behind = rows.get(of.end..).unwrap_or_default().iter().find_map(|row| row.of);
    match behind.and_then(|place| Some((place, rows::of_message(&rows, place)?))) {
        Some((place, behind)) if of.end <= view.end => {
            model.picked = Some(place);
            if behind.end > view.end {
                let height = model.thread_height();
                set_top(model, &rows, behind.start.min(behind.end.saturating_sub(height)));
            }
        }
        _ => model.scroll = model.scroll.saturating_sub(1),
    }
}

/// The rows that are in view.
fn view(model: &Model, rows: &[Row]) -> Range<usize> {
    let end = rows.len().saturating_sub(model.scroll);
    end.saturating_sub(model.thread_height())..end
}

fn set_top(model: &mut Model, rows: &[Row], top: usize) {
    let bottom = top.saturating_add(model.thread_height());
    model.scroll = rows.len().saturating_sub(bottom);
}
