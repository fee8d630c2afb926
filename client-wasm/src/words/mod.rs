//! Every text of the page, in every language that it speaks.
//!
//! 1. [`lang`]: the languages, and how a text is written down.
//! 2. One file for each part of the page; a text is one function of the language. What can be counted has its plurals here.
//! 3. The English sentences for what the phone and the relay refuse are `protocol`'s and `wire`'s own.
//!
//! The rest of the page holds no sentences; a house test looks for them.

#[macro_use]
pub mod lang;
pub mod app;
pub mod chats;
pub mod dialogs;
pub mod event;
pub mod fate;
pub mod fetching;
pub mod files;
pub mod gallery;
pub mod group;
pub mod keys;
pub mod lights;
pub mod linking;
pub mod links;
pub mod live;
pub mod offers;
pub mod people;
pub mod picture;
pub mod problem;
pub mod refusal;
pub mod sending;
pub mod settings;
#[cfg(test)]
mod sides;
pub mod thread;
pub mod time;
pub mod timer;
pub mod trust;
pub mod voice;
