//! The terminal UI as a person meets it: keys in, effects and a drawn screen out.

mod acting;
mod chatting;
mod codes;
mod drafting;
mod faces;
mod groups;
mod joining;
mod linking;
mod listing;
mod live;
mod looks;
mod members;
mod mouse;
mod picking;
mod pictures;
mod sharing;
mod sights;
mod trust;
mod writing;
