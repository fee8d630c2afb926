//! A button that copies a text.

use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::{
    browser::{after_ms, window},
    element::{Tag, plain_button, text_of},
};
use crate::{
    reactive::signal::Signal,
    words::{lang::Lang, linking as words},
};

/// How long it says what became of it, in milliseconds.
const SAID_MS: i32 = 2_000;

/// Says for two seconds what became of it.
pub fn copy_button(lang: Lang, text: &str) -> Tag {
    let said = Signal::new(words::copy(lang));
    let text = text.to_owned();
    let copy = move || {
        let text = text.clone();
        spawn_local(async move {
            let copied = JsFuture::from(window().navigator().clipboard().write_text(&text)).await;
            // The button may be gone by now, a new code having taken its place: then nothing hears it.
            said.set(if copied.is_ok() {
                words::copied(lang)
            } else {
                words::press_copy(lang)
            });
            after_ms(SAID_MS, move || said.set(words::copy(lang)));
        });
    };
    plain_button()
        .test("copy-link")
        .attr("aria-live", "polite")
        .press(copy)
        .text(text_of(said))
}

/// Copies a text. A browser that does not let the page do it keeps what was there.
pub fn copy(text: String) {
    spawn_local(async move {
        let _copied = JsFuture::from(window().navigator().clipboard().write_text(&text)).await;
    });
}
