//! A world in one thread and on virtual time: the real hub, the real phone, the real page, a faulty network between them.
//!
//! 1. [`world`] holds all nodes and the queue of what is going to happen; [`world::World::step`] lets the next thing happen.
//! 2. [`network`] decides when a message arrives, and cuts connections; [`tamper`] is a relay that lies.
//! 3. [`relay`], [`phone`] and [`browser`] are the machines of the programs, each with what its driver would do.
//! 4. [`errand`] is what is done with the bytes of files: on a phone's disk ([`vault`]), a browser's, and the relay's.
//! 5. [`people`] is what persons do: link, write, read, and in [`files`] send and get files; [`ledger`] notes what they said, and what must therefore arrive.
//! 6. [`group`] is what persons do in groups; [`circle`] is a group of them with all that befalls it, and [`roll`] notes who must have
//!    heard what, and who must not.
//! 7. [`snapshot`] keeps a world, to begin many stories from.
//!
//! The same seed plays the same story; a failure names its seed.

pub mod browser;
pub mod circle;
pub mod errand;
pub mod files;
pub mod group;
pub mod ledger;
pub mod network;
pub mod people;
pub mod phone;
pub mod relay;
pub mod roll;
pub mod snapshot;
pub mod tamper;
pub mod vault;
pub mod world;
