//! The small dialogs: an emoji, a chat, a yes, the help.

use pillion_protocol::content::{id::ChatId, reaction::Emoji};
use ratatui::{buffer::Buffer, style::Style};

use super::{
    about,
    canvas::{BOLD, DIM, MARKED, NORMAL, WARN},
    window::{Line, ROOM, line, window},
};
use crate::{
    screen::{emoji, plain, timer, wrap},
    tui::model::{
        composer::Composer,
        dialog::{self, Dialog},
        help::{self, COLUMN},
        search,
        state::Model,
    },
};

/// Choices that are shown at a time.
const CHOICES: usize = 8;

/// Draws one of these dialogs; returns where the cursor stands, if here.
pub fn draw(buffer: &mut Buffer, model: &Model, dialog: &Dialog) -> Option<(u16, u16)> {
    match dialog {
        Dialog::React {
            mine, input, selected, ..
        } => return react(buffer, mine.as_ref(), input, *selected),
        Dialog::Forward { input, selected, .. } => return forward(buffer, model, input, *selected),
        Dialog::Delete { for_all, .. } => {
            let keys = if *for_all {
                "h here · a for all · Esc keep it"
            } else {
                "h here · Esc keep it"
            };
            let here = "Here: on this phone and its browsers.";
            let all = "For all: the other phones are told to delete it too.";
            let mut lines = vec![line("Delete this message?", NORMAL), line(here, DIM)];
            lines.extend(for_all.then(|| line(all, DIM)));
            window(buffer, "Delete", &lines, None, keys);
        }
        Dialog::Mute(chat) => {
            let lines = [
                line(format!("Mute {} for how long?", title(model, *chat)), NORMAL),
                line("1 an hour · 8 eight hours · w a week · f for good", BOLD),
            ];
            window(buffer, "Mute", &lines, None, "Esc close");
        }
        Dialog::Timer(chat) => {
            let now = model.shown().chats.get(chat).and_then(|chat| chat.timer);
            let now = match now {
                Some(seconds) => format!("They go away after {} now.", timer::words(seconds)),
                None => "They stay now.".to_owned(),
            };
            let lines = [
                line(
                    format!("When do new messages with {} go away?", title(model, *chat)),
                    NORMAL,
                ),
                line(now, DIM),
                line("h an hour · 8 eight hours · d a day · w a week", BOLD),
                line("m 30 days · o off: they stay", BOLD),
            ];
            window(buffer, "Messages that go away", &lines, None, "Esc close");
        }
        Dialog::Confirm { question, .. } => {
            window(buffer, "Please confirm", &[line(question, WARN)], None, "y yes · n no");
        }
        Dialog::About {
            reactions,
            edits,
            readers,
            top,
            ..
        } => about::draw(
            buffer,
            model,
            (reactions.as_deref(), edits.as_deref(), readers.as_deref()),
            *top,
        ),
        _ => {}
    }
    None
}

fn title(model: &Model, chat: ChatId) -> String {
    let chat = model.shown().chats.get(&chat);
    chat.map_or_else(String::new, |chat| plain::name(&chat.title))
}

fn react(buffer: &mut Buffer, mine: Option<&Emoji>, input: &Composer, selected: usize) -> Option<(u16, u16)> {
    let offered = dialog::offered(mine, input);
    let name = |offer: &Option<Emoji>| match offer {
        None => format!("take {} away", mine.map_or("", Emoji::as_str)),
        Some(emoji) => {
            let emoji = emoji.as_str();
            let name = emoji::name(emoji).map_or_else(String::new, |name| format!("  :{name}:"));
            format!("{}{name}", plain::line(emoji))
        }
    };
    let mut lines = listed(&offered, selected, name);
    if offered.is_empty() {
        lines.push(line("No emoji has this name. Paste one, or try another word.", WARN));
    }
    window(
        buffer,
        "React: type a name, or choose",
        &lines,
        Some(input),
        "Enter react · Esc close",
    )
}

fn forward(buffer: &mut Buffer, model: &Model, input: &Composer, selected: usize) -> Option<(u16, u16)> {
    let offered = search::named(model.shown(), input.text());
    let mut lines = listed(&offered, selected, |chat| title(model, *chat));
    if offered.is_empty() {
        lines.push(line("No chat has this name.", WARN));
    }
    window(buffer, "Forward to", &lines, Some(input), "Enter forward · Esc close")
}

/// The choices around the chosen one.
fn listed<T>(offered: &[T], selected: usize, name: impl Fn(&T) -> String) -> Vec<Line> {
    let selected = selected.min(offered.len().saturating_sub(1));
    let first = selected.saturating_sub(selected % CHOICES);
    let shown = offered.iter().enumerate().skip(first).take(CHOICES);
    let style = |at| if at == selected { MARKED } else { NORMAL };
    let mut lines: Vec<_> = shown
        .map(|(at, offer)| row(plain::cut(&name(offer), ROOM), style(at)))
        .collect();
    let more = offered.len().saturating_sub(first).saturating_sub(CHOICES);
    if more > 0 {
        lines.push(row(format!("↓ {more} more"), DIM));
    }
    lines
}

fn row(text: String, style: Style) -> Line {
    Line::Row(vec![(text, style)])
}

/// Draws a page of the help.
pub fn help(buffer: &mut Buffer, size: (u16, u16), page: usize) {
    let pages = help::pages(size);
    let Some(columns) = pages.get(page) else { return };
    let height = columns.iter().map(|column| column.len()).max().unwrap_or_default();
    let mut lines = Vec::new();
    for at in 0..height {
        let entries = columns.iter().filter_map(|column| column.get(at));
        let pieces = entries.map(|(key, what)| match *key {
            "" => (padded(what, COLUMN), BOLD),
            key => (padded(&format!("{}{what}", padded(key, 13)), COLUMN), NORMAL),
        });
        lines.push(Line::Row(pieces.collect()));
    }
    let last = page.saturating_add(1) == pages.len();
    let keys = if last {
        "any key closes"
    } else {
        "Esc close · any other key: more"
    };
    window(buffer, "Keys and signs", &lines, None, keys);
}

fn padded(text: &str, columns: usize) -> String {
    let missing = columns.saturating_sub(wrap::width(text));
    format!("{text}{}", " ".repeat(missing))
}
