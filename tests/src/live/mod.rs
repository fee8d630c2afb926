//! A world of real processes: one relay, phones in homes of their own, all on loopback, all gone with the test.

pub mod disk;
pub mod phone;
pub mod relay;
pub mod said;
pub mod secrets;
pub mod terminal;
pub mod world;
