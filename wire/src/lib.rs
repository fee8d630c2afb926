//! What a Pillion relay may see: frames, ids and limits.
//!
//! 1. A client opens one WebSocket; the relay greets it with [`relay_frame::RelayFrame::Challenge`].
//! 2. The client says who it is ([`client_frame::ClientFrame::Hello`]): a phone, a linked browser, or a page that
//!    wants to be linked.
//! 3. From then on each binary message is one frame, encoded by [`codec`].
//!
//! This crate knows no cipher and no socket: payloads are bytes that only the two ends can read.
//!
//! Source: docs/protocol.md, rules `R-WIRE-*`.
#![no_std]

extern crate alloc;

pub mod browser_frame;
pub mod challenge;
pub mod client_frame;
pub mod codec;
pub mod file;
pub mod forward;
pub mod handle;
pub mod id;
pub mod limit;
pub mod origin;
pub mod page_frame;
pub mod refusal;
pub mod relay_frame;
pub mod time;
