//! Measurements, each beside what the machine itself takes for the physical part, in the same run.
//!
//! 1. [`run`] builds the [`scene`] (a relay and two phones as processes, people at them) and goes through [`rows`], all or some
//!    [`part`] of them. What goes over the wire is counted in a scene of its own ([`wired`]).
//! 2. Each of them measures, puts a [`mod@reference`] beside it and returns rows of the [`table`].
//! 3. [`report`] writes them for people and for programs.
//!
//! It judges nothing but the budgets of the design, and fails only when something does not work at all.

pub mod browser;
pub mod clock;
pub mod crowd;
pub mod disk;
pub mod http;
pub mod large;
pub mod library;
pub mod machine;
pub mod part;
pub mod person;
pub mod plan;
pub mod quantity;
pub mod reference;
pub mod report;
pub mod rows;
pub mod run;
pub mod scene;
pub mod stats;
pub mod table;
pub mod tap;
pub mod wired;
