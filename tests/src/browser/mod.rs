//! Headless Chromium with the real page, served by the real relay.
//!
//! 1. [`driver`] is chromedriver as a process; [`chromium`] one browser with a profile of its own, which can be killed.
//! 2. [`page`] is what a person sees and does on the page; [`seen`] one look at all of it.
//! 3. [`axe`] is what a blind reader stumbles over.
//! 4. [`world`] is the world of `live` with browsers in it.

pub mod axe;
pub mod chromium;
pub mod driver;
pub mod page;
pub mod seen;
pub mod world;
