//! What the screens of a phone say to it, and what it answers.
//!
//! 1. A screen (web page, terminal, command line) sends a [`request::Request`].
//! 2. The phone answers each with one [`reply::Reply`]: what was asked for, or a [`problem::Problem`] with a sentence.
//! 3. Between replies the phone sends an [`update::Update`] for every change of its state.
//!
//! A screen sends intents, never finished messages: the phone fills in sender, time and order. Updates carry state,
//! so applying one twice is harmless.
//!
//! Source: docs/protocol.md, rules `R-SYNC-*`.

pub mod account;
pub mod account_ask;
pub mod body;
pub mod chat;
mod checked;
pub mod contact;
pub mod edit;
pub mod event;
pub mod file;
pub mod file_ask;
pub mod group;
pub mod group_ask;
pub mod hit;
pub mod id;
pub mod limit;
pub mod link;
pub mod live_ask;
pub mod media_type;
pub mod message;
pub mod pairing;
pub mod picture;
pub mod presence;
pub mod priority;
pub mod problem;
pub mod progress;
pub mod quote;
pub mod reaction;
pub mod reply;
pub mod request;
pub mod text;
pub mod update;
pub mod voice;
