//! What the keys mean, wherever they are pressed.

use super::person::Act;
use crate::model::{
    dialog::{Dialog, NewContact},
    page::Page,
    phase::Phase,
};

/// A key that was pressed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// Its name, as browsers call it.
    pub name: String,
    /// Ctrl, or Command.
    pub ctrl: bool,
    /// Alt, or Option.
    pub alt: bool,
    /// Shift.
    pub shift: bool,
    /// Something is being written.
    pub writing: bool,
}

/// What it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    /// The person does this.
    Act(Act),
    /// The keyboard goes to the search field.
    Search,
}

/// What a key means now; `None`: what the browser makes of it.
#[must_use]
pub fn meaning(page: &Page, key: &Key) -> Option<Meaning> {
    // A dialog and a menu have keys of their own.
    if !matches!(page.phase, Phase::Linked(_)) || page.dialog.is_some() || page.menu.is_some() {
        return None;
    }
    let act = match (key.name.as_str(), key.ctrl, key.alt) {
        ("ArrowDown", false, true) if key.shift => Act::NextUnread,
        ("ArrowDown", false, true) => Act::Step { forward: true },
        ("ArrowUp", false, true) => Act::Step { forward: false },
        ("k" | "K", true, false) => return Some(Meaning::Search),
        ("n" | "N", true, true) => Act::Show(Dialog::NewContact(NewContact::default())),
        ("?", false, false) if !key.writing => Act::Show(Dialog::Help),
        ("Escape", false, false) => escape(page)?,
        _ => return None,
    };
    Some(Meaning::Act(act))
}

/// Leaves what was opened last.
fn escape(page: &Page) -> Option<Act> {
    if page.notice.is_some() {
        Some(Act::CloseNotice)
    } else if page.bar.is_some() {
        Some(Act::DropBar)
    } else if page.search.is_some() {
        Some(Act::LeaveSearch)
    } else if page.open.is_some() {
        Some(Act::Close)
    } else {
        page.archive.then_some(Act::Archive(false))
    }
}
