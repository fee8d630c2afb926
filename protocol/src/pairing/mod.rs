//! From a scanned code to a link.
//!
//! | step | page | phone | message |
//! |---|---|---|---|
//! | 1 | [`page::Offer`] shows a code | | |
//! | 2 | | [`phone::Scan::start`] | `hello`: the phone's key and what it is |
//! | 3 | [`page::Offer::answer`]; shows the check | | `answer`: what the browser is |
//! | 4 | | [`phone::Scan::receive`]; shows the check and asks its user | |
//! | 5 | | [`phone::Introduced::grant`], link stored as pending | `grant` |
//! | 6 | [`page::Met::receive`]; link stored | | `kept` |
//! | 7 | | [`phone::Granting::receive`]; link marked active | `active` |
//! | 8 | [`page::Waiting::receive`]; ready | | |
//!
//! Nothing is granted before the person on the phone has said yes. Each state is consumed by its step, so that none can
//! happen twice. A crash leaves either no link, or one that the phone lists as pending and can remove.
//!
//! This module does not decide how long a person may think, and sends nothing: the caller carries the bytes through the
//! relay's rendezvous.
//!
//! Source: docs/protocol.md, rules `R-PAIR-*`.

pub mod about;
pub mod grant;
pub mod page;
pub mod phone;
pub mod problem;
pub mod prologue;
