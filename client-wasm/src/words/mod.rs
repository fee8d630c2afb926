//! All that the page says, in each language that it knows: one function for each text, both languages side by side.
//!
//! 1. [`lang`]: the languages.
//! 2. The rest by what the texts are about; each function takes the language and what the text depends on.

pub mod lang;
