//! Keys that write a code that is shown into a picture file, for whoever cannot scan it off the terminal.

use super::{editing, event::Effect};
use crate::{
    picture::given::Given,
    tui::model::{
        composer::Composer,
        dialog::Dialog,
        key::{Code, Key},
        state::Model,
    },
};

/// What is said of a text that was given to the clipboard.
pub const COPIED: &str = "Copied, if your terminal lets programs do that.";

/// The name that is offered for the file.
#[must_use]
pub fn name(of: &str) -> Composer {
    Composer::holding(format!("~/pillion-{of}.png"))
}

/// Takes a key; returns the name if it is still being written.
pub fn key(key: Key, mut typed: Composer, code: Option<&str>, effects: &mut Vec<Effect>) -> Option<Composer> {
    match (key.code, code) {
        (Code::Escape, _) => None,
        (Code::Enter, Some(code)) if !typed.is_blank() => {
            if let Given::Picture(path) = Given::parse(typed.text()) {
                effects.push(Effect::Draw(path, code.to_owned()));
                return None;
            }
            Some(typed)
        }
        _ => {
            editing::edit_line(&mut typed, key);
            Some(typed)
        }
    }
}

/// The file was written, or not: the screen that shows the code says so.
pub fn drawn(model: &mut Model, drawn: Result<String, String>) {
    let outcome = match drawn {
        Ok(path) => (format!("The QR code is {path}."), true),
        Err(why) => (why, false),
    };
    match &mut model.dialog {
        Some(Dialog::Code(shown)) => shown.outcome = Some(outcome),
        Some(Dialog::Person(person)) => person.outcome = Some(outcome),
        _ => super::follow::notice(model, outcome.0),
    }
}
