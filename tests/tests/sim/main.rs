//! Stories on virtual time: phones, browsers and the relay in one thread, with a network that fails as told.
//!
//! `PILLION_SEED` plays one seed again; `PILLION_ROUNDS` says how many seeds the random stories play.

mod chaos;
mod files;
mod groups;
mod links;
mod messages;
mod outages;
mod pairing;
mod tampering;
