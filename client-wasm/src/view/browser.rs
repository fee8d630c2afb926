//! What the browser lends: its window, its document, its clock.

use wasm_bindgen::{JsCast, UnwrapThrowExt, closure::Closure};
use web_sys::{Document, Window};

/// The window.
#[must_use]
#[inline(never)]
pub fn window() -> Window {
    web_sys::window().expect_throw("a page has a window")
}

/// The document.
#[must_use]
#[inline(never)]
pub fn document() -> Document {
    window().document().expect_throw("a window has a document")
}

/// Does something before the next frame is drawn.
pub fn next_frame(act: impl FnOnce() + 'static) {
    let act = Closure::once_into_js(act);
    let _asked = window().request_animation_frame(act.unchecked_ref());
}

/// Does something after so many milliseconds.
pub fn after_ms(ms: i32, act: impl FnOnce() + 'static) {
    let act = Closure::once_into_js(act);
    let _asked = window().set_timeout_with_callback_and_timeout_and_arguments_0(act.unchecked_ref(), ms);
}
