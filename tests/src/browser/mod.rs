//! Headless Chromium with the real page, served by the real relay.
//!
//! 1. [`driver`] is chromedriver as a process; [`chromium`] one browser with a profile of its own, which can be killed.
//! 2. [`page`] is what a person sees and does on the page; [`seen`] one look at all of it; [`hand`] what is done with more than a press.
//! 3. [`alerts`] are the notifications that leave the page; [`room`] is how much a page may keep.
//! 4. [`axe`] is what a blind reader stumbles over.
//! 5. [`world`] is the world of `live` with browsers in it.

pub mod alerts;
pub mod axe;
pub mod chromium;
pub mod driver;
pub mod hand;
pub mod page;
pub mod room;
pub mod seen;
pub mod world;
