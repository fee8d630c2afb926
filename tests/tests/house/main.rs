//! The house rules as tests: which room may name what, and the shape of a file.
//!
//! 1. [`names`] reads a Rust source into the paths and words that it names, tests and product apart.
//! 2. [`room`] finds the sources of the workspace.
//! 3. [`rule`] says what a rule is; [`arrows`] holds them, each with an example that it must catch.
//! 4. [`crates`] holds the arrows between crates, [`shape`] what a file looks like, [`words`] where the page's texts stand, [`shell`] what the page
//!    keeps of itself.
//!
//! Source: DESIGN 2 and ARCHITECTURE.md, "The arrows that must never be".

mod arrows;
mod crates;
mod names;
mod room;
mod rule;
mod shape;
mod shell;
mod words;
