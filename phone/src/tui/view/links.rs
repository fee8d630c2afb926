//! The linked browsers.

use ratatui::buffer::Buffer;

use super::{
    canvas::{DIM, MARKED, NORMAL, WARN},
    window::{line, window},
};
use crate::{
    screen::{plain, words},
    tui::model::{
        links::{Links, Step},
        state::Model,
    },
};

/// Browsers that are shown at a time, three rows each: they fit the smallest terminal.
const SHOWN: usize = 4;

/// Draws the list; returns where the cursor stands, if here.
pub fn draw(buffer: &mut Buffer, model: &Model, open: &Links) -> Option<(u16, u16)> {
    const TITLE: &str = "Linked browsers";
    let links = model.shown().links_newest_first();
    let mut lines = Vec::new();
    let selected = open.selected;
    let first = selected.saturating_sub(selected % SHOWN);
    for (at, link) in links.iter().enumerate().skip(first).take(SHOWN) {
        let style = if at == selected { MARKED } else { NORMAL };
        let browser = format!("{} on {}", plain::name(&link.browser), plain::name(&link.os));
        let name = match &link.name {
            Some(name) => format!("{} · {browser}", plain::name(name)),
            None => browser,
        };
        lines.push(line(plain::cut(&name, 60), style));
        let used = if !link.active {
            "not confirmed by the browser".to_owned()
        } else if link.online {
            "online now".to_owned()
        } else {
            format!("last here {}", model.calendar.since(link.used_at, model.now))
        };
        let made = model.calendar.since(link.made_at, model.now);
        lines.push(line(plain::cut(&format!("  linked {made}, {used}"), 60), DIM));
        lines.push(line(plain::cut(&format!("  {}", plain::name(&link.origin)), 60), DIM));
    }
    if links.is_empty() {
        lines.push(line("No browser is linked. Press Esc, then l to link one.", NORMAL));
    }
    let more = links.len().saturating_sub(first).saturating_sub(SHOWN);
    if more > 0 {
        lines.push(line(format!("↓ {more} more"), DIM));
    }
    let keys = match &open.step {
        Step::Look => "j k choose · r rename · u unlink · U all · Esc close",
        Step::Unlink(gone) => {
            let name = model.shown().links.get(gone).map(words::link).unwrap_or_default();
            lines.push(line("", NORMAL));
            lines.push(line(format!("Unlink {name}? It is out at once."), WARN));
            "y unlink · any other key: no"
        }
        Step::All => {
            let all = words::count(links.len(), "browser");
            lines.push(line("", NORMAL));
            lines.push(line(format!("Unlink all: {all}? They are out at once."), WARN));
            "y unlink all · any other key: no"
        }
        Step::Name(_, name) => {
            let what = [line("A name of your own for this browser; empty: none.", NORMAL)];
            return window(buffer, TITLE, &what, Some(name), "Enter keep · Esc leave it");
        }
    };
    window(buffer, TITLE, &lines, None, keys)
}
