//! The list of chats: two rows each.

use pillion_protocol::content::chat::Chat;

use super::canvas::{BOLD, Canvas, DIM, GOOD, MARKED, NORMAL};
use crate::{
    screen::{plain, words, wrap},
    tui::model::state::{Focus, Model},
};

/// Rows of one chat.
const ROWS: usize = 2;

/// Draws the part of the list that holds the mark.
pub fn draw(canvas: &mut Canvas<'_>, model: &Model) {
    let chats = model.shown().chats_newest_first();
    if chats.is_empty() {
        let hint = if model.first_sync_done {
            ["No chats yet.", "n adds a contact", "by handle."]
        } else {
            ["…", "", ""]
        };
        for (row, line) in hint.iter().enumerate() {
            canvas.write(1, row.saturating_add(1), line, DIM);
        }
        return;
    }
    let fitting = (canvas.height() / ROWS).max(1);
    let at = chats
        .iter()
        .position(|chat| Some(chat.id) == model.selected)
        .unwrap_or_default();
    let first = at.saturating_sub(at % fitting);
    for (row, chat) in chats.iter().skip(first).take(fitting).enumerate() {
        draw_chat(canvas, model, chat, row.saturating_mul(ROWS));
    }
}

fn draw_chat(canvas: &mut Canvas<'_>, model: &Model, chat: &Chat, row: usize) {
    let below = row.saturating_add(1);
    let width = canvas.width();
    let time = chat
        .last
        .as_ref()
        .map(|last| model.calendar.short(last.at, model.now))
        .unwrap_or_default();
    let unread = match chat.unread {
        0 => String::new(),
        1..=999 => format!(" {} ", chat.unread),
        _ => " 999+ ".to_owned(),
    };
    // The bar at the left stands at the chat that is open.
    let bar = if model.open == Some(chat.id) { "▌" } else { " " };
    let title_room = width.saturating_sub(wrap::width(&time)).saturating_sub(3);
    let style = if chat.unread > 0 { BOLD } else { NORMAL };
    canvas.write(0, row, bar, GOOD);
    canvas.write(1, row, &plain::cut(&plain::name(&chat.title), title_room), style);
    canvas.write_right(row, &format!("{time} "), DIM);
    canvas.write(0, below, bar, GOOD);
    let preview_room = width.saturating_sub(wrap::width(&unread)).saturating_sub(3);
    canvas.write(1, below, &plain::cut(&preview(model, chat), preview_room), DIM);
    let marked = model.selected == Some(chat.id) && model.focus == Focus::Chats;
    if marked {
        canvas.style_row(row, MARKED);
        canvas.style_row(below, MARKED);
    }
    if !unread.is_empty() {
        let column = width.saturating_sub(wrap::width(&unread)).saturating_sub(1);
        canvas.write(column, below, &unread, if marked { BOLD } else { MARKED });
    }
}

fn preview(model: &Model, chat: &Chat) -> String {
    if model.drafts.get(&chat.id).is_some_and(|draft| !draft.is_blank()) && model.open != Some(chat.id) {
        return "unsent text".to_owned();
    }
    match &chat.last {
        Some(last) if last.from.is_none() => format!("{} {}", words::sign(last.state), plain::line(&last.text)),
        Some(last) => plain::line(&last.text),
        None => "no messages yet".to_owned(),
    }
}
