//! What of the page is loaded when it is first needed: its dialogs and menus, and what messages have beside their words.
//!
//! The program is split when it is built (`scripts/wasm.sh`): what only [`load`] leads to lies in a file of its own. The first of them
//! waits for it, the others do not; usually none, as it is asked for once the chats are drawn.

use std::cell::Cell;

use pillion_protocol::content::id::{ChatId, MessageId};
use wasm_bindgen_futures::spawn_local;
use wasm_split_helpers::SplitLoaderError;

use super::{
    attached,
    browser::next_frame,
    element::{Shown, Tag, show, span},
    emoji, offers,
    screen::Screen,
    search, sheets, voice,
};
use crate::{
    model::{attached::Attached, dialog::Dialog, row::Key},
    reactive::signal::Signal,
};

/// What is loaded.
#[derive(Debug, Clone, Copy)]
pub struct Parts {
    /// Draws a dialog.
    pub dialog: fn(Screen, &Dialog) -> Option<Tag>,
    /// Draws what the small menu offers.
    pub offers: fn(Screen) -> Tag,
    /// Draws the picker of emoji over the composer.
    pub emoji: fn(Screen, ChatId) -> Tag,
    /// Draws a message that was found.
    pub hit: fn(Screen, MessageId) -> Tag,
    /// Draws a voice note that is recorded.
    pub recorder: fn(Screen) -> Tag,
    /// Draws the file of a message.
    pub attached: fn(Screen, &Attached, Key, Option<MessageId>) -> Tag,
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

/// Has it loaded before anybody asks.
pub fn preload() {
    next_frame(|| want(Signal::new(Later::Coming)));
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

/// Shows something that is loaded first, and a name for it until then.
pub fn drawn(name: String, draw: impl Fn(Parts) -> Tag + 'static) -> Shown {
    let later = Signal::new(Later::Coming);
    want(later);
    show(move || match later.get() {
        Later::Here(parts) => draw(parts),
        Later::Coming | Later::Missing => span().child(name.as_str()),
    })
}

const fn parts() -> Parts {
    Parts {
        dialog: sheets::sheet,
        offers: offers::offers,
        emoji: emoji::over_composer,
        hit: search::hit,
        recorder: voice::recorder,
        attached: attached::attached,
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
