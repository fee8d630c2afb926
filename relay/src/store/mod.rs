//! What a relay keeps: mailboxes, links, the directory, room for files. All of it sealed, hashed or public.
//!
//! 1. The hub asks for an [`op::Op`]; the driver hands it to a [`writer::Writer`] under a ticket.
//! 2. The writer takes everything that is waiting and gives it to the [`op::Store`] as one batch.
//! 3. The store carries the batch out in one transaction, makes it durable, and only then answers: one [`op::Outcome`] for
//!    each op, in order. So many puts share one fsync, and nothing is answered that a crash could undo.
//!
//! The meaning of each op is written once, in [`mailboxes`], [`links`], [`directory`], [`files`] and [`expiry`], over
//! ordered [`tables::Tables`] of bytes. [`disk`] keeps the tables in a file, [`memory`] keeps them in memory for tests.
//!
//! This is deliberately no general database: a relay of many nodes would give another [`op::Store`].
//!
//! Source: docs/protocol.md, rules `R-PUT-*`, `R-DIR-*`, `R-LINK-*` and `R-FILE-*`.

pub mod carry_out;
pub mod directory;
pub mod disk;
pub mod expiry;
pub mod failure;
pub mod files;
pub mod links;
pub mod mailboxes;
pub mod memory;
pub mod op;
pub mod quotas;
pub mod row;
pub mod tables;
pub mod writer;
