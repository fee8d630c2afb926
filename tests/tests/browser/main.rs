//! Stories in headless Chromium, with the page that the relay serves and the phones that users start.
//!
//! `CHROME` and `CHROMEDRIVER` name the programs where they are not on the path; `PILLION_ROUNDS` says how often a browser is
//! killed.

mod actions;
mod aloud;
mod bad_text;
mod blindness;
mod crash;
mod groups;
mod links;
mod long;
mod messages;
mod outages;
mod pairing;
mod pictures;
mod shell;
