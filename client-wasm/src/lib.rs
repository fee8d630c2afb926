//! The web page: a second screen of the phone, in Rust compiled to Wasm.
//!
//! In reading order:
//!
//! 1. [`model`]: what the page shows, as plain data.
//! 2. [`update`]: what happens to it.
//! 3. [`client`]: all of the page as one machine, without a browser: relay, codes, link, outbox.
//! 4. [`words`]: all that it says, in each language.
//! 5. [`reactive`]: what is drawn again when something changes.
//! 6. `driver`: the browser under it: socket, storage, tabs, clock, randomness. `view`: what is drawn. Both exist in Wasm only.
//!
//! The page holds no identity key and no history at rest: it sends intents, and shows what the phone says.

pub mod client;
#[cfg(target_arch = "wasm32")]
pub mod driver;
pub mod model;
pub mod reactive;
pub mod update;
#[cfg(target_arch = "wasm32")]
pub mod view;
pub mod words;
