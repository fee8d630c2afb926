//! What the terminal UI shows, as plain data.
//!
//! [`state`] holds it all: the phone's lists, the [`thread`]s that were opened, a draft ([`composer`]) for each chat, the
//! [`dialog`] on top. [`area`] and [`rows`] say where things stand and into which rows they break; view and update
//! both ask them, so that what is scrolled is what is shown.

pub mod area;
pub mod composer;
pub mod dialog;
pub mod key;
pub mod rows;
pub mod state;
pub mod thread;
