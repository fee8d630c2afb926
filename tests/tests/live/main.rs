//! Stories over real processes: the relay and phones as a user starts them, their command line, `kill -9`.
//!
//! `PILLION_BIN_DIR` says where the programs are (else: beside this test), `PILLION_ROUNDS` how often a story with a random
//! instant is played, `PILLION_SEED` with which lots.

mod accounts;
mod actions;
mod backup;
mod bad_code;
mod bad_database;
mod bad_text;
mod blindness;
mod chats;
mod crash;
mod files;
mod full_disk;
mod groups;
mod messages;
mod pictures;
mod start;
mod terminal;
mod trust;
