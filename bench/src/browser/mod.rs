//! The page in a real browser, and what is seen of it.
//!
//! The browser is that of the tests' stage. Only the looking is done here: [`probe`] puts a script into the page that
//! takes the times there, so that the way through the driver is in none of them; [`cdp`] is how it gets in before the
//! page's own script, and [`held`] what the browser takes of the machine's memory.

pub mod cdp;
pub mod held;
pub mod probe;
