//! The browser's random source.

use pillion_protocol::crypto::random::Random;

/// `crypto.getRandomValues`.
#[derive(Debug, Clone, Copy, Default)]
pub struct Browser;

impl Random for Browser {
    fn fill(&mut self, bytes: &mut [u8]) {
        if getrandom::fill(bytes).is_err() {
            // Every key would be guessable; there is nothing that the page may go on with.
            wasm_bindgen::throw_str("this browser has no random source");
        }
    }
}
