//! What the page shows, as plain data.
//!
//! 1. [`page`]: all of it; the rest are its parts. [`table`] is what its lists are made of.
//! 2. [`phase`]: being linked, linked, or open elsewhere.
//! 3. [`lights`] and [`banner`]: what is connected, and what to do when something is not.
//! 4. [`thread`] and [`row`]: messages of one chat; [`outbox`] and [`draft`]: what is written here and not on the phone.
//!
//! Nothing here knows a browser, a socket or a clock. [`crate::update`] changes it, `view` shows it.

pub mod banner;
pub mod dialog;
pub mod draft;
pub mod lights;
pub mod outbox;
pub mod page;
pub mod phase;
pub mod row;
pub mod sync;
pub mod table;
pub mod thread;
