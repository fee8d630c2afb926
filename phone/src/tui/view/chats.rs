//! The list of chats: two rows each.

use pillion_protocol::content::chat::Chat;

use super::canvas::{BOLD, Canvas, DIM, GOOD, MARKED, NORMAL};
use crate::{
    screen::{plain, words, wrap},
    tui::model::{
        list::{self, Entry, ROWS},
        state::{Focus, Model},
    },
};

/// Draws the part of the list that holds the mark.
pub fn draw(canvas: &mut Canvas<'_>, model: &Model) {
    let entries = model.entries();
    if entries.is_empty() {
        let hint = match (model.first_sync_done, model.archive) {
            (true, true) => ["Nothing is archived.", "Esc all chats", ""],
            (true, false) => ["No chats yet.", "n adds a contact", "by handle."],
            (false, _) => ["…", "", ""],
        };
        for (row, line) in hint.iter().enumerate() {
            canvas.write(1, row.saturating_add(1), line, DIM);
        }
        return;
    }
    let fitting = (canvas.height() / ROWS).max(1);
    let first = list::first_shown(&entries, model.selected, canvas.height());
    for (row, entry) in entries.iter().skip(first).take(fitting).enumerate() {
        let row = row.saturating_mul(ROWS);
        match entry {
            Entry::Chat(chat) => {
                if let Some(chat) = model.shown().chats.get(chat) {
                    draw_chat(canvas, model, chat, row);
                }
            }
            Entry::Archived => draw_archived(canvas, model, row),
        }
        if model.selected == Some(*entry) && model.focus == Focus::Chats {
            canvas.style_row(row, MARKED);
            canvas.style_row(row.saturating_add(1), MARKED);
        }
    }
}

fn draw_archived(canvas: &mut Canvas<'_>, model: &Model, row: usize) {
    let (all, new) = list::archived(model.shown());
    canvas.write(1, row, &format!("Archived ({all})"), NORMAL);
    if new > 0 {
        canvas.write(1, row.saturating_add(1), &format!("{new} with something new"), DIM);
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
    let right = format!("{}{time} ", signs(model, chat));
    let named = if chat.mentioned { "@ " } else { "" };
    let unread = match chat.unread {
        0 if chat.marked_unread => " ● ".to_owned(),
        0 => String::new(),
        1..=999 => format!(" {named}{} ", chat.unread),
        _ => format!(" {named}999+ "),
    };
    // The bar at the left stands at the chat that is open.
    let bar = if model.open == Some(chat.id) { "▌" } else { " " };
    let title_room = width.saturating_sub(wrap::width(&right)).saturating_sub(2);
    let style = if unread.is_empty() { NORMAL } else { BOLD };
    canvas.write(0, row, bar, GOOD);
    canvas.write(1, row, &plain::cut(&plain::name(&chat.title), title_room), style);
    canvas.write_right(row, &right, DIM);
    canvas.write(0, below, bar, GOOD);
    let preview_room = width.saturating_sub(wrap::width(&unread)).saturating_sub(3);
    canvas.write(1, below, &plain::cut(&preview(model, chat), preview_room), DIM);
    if !unread.is_empty() {
        let marked = model.selected == Some(Entry::Chat(chat.id)) && model.focus == Focus::Chats;
        let column = width.saturating_sub(wrap::width(&unread)).saturating_sub(1);
        canvas.write(column, below, &unread, if marked { BOLD } else { MARKED });
    }
}

/// What was done to a chat; the help says what each sign means.
fn signs(model: &Model, chat: &Chat) -> String {
    let blocked = words::peer(model.shown(), chat).is_some_and(|contact| contact.blocked);
    let signs = [
        (chat.pinned, "▲ "),
        (list::is_muted(chat, model.now), "⊘ "),
        (blocked, "✗ "),
        (chat.request, "? "),
    ];
    signs
        .iter()
        .filter(|(is_so, _)| *is_so)
        .map(|(_, sign)| *sign)
        .collect()
}

fn preview(model: &Model, chat: &Chat) -> String {
    let own = model.drafts.get(&chat.id).map(|draft| draft.text());
    let draft = own.unwrap_or(&chat.draft);
    if !draft.trim().is_empty() && model.open != Some(chat.id) {
        return format!("Draft: {}", plain::line(draft));
    }
    if let Some(typing) = model.shown().live.typing(chat) {
        return typing;
    }
    if let Some(asking) = words::asking(chat) {
        return asking;
    }
    match &chat.last {
        Some(last) => {
            let text = words::last(model.shown(), last);
            match last.from {
                None if !last.deleted && last.event.is_none() => format!("{} {text}", words::sign(last.state)),
                _ => text,
            }
        }
        None if chat.request => "wants to write to you".to_owned(),
        None => "no messages yet".to_owned(),
    }
}
