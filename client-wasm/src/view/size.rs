//! The size of an element, which may change at any time.

use crate::reactive::owner::keep;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, ResizeObserver};

/// Ends with the piece.
struct Observing {
    observer: ResizeObserver,
    _resized: Closure<dyn FnMut()>,
}

impl Drop for Observing {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Does something whenever an element has another size, as long as the piece is there that is being drawn.
pub fn watch(element: &Element, resized: Box<dyn FnMut()>) {
    let resized = Closure::wrap(resized);
    if let Ok(observer) = ResizeObserver::new(resized.as_ref().unchecked_ref()) {
        observer.observe(element);
        keep(Observing {
            observer,
            _resized: resized,
        });
    }
}
