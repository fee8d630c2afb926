//! One message as rows of the screen: what it answers, its words, its time and state, what people put under it.

use pillion_protocol::content::{
    body::Body,
    message::{Message, State},
    picture::PictureId,
    quote::Quote,
    reaction::Tally,
};

use super::{
    gallery::{self, Room, Sight},
    rows::Setting,
};
use crate::screen::{
    calendar::Calendar,
    event,
    follow::Shown,
    markup::{Marked, Piece},
    plain, words, wrap,
};

/// One row of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Columns left of it.
    pub indent: usize,
    /// What it is.
    pub part: Part,
}

/// What a row of a message is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Who wrote it, in a group.
    Name(String),
    /// What happened: a sentence that nobody has written.
    Event(String),
    /// What stands above the words: where they come from, and what they answer.
    Head(String),
    /// A row of a small picture.
    Picture {
        /// The picture.
        picture: PictureId,
        /// Which of its rows.
        row: usize,
        /// The columns and rows that it takes.
        room: Room,
    },
    /// A part of the words.
    Words {
        /// The words, each as it is shown.
        pieces: Vec<Piece>,
        /// Behind the last words: time and state.
        meta: String,
        /// Whether this account wrote it.
        mine: bool,
        /// Whether the meta tells of a failure.
        failed: bool,
        /// Whether these are words in place of the message's own.
        stand_in: bool,
    },
    /// What people have put under it.
    Under(String),
    /// Why it failed, and what to do.
    Failure(String),
}

/// Both sides leave a fifth of the width free, so that one sees at a glance whose words these are.
const fn bubble(width: usize) -> usize {
    let bubble = width.saturating_sub(width / 5);
    if bubble < 12 { 12 } else { bubble }
}

/// The rows of a message, top to bottom; in a group with the name above, if it is the first of this
/// writer.
#[must_use]
pub fn lines(setting: Setting<'_>, message: &Message, first: bool) -> Vec<Line> {
    let Setting {
        shown, calendar, width, ..
    } = setting;
    let room = bubble(width);
    if let Body::Event(happened) = &message.body {
        let sentence = event::words(shown, message.from, message.name.as_deref(), happened);
        return middle(&sentence, width);
    }
    let mine = message.from.is_none();
    let name = message.name.as_ref().filter(|_| first && !mine);
    let mut parts: Vec<Part> = name
        .map(|name| Part::Name(plain::cut(&plain::name(name), room)))
        .into_iter()
        .collect();
    parts.extend(heads(shown, message, room));
    parts.extend(picture(setting, message, room));
    parts.extend(said(message, &meta(message, calendar), room));
    parts.extend(tallies(&message.reactions, room).into_iter().map(Part::Under));
    let widest = parts.iter().map(columns).max().unwrap_or_default();
    let indent = if mine { width.saturating_sub(widest) } else { 0 };
    let mut lines: Vec<Line> = parts.into_iter().map(|part| Line { indent, part }).collect();
    if let Some(why) = words::failure(message) {
        let why = format!("{why} Press r on it to try again.");
        lines.extend(broken(&why, room).into_iter().map(|text| Line {
            indent: width.saturating_sub(room),
            part: Part::Failure(text),
        }));
    }
    if let Some(why) = words::held_up(message) {
        lines.extend(broken(&why, room).into_iter().map(|text| Line {
            indent: width.saturating_sub(room),
            part: Part::Head(text),
        }));
    }
    lines
}

/// What happened stands in the middle.
fn middle(sentence: &str, width: usize) -> Vec<Line> {
    let lines = broken(&plain::line(sentence), width).into_iter();
    lines
        .map(|text| Line {
            indent: width.saturating_sub(wrap::width(&text)) / 2,
            part: Part::Event(text),
        })
        .collect()
}

/// Behind the words: whether they were marked or changed, when they were written, how far they have come.
fn meta(message: &Message, calendar: &Calendar) -> String {
    let mut meta = String::new();
    if message.starred {
        meta.push_str("★ ");
    }
    if message.expires.is_some() {
        meta.push_str("⏱ ");
    }
    if message.edited.is_some() {
        meta.push_str("edited ");
    }
    meta.push_str(&calendar.clock(message.at));
    if message.from.is_none() {
        meta.push(' ');
        meta.push_str(words::sign(message.state));
    }
    meta
}

