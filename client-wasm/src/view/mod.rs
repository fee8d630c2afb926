//! What is drawn: each file is one piece of the page.
//!
//! 1. [`screen`] is all that the pieces know: look at the [`Page`](crate::model::page::Page), say what the person did.
//! 2. [`app`] chooses by phase: [`linking`] shows the code, [`shell`] the two panes.
//! 3. The left pane: [`chats`], [`lights`], [`menu`]. The right one: [`banner`], [`thread`] with [`scroll`] and [`bubble`],
//!    [`composer`]. Before both: [`dialogs`].
//!
//! [`element`] and [`list`] make what is seen, never from strings of HTML: user text becomes text nodes and nothing else. Nothing here knows
//! the store, the socket or cryptography.

pub mod screen;
pub mod element;
pub mod list;
pub mod app;
pub mod linking;
pub mod qr;
pub mod copy;
pub mod shell;
pub mod chats;
pub mod lights;
pub mod menu;
pub mod banner;
pub mod thread;
pub mod scroll;
pub mod bubble;
pub mod composer;
pub mod dialogs;
pub mod avatar;
pub mod icon;
pub mod time;
