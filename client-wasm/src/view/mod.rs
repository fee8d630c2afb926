//! What is drawn: each file is one piece of the page.
//!
//! 1. [`browser`] lends what it has. [`screen`] is all that the pieces know: look at the [`Page`](crate::model::page::Page), say what the person did.
//! 2. [`app`] chooses by phase: [`linking`] shows the code, [`shell`] the two panes.
//! 3. The left pane: [`chats`] in its [`window`], with [`search`], [`lights`], [`menu`]. The right one: [`banner`], [`head`], [`thread`], drawn [`gradual`]ly, with [`scroll`],
//!    [`bubble`] and its [`words`], [`event`], [`composer`] with its [`bar`], [`emoji`] and [`mention`]s. Before both: [`dialogs`], [`sheets`], [`sheet`], the small menus of
//!    [`context`] with their [`offers`]. A [`voice`] note is drawn as a [`wave`]. [`keys`] listens everywhere.
//!
//! [`element`] and [`list`] make what is seen, [`size`] says how large it is, never from strings of HTML: user text becomes text nodes and nothing else. Nothing here knows
//! the store, the socket or cryptography.

pub mod app;
pub mod attach;
pub mod attached;
pub mod avatar;
pub mod banner;
pub mod bar;
pub mod browser;
pub mod bubble;
pub mod chats;
pub mod composer;
pub mod context;
pub mod copy;
pub mod dialogs;
pub mod divider;
pub mod element;
pub mod emoji;
pub mod event;
pub mod gradual;
pub mod head;
pub mod icon;
pub mod keys;
pub mod later;
pub mod lights;
pub mod linking;
pub mod list;
pub mod mention;
pub mod menu;
pub mod offers;
pub mod qr;
pub mod screen;
pub mod scroll;
pub mod search;
pub mod settings;
pub mod sheet;
pub mod sheets;
pub mod shell;
pub mod size;
pub mod thread;
pub mod time;
pub mod voice;
pub mod wave;
pub mod window;
pub mod words;
