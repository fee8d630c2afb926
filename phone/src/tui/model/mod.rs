//! What the terminal UI shows, as plain data.
//!
//! [`state`] holds it all: the phone's lists, the [`list`] of chats and the [`thread`]s that were opened, a draft ([`composer`]) for each chat and
//! what it is for ([`purpose`]), the [`dialog`] on top, of which [`search`], [`choose`], [`group`], [`person`], [`links`] and [`code`] are the larger ones. [`area`], [`rows`] and [`bubble`] say where things stand and into which rows they break; view and update
//! both ask them, so that what is scrolled is what is shown. [`gallery`] keeps the small pictures of files.

pub mod area;
pub mod blocked;
pub mod bubble;
pub mod choose;
pub mod code;
pub mod composer;
pub mod dialog;
pub mod face;
pub mod gallery;
pub mod group;
pub mod help;
pub mod here;
pub mod key;
pub mod links;
pub mod list;
pub mod naming;
pub mod person;
pub mod purpose;
pub mod rows;
pub mod search;
pub mod share;
pub mod shortcode;
pub mod state;
pub mod thread;
