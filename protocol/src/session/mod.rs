//! Later connections of a link: a fresh handshake each time, under a link key that moves on.
//!
//! | step | page | phone | payload |
//! |---|---|---|---|
//! | 1 | [`page::Call::start`] with one of its keys K | | `hello1` |
//! | 2 | | [`phone::answer`] with its stored key K; makes a random salt; both derive K' | `hello2`, salt in it |
//! | 3 | [`page::Call::receive`]; **stores** (K, K'); from here on it may send | | |
//! | 4 | says `Proved`, once that is stored | | sealed |
//! | 5 | | **stores** K' in place of K | |
//! | 6 | | says `Kept`, once that is stored | sealed |
//! | 7 | **stores** K' alone | | |
//!
//! K' = BLAKE2s keyed with K over label, handshake hash and salt. At any instant the phone's stored key is among those
//! that the page has stored, so a crash at any step leaves a link that connects again:
//!
//! | stopped | page has | phone has | next time |
//! |---|---|---|---|
//! | before 3 is stored | K | K | K |
//! | between 3 and 5 | K, K' | K | K' is refused, K works |
//! | between 5 and 7 | K, K' | K' | K' works |
//! | after 7 | K' | K' | K' |
//!
//! The phone moves only when the page has proved that it is alive in this very session: a relay that repeats an old
//! `hello1` gets an answer that it cannot read, and moves nothing.
//!
//! Why a salt, when the handshake hash is already fresh: the hash is known to whoever records the bytes. The salt
//! crosses under the agreement of both ephemeral keys, so a thief who copied a page's record and then only listens
//! loses the link at the next session.
//!
//! Source: docs/protocol.md, rules `R-SESS-*`.

pub mod page;
pub mod phone;
pub mod prologue;
pub mod ratchet;
