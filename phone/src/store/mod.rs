//! Where the phone's state lies: one encrypted SQLite database. All SQL of the program is in this folder.
//!
//! 1. [`database`] opens it with the passphrase, brings it up to date ([`migration`]) and runs transactions.
//! 2. Every other file is one table: the functions that read and write it, on a [`database::Tx`].
//!
//! Whatever a person can see changes in one transaction, together with the [`change`] log. What these functions return is
//! on disk only when the transaction has been committed.
//!
//! This is not where rules live: who may send what, and when, is the core's affair.
//!
//! Source: docs/schema.sql.

pub mod account;
pub mod again;
pub mod change;
pub mod changed;
pub mod chat;
pub mod contact;
pub mod copy;
pub mod database;
pub mod deletion;
pub mod edit;
pub mod error;
pub mod event;
pub mod file;
pub mod group;
pub mod intent;
pub mod invitation;
pub mod kept;
pub mod letter;
pub mod link;
pub mod member;
pub mod mention;
pub mod message;
pub mod migration;
pub mod outbox;
pub mod picture;
pub mod piece;
pub mod reaction;
pub mod receipt;
pub mod received;
pub mod restored;
pub mod row;
pub mod search;
pub mod setting;
pub mod shelf;
pub mod state;
pub mod timer;
pub mod verified;
pub mod wanted;

mod number;
mod preview;
