//! The relay's mind, without sockets, disk, clock or chance: connections in, frames out.
//!
//! The contract:
//!
//! 1. The driver calls [`machine::Hub::handle`] with the time and one [`input::Input`]: a connection came, a frame came, a
//!    connection went, the store answered, it is time to wake, the relay closes.
//! 2. It then calls [`machine::Hub::poll`] until `None` and does each [`output::Output`] in order: send, close, pause, ask
//!    the store.
//! 3. [`machine::Hub::wake_at`] says when to come back with [`input::Input::Wake`] if nothing else happens.
//!
//! Store jobs carry a ticket. The driver gives them to a store in order and brings back the outcomes in the same order; the
//! hub answers a client only then, so nothing that was answered can be lost.
//!
//! The hub decodes frames, but a `Forward` passes through as the bytes that came. It never sees what a payload says.
//!
//! Source: docs/protocol.md, rules `R-WIRE-*`, `R-FWD-*`, `R-MEET-*`, `R-PUT-*`, `R-SIG-1`, `R-DIR-*`, `R-LINK-*`, `R-FILE-1`.

pub mod connection;
pub mod directory;
pub mod feed;
pub mod files;
pub mod forward;
pub mod hello;
pub mod input;
pub mod links;
pub mod machine;
pub mod mail;
pub mod meeting;
pub mod output;
pub mod pending;
pub mod presence;
pub mod rate;
pub mod settings;
pub mod signal;
