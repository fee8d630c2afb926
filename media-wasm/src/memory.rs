//! Memory that the browser would give back some time, given back now: files go by in megabytes, and a browser tidies up when it has the time.

use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};

#[wasm_bindgen]
extern "C" {
    /// An `ArrayBuffer`; not all browsers know how to hand its bytes over (ECMAScript 2024).
    type Buffer;

    #[wasm_bindgen(method, catch)]
    fn transfer(this: &Buffer, length: u32) -> Result<JsValue, JsValue>;
}

/// Lets go of bytes that nobody looks at again.
pub(crate) fn let_go(bytes: &Uint8Array) {
    let buffer: Buffer = JsValue::from(bytes.buffer()).unchecked_into();
    // A browser that cannot does it later.
    let _gone = buffer.transfer(0);
}
