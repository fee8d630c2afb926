//! Draws the model, a file for each part; [`screen`] puts them together, [`canvas`] holds the pen.

pub mod about;
pub mod bars;
pub mod blocked;
pub mod canvas;
pub mod chats;
pub mod choices;
pub mod code;
pub mod composer;
pub mod dialogs;
pub mod dots;
pub mod face;
pub mod group;
pub mod links;
pub mod person;
pub mod qr;
pub mod screen;
pub mod search;
pub mod share;
pub mod thread;
pub mod window;
