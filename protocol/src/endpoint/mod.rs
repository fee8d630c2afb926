//! One end of a link as a machine: [`page::PageEnd`] in the browser, [`phone::PhoneEnd`] on the phone.
//!
//! # Contract
//!
//! 1. Give one input: what the relay says (`peer_here`, `peer_away`, `receive`), what the own side wants (`send`), that
//!    the last record is stored or could not be (`saved`, `save_failed`), that the relay is gone (`cut`), or that it is
//!    time (`wake`).
//! 2. Call `poll` until it is empty, and do what it says, in that order. Messages are sealed as they are polled, most
//!    urgent first, so whatever is polled must be sent, in order, or the session is lost.
//! 3. Call `wake` at `wake_at`, if it names a time.
//!
//! A `Save` must be on disk before `saved` is called. There is never more than one outstanding.
//!
//! # What it is not
//!
//! It does not repeat what was lost: a new session begins with `Opened`, and whoever sits on it asks `Sync` and sends
//! unanswered intents again. It does not know the relay's frames: a payload goes into `Forward` and comes from there.
//!
//! Source: docs/protocol.md, rules `R-SESS-*`.

pub mod backoff;
pub mod caller;
pub mod closed;
pub mod envelope;
pub mod half;
pub mod liveness;
pub mod page;
pub mod payload;
pub mod phone;
pub mod queue;
