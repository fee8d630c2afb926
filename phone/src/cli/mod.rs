//! The command line: one verb, one answer, on standard output.
//!
//! 1. [`args`] reads the command ([`group`] and [`account`] those with verbs of their own) and its [`target`], [`mod@file`] or
//!    [`limit`]; [`verb`] does it.
//! 2. A verb opens a [`session`]: with the phone that runs in the home folder, through its local socket, or else with a
//!    phone that it starts for itself and stops at the end.
//! 3. [`out`] prints lines for people ([`words`]) or, with `--json`, one object a line ([`json`]).
//!    What takes long shows its [`progress`] on standard error.
//!
//! Exit status: 0 done, 1 refused ([`error`]: a sentence on standard error), 2 wrong usage.

pub mod account;
pub mod args;
pub mod error;
pub mod file;
pub mod group;
pub mod json;
pub mod limit;
pub mod log;
pub mod out;
pub mod passphrase;
pub mod progress;
pub mod session;
pub mod target;
pub mod verb;
pub mod words;
