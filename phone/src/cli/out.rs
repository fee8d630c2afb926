//! Standard output: lines for people, or one JSON object a line.

use std::io::{self, Write};

use serde::Serialize;

use super::error::CliError;

/// Where a verb prints.
#[derive(Debug, Clone, Copy)]
pub struct Out {
    json: bool,
}

impl Out {
    /// For people, or with `json` for programs.
    #[must_use]
    pub const fn new(json: bool) -> Self {
        Self { json }
    }

    /// Whether it is for programs.
    #[must_use]
    pub const fn is_json(self) -> bool {
        self.json
    }

    /// Prints one thing: the object with `--json`, else what `words` says, if anything.
    ///
    /// # Errors
    /// [`CliError::Output`].
    pub fn say(&self, object: &impl Serialize, words: impl FnOnce() -> String) -> Result<(), CliError> {
        if self.json { self.object(object) } else { line(&words()) }
    }

    /// Prints what is meant for programs only.
    ///
    /// # Errors
    /// [`CliError::Output`].
    pub fn object(&self, object: &impl Serialize) -> Result<(), CliError> {
        if !self.json {
            return Ok(());
        }
        let text = serde_json::to_string(object).map_err(|reason| CliError::Output(reason.into()))?;
        line(&text)
    }

    /// Prints a line that is meant for people only.
    ///
    /// # Errors
    /// [`CliError::Output`].
    pub fn remark(&self, words: &str) -> Result<(), CliError> {
        if self.json { Ok(()) } else { line(words) }
    }
}

/// A line, at once: whoever reads a pipe must not wait for the next one.
fn line(words: &str) -> Result<(), CliError> {
    let mut out = io::stdout().lock();
    writeln!(out, "{words}")
        .and_then(|()| out.flush())
        .map_err(CliError::Output)
}
