//! Where the page is drawn: what leptos's `mount_to_body` does, without its own elements.

use any_spawner::Executor;
use reactive_graph::owner::Owner;

/// Draws something that stays as long as its window.
pub fn grow(draw: impl FnOnce()) {
    // Refused only when there is one already.
    let _ready = Executor::init_wasm_bindgen();
    let owner: &'static Owner = Box::leak(Box::new(Owner::new()));
    owner.with(draw);
}
