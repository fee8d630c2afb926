//! A button that copies a text.

use leptos_dom::helpers::{set_timeout, window};
use reactive_graph::signal::RwSignal;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::element::{Tag, plain_button, text_of};
use crate::words::{lang::Lang, linking as words};

/// Says for two seconds what became of it.
pub fn copy_button(lang: Lang, text: &str) -> Tag {
    let said = RwSignal::new(words::copy(lang));
    let text = text.to_owned();
    let copy = move || {
        let text = text.clone();
        spawn_local(async move {
            let copied = JsFuture::from(window().navigator().clipboard().write_text(&text)).await;
            say(
                said,
                if copied.is_ok() {
                    words::copied(lang)
                } else {
                    words::press_copy(lang)
                },
            );
            set_timeout(move || say(said, words::copy(lang)), core::time::Duration::from_secs(2));
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

/// The button may be gone by now: a new code has taken its place.
fn say(said: RwSignal<&'static str>, words: &'static str) {
    use reactive_graph::traits::Set as _;
    let _gone = said.try_set(words);
}
