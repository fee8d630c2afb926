//! The page as a machine: everything that it does, without a browser.
//!
//! # Contract
//!
//! 1. Give [`machine::Client`] one [`io::Input`] with the time: what the browser says, what the relay sends, what the
//!    person does.
//! 2. Call `poll` until it is empty and do what it says, in that order.
//! 3. Give `Input::Wake` at `wake_at`, if it names a time.
//!
//! # Parts
//!
//! [`mod@line`] keeps the connection to the relay; [`codes`] shows QR codes until one becomes a link; the link's own end is
//! [`pillion_protocol::endpoint::page::PageEnd`]; what the person sees is [`crate::model::page::Page`], changed by
//! [`crate::update`]. [`record`] is how things look in the browser's store. The machine hands what happens to the part that it
//! concerns: [`relay`], [`keep`], [`carry`].
//!
//! # What it is not
//!
//! It opens no socket, reads no clock and stores nothing: `driver` does, and the simulation in `tests/sim` does it in
//! virtual time.

pub mod carry;
pub mod codes;
pub mod io;
pub mod keep;
pub mod line;
pub mod machine;
pub mod parcel_record;
pub mod random;
pub mod record;
pub mod relay;
