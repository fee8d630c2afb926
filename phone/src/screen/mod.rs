//! What the phone's own screens have in common: the command line and the terminal UI.
//!
//! 1. [`server`] lets other programs of the same person open screens at a running phone, through a socket in its home;
//!    [`client`] is their end, and makes of it a [`crate::desk::Desk`] like any other. [`frame`] is what they say.
//! 2. [`follow`] keeps what a screen shows in step with the phone; [`live`] is what of it is told and forgotten.
//! 3. [`words`] says it, with [`event`] and [`timer`], and [`plain`], [`markup`], [`wrap`] and [`calendar`] bring what other people wrote onto a
//!    terminal, safely and readably; [`emoji`] finds the signs that people answer with.
//!
//! Nothing here knows the store, the relay or a cipher.
//!
//! Source: docs/protocol.md, rules `R-SYNC-*`; DESIGN "The phone program".

pub mod calendar;
pub mod client;
pub mod emoji;
pub mod event;
pub mod follow;
pub mod frame;
pub mod intents;
pub mod live;
pub mod markup;
pub mod plain;
pub mod server;
pub mod timer;
pub mod words;
pub mod wrap;
