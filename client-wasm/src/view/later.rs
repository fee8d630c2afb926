//! What of the page is loaded when it is first needed: its dialogs, and voice notes.
//!
//! The program is split when it is built (`scripts/wasm.sh`): what only [`load`] leads to lies in a file of its own. The first of them
//! waits for it, the others do not.

use std::cell::Cell;

use pillion_protocol::content::id::MessageId;
use wasm_bindgen_futures::spawn_local;
use wasm_split_helpers::SplitLoaderError;

use super::{
    element::{Shown, Tag, show},
    screen::Screen,
    sheets, voice,
};
use crate::{
    model::{attached::Heard, dialog::Dialog},
    reactive::signal::Signal,
};

/// What is loaded.
#[derive(Debug, Clone, Copy)]
pub struct Parts {
    /// Draws a dialog.
    pub dialog: fn(Screen, &Dialog) -> Option<Tag>,
    /// Draws a voice note that is recorded.
    pub recorder: fn(Screen) -> Tag,
    /// Draws a voice note of a message.
    pub player: fn(Screen, &Heard, Option<MessageId>) -> Tag,
}

/// Whether it is here.
#[derive(Debug, Clone, Copy, Default)]
pub enum Later {
    #[default]
    /// It is on its way, or nobody has asked.
    Coming,
    /// It is here.
    Here(Parts),
    /// It could not be loaded.
    Missing,
}

thread_local! {
    static PARTS: Cell<Option<Parts>> = const { Cell::new(None) };
}

/// Has it loaded, unless it is here; `told` hears of it.
pub fn want(told: Signal<Later>) {
    if let Some(parts) = PARTS.get() {
        return told.set(Later::Here(parts));
    }
    told.set(Later::Coming);
    spawn_local(async move {
        told.set(match load().await {
            Ok(parts) => {
                PARTS.set(Some(parts));
                Later::Here(parts)
            }
            Err(_) => Later::Missing,
        });
    });
}

/// Shows something that is loaded first.
pub fn drawn(draw: impl Fn(Parts) -> Tag + 'static) -> Shown {
    let later = Signal::new(Later::Coming);
    want(later);
    show(move || match later.get() {
        Later::Here(parts) => Some(draw(parts)),
        Later::Coming | Later::Missing => None,
    })
}

const fn parts() -> Parts {
    Parts {
        dialog: sheets::sheet,
        recorder: voice::recorder,
        player: voice::player,
    }
}

/// Without `pillion_split`, as in tests of parts of the page, they are where they are.
#[cfg(not(pillion_split))]
#[allow(clippy::unused_async, reason = "called like the other one")]
async fn load() -> Result<Parts, SplitLoaderError> {
    Ok(parts())
}

#[cfg(pillion_split)]
#[wasm_split_helpers::wasm_split(dialogs, fallible)]
fn load() -> Result<Parts, SplitLoaderError> {
    Ok(parts())
}
