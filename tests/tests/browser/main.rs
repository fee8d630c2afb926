//! Stories in headless Chromium, with the page that the relay serves and the phones that users start.
//!
//! `CHROME` and `CHROMEDRIVER` name the programs where they are not on the path; `PILLION_ROUNDS` says how often a browser is
//! killed.

mod actions;
mod alerts;
mod aloud;
mod bad_files;
mod bad_groups;
mod bad_names;
mod bad_pictures;
mod bad_text;
mod bad_voices;
mod blindness;
mod blocked;
mod carried;
mod crash;
mod devices;
mod files;
mod films;
mod forwards;
mod galleries;
mod german;
mod groups;
mod joining;
mod keyboard;
mod links;
mod long;
mod mentions;
mod messages;
mod narrow;
mod outages;
mod pairing;
mod payloads;
mod pictures;
mod presence;
mod receipts;
mod roles;
mod search;
mod sending;
mod shelf;
mod shell;
mod timers;
mod trust;
mod typing;
mod voices;
