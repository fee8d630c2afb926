//! What is drawn again when something changes.
//!
//! 1. An [`effect`] does something now, and again after each change of what it looked at the last time.
//! 2. What can be looked at is a [`trigger`], or a [`signal`]: a value with one.
//! 3. Whatever is made while a piece is drawn belongs to its [`owner`] and ends with it: effects, and the values behind the
//!    handles of [`stored`], which can be copied into every closure.
//!
//! A change runs nothing at once: the effects that wait are run together when what is running now has ended, in the order in
//! which they were woken. One that ends before its turn is not run.
//!
//! What this is not: it knows no element and no browser. It computes no values from others; the page's parts
//! (`view/screen`) do, since all of them come from one model.

pub mod effect;
pub mod owner;
pub mod signal;
pub mod stored;
pub mod trigger;
