//! The terminal UI as a person meets it: keys in, effects and a drawn screen out.

mod chatting;
mod linking;
mod looks;
mod writing;
