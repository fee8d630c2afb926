//! The small pictures of files: asked for when they come into view, and opened larger.
//!
//! Nobody has to look at what a stranger sends (rule `R-FILE-16`): in a request they are neither asked for nor drawn.

use pillion_protocol::content::{message::Message, picture::PictureId, reply::Answer, request::Ask};

use super::{
    event::{Effect, Why},
    follow,
};
use crate::tui::model::{
    dialog::Dialog,
    face::Dots,
    gallery::{self, Sight},
    key::{Code, Key},
    state::Model,
};

/// Opens the picture of a message as large as the terminal is.
pub fn open(model: &mut Model, message: &Message) {
    match gallery::look(message).filter(|_| model.shows_pictures()) {
        Some(look) => model.dialog = Some(Dialog::Picture(look)),
        None => follow::notice(model, "There is no picture to see in this message.".to_owned()),
    }
}

/// Whether a key leaves the picture.
#[must_use]
pub const fn leaves(key: Key) -> bool {
    matches!(key.code, Code::Escape | Code::Enter | Code::Char('p' | 'q' | ' '))
}

/// After each turn: asks for the pictures that are in view now.
pub fn ask(model: &mut Model, effects: &mut Vec<Effect>) {
    if !model.shows_pictures() {
        return;
    }
    let unknown = |model: &Model, id| model.gallery.sight(id).is_none();
    let is_new = |message: &Message| gallery::look(message).is_some_and(|look| unknown(model, look.picture));
    if !model.open_thread().is_some_and(|thread| thread.messages().any(is_new)) {
        return;
    }
    let in_view = in_view(model);
    for id in &in_view {
        if unknown(model, *id) {
            model.gallery.note(*id, Sight::Asked);
            effects.push(Effect::Ask(Why::Look(*id), Ask::Picture(*id)));
        }
    }
    model.gallery.thin_out(&in_view);
}

/// The pictures of the messages in the pane, and of the one that is opened.
fn in_view(model: &Model) -> Vec<PictureId> {
    let rows = model.rows();
    let height = model.thread_height();
    let top = rows.len().saturating_sub(model.scroll).saturating_sub(height);
    let mut pictures = Vec::new();
    if let Some(Dialog::Picture(look)) = &model.dialog {
        pictures.push(look.picture);
    }
    let mut before = None;
    for row in rows.iter().skip(top).take(height) {
        if row.of.is_some() && row.of != before {
            before = row.of;
            let message = row
                .of
                .zip(model.open_thread())
                .and_then(|(place, thread)| thread.at(place));
            pictures.extend(message.and_then(gallery::look).map(|look| look.picture));
        }
    }
    pictures
}

/// The phone has told the bytes.
pub fn told(model: &mut Model, id: PictureId, answer: Answer, effects: &mut Vec<Effect>) {
    match answer {
        Answer::Picture(Some(bytes)) => effects.push(Effect::Sight(id, bytes.into())),
        _ => model.gallery.note(id, Sight::Missing),
    }
}

/// They were unpacked, or could not be.
pub fn unpacked(model: &mut Model, id: PictureId, dots: Option<Dots>) {
    model.gallery.note(id, dots.map_or(Sight::Missing, Sight::Here));
}
