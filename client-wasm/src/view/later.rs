//! What of the page is loaded when it is first needed: its dialogs.
//!
//! The program is split when it is built (`scripts/wasm.sh`): what only [`load`] leads to lies in a file of its own. The first dialog
//! waits for it, the others do not.

use std::cell::Cell;

use wasm_bindgen_futures::spawn_local;
use wasm_split_helpers::SplitLoaderError;

use super::{element::Tag, screen::Screen, sheets};
use crate::{model::dialog::Dialog, reactive::signal::Signal};

/// Draws a dialog.
pub type Draw = fn(Screen, &Dialog) -> Option<Tag>;

/// Whether dialogs can be drawn.
#[derive(Debug, Clone, Copy, Default)]
pub enum Dialogs {
    #[default]
    /// They are on their way, or nobody has asked.
    Coming,
    /// They are here.
    Here(Draw),
    /// They could not be loaded.
    Missing,
}

thread_local! {
    static DRAW: Cell<Option<Draw>> = const { Cell::new(None) };
}

/// Has them loaded, unless they are here; `told` hears of it.
pub fn want(told: Signal<Dialogs>) {
    if let Some(draw) = DRAW.get() {
        return told.set(Dialogs::Here(draw));
    }
    told.set(Dialogs::Coming);
    spawn_local(async move {
        told.set(match load().await {
            Ok(draw) => {
                DRAW.set(Some(draw));
                Dialogs::Here(draw)
            }
            Err(_) => Dialogs::Missing,
        });
    });
}

/// Without `pillion_split`, as in tests of parts of the page, they are where they are.
#[cfg(not(pillion_split))]
#[allow(clippy::unused_async, reason = "called like the other one")]
async fn load() -> Result<Draw, SplitLoaderError> {
    Ok(sheets::sheet)
}

#[cfg(pillion_split)]
#[wasm_split_helpers::wasm_split(dialogs, fallible)]
fn load() -> Result<Draw, SplitLoaderError> {
    Ok(sheets::sheet)
}
