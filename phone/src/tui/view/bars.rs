//! The single rows: who this is, whom the chat is with, what must be seen, the lights.

use pillion_protocol::content::chat::Chat;

use super::canvas::{BAD, BOLD, Canvas, DIM, GOOD, GRAVE, WARN};
use crate::{
    screen::{plain, timer, words, wrap},
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

/// Whom the open chat is with; at the right who is there, or types.
pub fn title(canvas: &mut Canvas<'_>, model: &Model) {
    let Some(chat) = model.open_chat() else { return };
    let live = &model.shown().live;
    let here = || live.presence(chat, &model.calendar, model.now);
    let asking = || words::asking(chat);
    let now = live.typing(chat).or_else(here).or_else(asking).unwrap_or_default();
    let now = plain::cut(&now, canvas.width() / 2);
    let room = canvas.width().saturating_sub(wrap::width(&now)).saturating_sub(3);
    let title = plain::cut(&plain::name(&chat.title), room);
    let behind = canvas.write(1, 0, &title, BOLD).saturating_add(1);
    let about = plain::cut(&about(model, chat), room.saturating_sub(behind));
    canvas.write(behind, 0, &about, DIM);
    canvas.write_right(0, &format!("{now} "), GOOD);
}

/// What there is to know of a chat: the handle or the members, and what was done to it.
fn about(model: &Model, chat: &Chat) -> String {
    let contact = words::peer(model.shown(), chat);
    let members = chat.group.as_ref().map(|group| match group.left {
        true => "left".to_owned(),
        false => words::count(usize::try_from(group.members).unwrap_or(usize::MAX), "member"),
    });
    let handle = contact.map(|contact| contact.handle.to_string());
    let mut about: Vec<String> = handle.or(members).into_iter().collect();
    about.extend(chat.timer.map(|seconds| format!("⏱ {}", timer::words(seconds))));
    for (is_so, word) in [
        (contact.is_some_and(|contact| contact.verified), "verified"),
        (list::is_muted(chat, model.now), "muted"),
        (chat.archived, "archived"),
    ] {
        about.extend(is_so.then(|| word.to_owned()));
    }
    about.join(" · ")
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
    if let Some(keys) = keys.iter().find(|keys| wrap::width(keys) <= room) {
        canvas.write_right(0, &format!("{keys} "), DIM);
    }
}
