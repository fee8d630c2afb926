//! What only a browser can show: its storage, its cryptography, its elements. Run by `wasm-pack test`.
#![cfg(target_arch = "wasm32")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

mod crypto;
mod element;
mod keeping;
mod picture;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
