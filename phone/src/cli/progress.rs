//! How far something long is: a line that changes on a terminal, objects with `--json`, and else a line for every quarter.

use std::io::{self, IsTerminal, Write};

use pillion_protocol::content::progress::Progress as Moved;

use super::{json::backup::ProgressObject, out::Out};
use crate::{
    backup::progress::{Progress, Step},
    screen::words,
};

/// What was shown last.
#[derive(Debug)]
pub struct Bar {
    out: Out,
    is_terminal: bool,
    shown: Option<(&'static str, u64)>,
}

impl Bar {
    /// Nothing was shown yet.
    #[must_use]
    pub fn new(out: Out) -> Self {
        Self {
            out,
            is_terminal: io::stderr().is_terminal(),
            shown: None,
        }
    }

    /// Shows how far it is, if that has changed. Whether anybody sees it does not matter to what is done.
    pub fn show(&mut self, progress: Progress) {
        let coarse = if self.out.is_json() || self.is_terminal { 1 } else { 25 };
        let percent = progress.percent();
        let word = match progress.step {
            Step::Copying => "copying",
            Step::Sealing => "sealing",
            Step::Opening => "opening",
        };
        let now = (word, percent.checked_div(coarse).unwrap_or_default());
        if self.shown == Some(now) {
            return;
        }
        self.shown = Some(now);
        if self.out.is_json() {
            let _ = self.out.object(&ProgressObject { step: word, percent });
        } else if self.is_terminal {
            let _ = write!(io::stderr(), "\r{word} {percent} %   ");
        } else {
            let _ = writeln!(io::stderr(), "{word} {percent} %");
        }
    }

    /// Shows how far a file is, on a terminal alone: whoever reads lines waits for the one at the end.
    pub fn show_file(&mut self, word: &'static str, progress: &Moved) {
        let now = (word, progress.percent());
        if !self.is_terminal || self.out.is_json() || self.shown == Some(now) {
            return;
        }
        self.shown = Some(now);
        let _ = write!(io::stderr(), "\r{word} {}\x1b[K", words::moving(progress));
    }

    /// Takes the line away.
    pub fn end(self) {
        if self.is_terminal && !self.out.is_json() && self.shown.is_some() {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}
