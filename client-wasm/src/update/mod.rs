//! What happens to the page: pure functions from something that happened to a changed [`Page`](crate::model::page::Page).
//!
//! 1. [`person`]: what the person at the page did; with a message [`message`], with a chat [`chat`], with a group
//!    [`group`], to name one of its members [`mention`], to find something [`search`], to send [`outbox`] and [`parcel`], to speak and listen [`voice`]; [`inquiry`] asks for what dialogs show;
//!    [`offers`] is what the small menus offer, [`keys`] what the keys mean. [`phone`]: what the phone said.
//! 2. After either, [`settle`] looks at the page as it is now and decides what to ask of the phone and what to store. So
//!    nothing has to remember, at the many places where something can be cut, what is still to be done.
//! 3. What comes out are [`effect::Effect`]s; [`crate::client`] carries them out.
//!
//! Nothing here knows a browser, a socket or a clock: time and randomness are arguments.

pub mod alert;
pub mod chat;
pub mod contact;
pub mod download;
pub mod effect;
pub mod group;
pub mod inquiry;
pub mod keys;
pub mod mention;
pub mod message;
pub mod offers;
pub mod outbox;
pub mod parcel;
pub mod person;
pub mod phone;
pub mod search;
pub mod settle;
pub mod sync;
pub mod tidy;
pub mod voice;
