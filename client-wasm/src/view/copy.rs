//! A button that copies a text.

use leptos::{html::button, prelude::*};
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// Says for two seconds what became of it.
pub fn copy_button(text: String) -> impl IntoView {
    let said = RwSignal::new("Copy");
    let copy = move |_| {
        let text = text.clone();
        spawn_local(async move {
            let copied = JsFuture::from(window().navigator().clipboard().write_text(&text)).await;
            let _gone = said.try_set(if copied.is_ok() { "Copied" } else { "Press Ctrl+C" });
            set_timeout(
                move || {
                    let _gone = said.try_set("Copy");
                },
                core::time::Duration::from_secs(2),
            );
        });
    };
    button()
        .r#type("button")
        .attr("data-testid", "copy-link")
        .attr("aria-live", "polite")
        .on(leptos::ev::click, copy)
        .child(move || said.get())
}
