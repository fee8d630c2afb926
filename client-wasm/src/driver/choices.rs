//! Where the choices for this browser are kept: the one thing that is not sealed, for it says nothing.

use web_sys::Storage;

use crate::model::choice::Choice;

const NAME: &str = "pillion";

/// What was chosen before.
#[must_use]
pub fn read() -> Choice {
    let kept = storage().and_then(|storage| storage.get_item(NAME).ok().flatten());
    kept.map_or_else(Choice::default, |text| Choice::parse(&text))
}

/// Keeps it. A browser that does not let the page keep anything forgets it.
pub fn keep(choice: Choice) {
    if let Some(storage) = storage() {
        let _kept = storage.set_item(NAME, &choice.text());
    }
}

/// Forgets it.
pub fn forget() {
    if let Some(storage) = storage() {
        let _gone = storage.remove_item(NAME);
    }
}

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}
