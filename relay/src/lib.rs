//! The rendezvous relay: carries sealed bytes and can read none of them.
//!
//! | part | what it is |
//! |---|---|
//! | [`hub`] | the relay's mind: pure, on virtual time in tests |
//! | [`store`] | what it keeps: mailboxes, links, directory |
//! | [`serve`] | a running relay: [`accept`] -> [`routes`] -> [`socket`] <-> [`switchboard`] <-> hub and store |
//! | [`page`], [`headers`] | the page it serves, and the headers on every response |
//!
//! The relay does not know `pillion-protocol`: what is inside a payload is none of its business.

pub mod accept;
pub mod asset;
pub mod clock;
pub mod files;
pub mod headers;
pub mod hub;
pub mod linger;
pub mod names;
pub mod page;
pub mod peer;
pub mod routes;
pub mod seats;
pub mod serve;
pub mod socket;
pub mod store;
pub mod switchboard;
