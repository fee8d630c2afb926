//! The single rows: who this is, whom the chat is with, what must be seen, the lights.

use super::canvas::{BAD, BOLD, Canvas, DIM, GOOD, GRAVE, WARN};
use crate::{
    screen::{plain, words},
    tui::model::{
        list,
        state::{Focus, Model},
    },
};

/// Who this phone is.
pub fn head(canvas: &mut Canvas<'_>, model: &Model) {
    let who = match &model.shown().account {
        Some(account) => format!("Pillion · {}", account.handle),
        None => "Pillion".to_owned(),
    };
    canvas.write(1, 0, &who, BOLD);
}

/// Whom the open chat is with.
pub fn title(canvas: &mut Canvas<'_>, model: &Model) {
    let Some(chat) = model.open_chat() else { return };
    let behind = canvas.write(1, 0, &plain::name(&chat.title), BOLD);
    let contact = words::peer(model.shown(), chat);
    let mut about = contact.map_or_else(String::new, |contact| contact.handle.to_string());
    for (is_so, word) in [
        (contact.is_some_and(|contact| contact.verified), "verified"),
        (list::is_muted(chat, model.now), "muted"),
        (chat.archived, "archived"),
    ] {
        if is_so {
            about.push_str(" · ");
            about.push_str(word);
        }
    }
    canvas.write(behind.saturating_add(1), 0, &about, DIM);
}

/// What must be seen.
pub fn banner(canvas: &mut Canvas<'_>, model: &Model) {
    let Some((_, grave)) = model.banner() else { return };
    let style = if grave { GRAVE } else { WARN };
    for (row, line) in model.banner_lines().iter().enumerate() {
        if grave {
            canvas.style_row(row, style);
        }
        canvas.write(1, row, line, style);
    }
}

/// The lights: relay, what waits, browsers. Then what the keys do here.
pub fn status(canvas: &mut Canvas<'_>, model: &Model) {
    let shown = model.shown();
    let mut column = 1;
    match &shown.connection {
        Some(connection) => {
            let since = model.calendar.since(connection.since, model.now);
            let (sign, word, style) = if connection.online {
                ("●", "online", GOOD)
            } else {
                ("○", "offline", BAD)
            };
            column = canvas.write(column, 0, &format!("{sign} {word} since {since}"), style);
            if connection.waiting > 0 {
                column = canvas.write(column, 0, &format!(" · {} waiting", connection.waiting), WARN);
            }
        }
        None => column = canvas.write(column, 0, "○ starting", DIM),
    }
    let here = shown.links.values().filter(|link| link.online).count();
    let browsers = match (shown.links.len(), here) {
        (0, _) => " · no browser linked".to_owned(),
        (all, here) => format!(" · {} of {} online", here, words::count(all, "browser")),
    };
    column = canvas.write(column, 0, &browsers, DIM);
    let keys = match (model.focus, model.gate()) {
        (Focus::Chats, _) if model.archive => ["Enter open · Esc all chats · ? help", "Esc all chats"],
        (Focus::Chats, _) => ["Enter open · / search · n contact · ? help", "? help"],
        (Focus::Thread, _) => ["r reply · + react · e f s x · ? help", "? help"],
        (Focus::Composer, Some(_)) => ["Esc chats", "Esc chats"],
        (Focus::Composer, None) => ["Enter send · Alt+Enter line · Esc chats", "Esc chats"],
    };
    let room = canvas.width().saturating_sub(column).saturating_sub(3);
    if let Some(keys) = keys.iter().find(|keys| crate::screen::wrap::width(keys) <= room) {
        canvas.write_right(0, &format!("{keys} "), DIM);
    }
}
