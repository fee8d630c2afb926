//! What is measured, a module for each kind.
//!
//! | module | rows | needs a browser |
//! |---|---|---|
//! | [`weight`] | what the page weighs | no |
//! | [`loading`] | from navigation to the QR code | yes |
//! | [`linking`] | from the scan to the first screen, and out again | yes |
//! | [`memory`] | what relay and phone hold when nothing happens | yes |
//! | [`sending`] | from the page to the other phone and back | yes |
//! | [`in_step`] | from one screen of an account to another | yes |
//! | [`sealing_in_page`] | how fast the page seals a file | yes |
//! | [`phones`] | from phone to phone | no |
//! | [`files`] | a large file from phone to phone and from the page, and messages beside it | only the page's |
//! | [`wire`] | what a large file takes on the wire, and after a crash of the phone | no |
//! | [`tab`] | what a huge file takes of a tab and on its wire, and after a crash of the browser | yes |
//! | [`groups`] | messages to a group of 256, a group of 1,024 made at once | no |
//! | [`history`] | what a phone with a million messages takes to find and list | no |
//! | [`screens`] | lists, chats and searches on the page of such a phone | yes |
//! | [`scrolling`] | how smooth a long chat is scrolled | yes |
//! | [`sealing`] | how fast a link message is sealed and opened | no |
//! | [`physics`] | what the machine takes for a round trip and an fsync | no |

pub mod files;
pub mod groups;
pub mod history;
pub mod in_step;
pub mod linking;
pub mod loading;
pub mod memory;
pub mod phones;
pub mod physics;
pub mod screens;
pub mod scrolling;
pub mod sealing;
pub mod sealing_in_page;
pub mod sending;
pub mod tab;
pub mod weight;
pub mod wire;
