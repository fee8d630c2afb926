//! All that was measured, for people and for programs.

use std::{fs, io, path::Path};

use serde::Serialize;
use serde_json::{Value, json};

use crate::{
    machine::Machine,
    table::{Row, render},
};

/// The file that a run leaves behind, below the folder of built things.
const LATEST: &str = "bench/latest.md";

/// How to read the table; says what each number is and is not.
const NOTES: &str = "\
p50 and p99 are nearest ranks: values that were measured. Below 100 measurements the p99 is the largest. Ratio is p50 by p50.
Shown means: the first frame after the change in the page; tick means: the change itself. Times of the page are its own
(performance.timeOrigin + performance.now(), good to 0.1 ms); page and phones share one clock.
A reference is bare: WebSockets of the same legs in one process, 1 KiB a message, an fsync of 4 KiB wherever it must be kept.
";

/// The outcome of a run.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// Where.
    pub machine: Machine,
    /// With which browser, if with one.
    pub browser: Option<String>,
    /// How long all of it took, in milliseconds.
    pub took_ms: u64,
    /// What.
    pub rows: Vec<Row>,
}

impl Report {
    /// The table, and what one must know to read it. It is Markdown as well.
    #[must_use]
    pub fn text(&self) -> String {
        let browser = self.browser.as_deref().unwrap_or("no browser");
        let seconds = self.took_ms.div_ceil(1_000);
        let head = format!("{}, {browser}; {seconds} s in all", self.machine.sentence());
        format!("{head}\n\n{}\n{NOTES}", render(&self.rows))
    }

    /// One object; times in nanoseconds, sizes in bytes.
    ///
    /// # Errors
    /// Never, for what a report holds.
    pub fn json(&self) -> serde_json::Result<String> {
        let mut report = serde_json::to_value(self)?;
        let rows = report.get_mut("rows").and_then(Value::as_array_mut);
        for (row, written) in self.rows.iter().zip(rows.into_iter().flatten()) {
            if let Some(fields) = written.as_object_mut() {
                fields.insert("ratio".into(), json!(row.ratio()));
                fields.insert("within".into(), json!(row.is_within()));
            }
        }
        serde_json::to_string_pretty(&report)
    }

    /// Leaves the table in `target`.
    ///
    /// # Errors
    /// What the system says.
    pub fn keep(&self, target: &Path) -> io::Result<()> {
        let path = target.join(LATEST);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, format!("# The latest measurements\n\n{}", self.text()))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::{quantity::Unit, stats::Spread, table::Reference};

    fn report() -> Report {
        let reference = Reference::new("bare", Spread::exactly(2_000_000));
        let row = Row::new("a", Unit::Nanoseconds, Spread::exactly(3_000_000)).within(1_000_000);
        Report {
            machine: Machine::here(Path::new("/")),
            browser: Some("Chromium 1".into()),
            took_ms: 1_500,
            rows: vec![row.beside(reference)],
        }
    }

    #[test]
    fn people_read_where_it_was_measured_and_what() {
        let text = report().text();
        for part in [
            "cores of",
            "Chromium 1; 2 s in all",
            "| a",
            "3.00 ms",
            "OVER",
            "nearest ranks",
        ] {
            assert!(text.contains(part), "{part} in {text}");
        }
    }

    #[test]
    fn programs_read_the_numbers_and_the_verdict() {
        let read: Value = serde_json::from_str(&report().json().unwrap()).unwrap();
        let row = read.pointer("/rows/0").unwrap();
        assert_eq!(row.pointer("/ours/p50"), Some(&json!(3_000_000)));
        assert_eq!(row.pointer("/reference/spread/p99"), Some(&json!(2_000_000)));
        assert_eq!(row.get("ratio"), Some(&json!(1.5)));
        assert_eq!(row.get("within"), Some(&json!(false)));
        assert_eq!(read.get("browser"), Some(&json!("Chromium 1")));
    }

    #[test]
    fn the_latest_run_is_kept() {
        let target = tempfile::tempdir().unwrap();
        report().keep(target.path()).unwrap();
        report().keep(target.path()).unwrap();
        let kept = fs::read_to_string(target.path().join(LATEST)).unwrap();
        assert!(kept.starts_with("# ") && kept.ends_with(&report().text()));
    }
}
