//! The block list.

use ratatui::buffer::Buffer;

use super::{
    canvas::{DIM, MARKED, NORMAL},
    window::{Line, ROOM, line, window},
};
use crate::{
    screen::plain,
    tui::model::{blocked::blocked, state::Model},
};

/// People that are shown at a time: they fit the smallest terminal.
const PEOPLE: usize = 9;

/// Draws the list.
pub fn draw(buffer: &mut Buffer, model: &Model, selected: usize) {
    let listed = blocked(model.shown());
    let selected = selected.min(listed.len().saturating_sub(1));
    let first = selected.saturating_sub(selected % PEOPLE);
    let mut lines = Vec::new();
    for (at, contact) in listed.iter().enumerate().skip(first).take(PEOPLE) {
        let style = if at == selected { MARKED } else { NORMAL };
        let text = format!("{}  {}", plain::name(&contact.name), contact.handle);
        lines.push(Line::Row(vec![(plain::cut(&text, ROOM), style)]));
    }
    let below = listed.len().saturating_sub(first).saturating_sub(PEOPLE);
    lines.extend((below > 0).then(|| line(format!("↓ {below} more"), DIM)));
    let keys = match listed.is_empty() {
        true => {
            lines.push(line(
                "Nobody is blocked. In the chats b blocks whom a chat is with.",
                DIM,
            ));
            "Esc back"
        }
        false => "u unblock · Esc back",
    };
    window(buffer, "Block list", &lines, None, keys);
}