fn heads(shown: &Shown, message: &Message, room: usize) -> Vec<Part> {
    let forwarded = message.forwarded.then(|| "↪ forwarded".to_owned());
    let quote = message.quote.as_ref().map(|quote| quoted(shown, quote));
    let file = message.body.file().map(words::file);
    let moving = shown
        .live
        .moving(message.id)
        .filter(|_| file.is_some())
        .map(words::moving);
    let heads = forwarded.into_iter().chain(quote).chain(file).chain(moving);
    heads.map(|head| Part::Head(plain::cut(&head, room))).collect()
}

/// The small picture of a file, unless there is none or none is to be shown.
fn picture(setting: Setting<'_>, message: &Message, room: usize) -> Vec<Part> {
    let look = gallery::look(message).zip(setting.gallery);
    let look = look.filter(|(look, gallery)| gallery.sight(look.picture) != Some(&Sight::Missing));
    let Some((look, _)) = look else { return Vec::new() };
    let room = gallery::room_in_chat(look, room, setting.terminal_rows);
    let picture = look.picture;
    (0..room.1).map(|row| Part::Picture { picture, row, room }).collect()
}

fn quoted(shown: &Shown, quote: &Quote) -> String {
    match &quote.found {
        Some(found) => format!(
            "┃ {}: {}",
            words::you_or_named(shown, found.from, found.name.as_deref()),
            words::preview(&found.text, false)
        ),
        None => "┃ a message that is not here".to_owned(),
    }
}

/// The words, broken into lines; the meta stands behind the last ones, or below them.
fn said(message: &Message, meta: &str, room: usize) -> Vec<Part> {
    let marked = match words::stand_in(&message.body) {
        Some(words) => Marked::plain(words),
        None => Marked::read(&plain::block(message.words())).naming(&message.mentions),
    };
    let mut lines: Vec<Vec<Piece>> = wrap::lines(marked.text(), room)
        .into_iter()
        .map(|line| {
            let text = marked.text().get(line.clone()).unwrap_or_default();
            marked.pieces(line.start..line.start.saturating_add(text.trim_end().len()))
        })
        .collect();
    let last = lines.last().map_or(0, |last| width_of(last));
    if last.saturating_add(wrap::width(meta)).saturating_add(2) > room {
        lines.push(Vec::new());
    }
    let count = lines.len();
    let part = |(at, pieces): (usize, Vec<Piece>)| Part::Words {
        pieces,
        meta: if at.saturating_add(1) == count {
            meta.to_owned()
        } else {
            String::new()
        },
        mine: message.from.is_none(),
        failed: message.state == State::Failed,
        stand_in: words::stand_in(&message.body).is_some(),
    };
    lines.into_iter().enumerate().map(part).collect()
}

/// `👍2 [❤1]`: one's own in brackets; as many rows as they need.
fn tallies(tallies: &[Tally], room: usize) -> Vec<String> {
    let mut rows: Vec<String> = Vec::new();
    for tally in tallies {
        let sign = format!("{} {}", plain::line(tally.emoji.as_str()), tally.count);
        let sign = if tally.mine { format!("[{sign}]") } else { sign };
        match rows.last_mut() {
            Some(row) if wrap::width(row).saturating_add(wrap::width(&sign)).saturating_add(2) <= room => {
                row.push_str("  ");
                row.push_str(&sign);
            }
            _ => rows.push(sign),
        }
    }
    rows
}

fn broken(text: &str, room: usize) -> Vec<String> {
    let lines = wrap::lines(text, room).into_iter();
    let lines = lines.filter_map(|line| text.get(line));
    lines.map(|line| line.trim_end().to_owned()).collect()
}

fn columns(part: &Part) -> usize {
    match part {
        Part::Name(text) | Part::Event(text) | Part::Head(text) | Part::Under(text) | Part::Failure(text) => {
            wrap::width(text)
        }
        Part::Picture { room, .. } => room.0,
        Part::Words { pieces, meta, .. } => {
            let meta = wrap::width(meta);
            let gap = if meta > 0 { 2 } else { 0 };
            width_of(pieces).saturating_add(meta).saturating_add(gap)
        }
    }
}

fn width_of(pieces: &[Piece]) -> usize {
    pieces.iter().map(|piece| wrap::width(&piece.text)).sum()
}
