//! The table: what was measured, beside what the machine itself takes for the physical part of it.

use serde::Serialize;

use crate::{
    quantity::{Unit, ratio},
    stats::Spread,
};

/// The heads of the columns.
const HEADS: [&str; 9] = [
    "what",
    "ours p50",
    "ours p99",
    "count",
    "budget",
    "reference",
    "its p50",
    "its p99",
    "ratio",
];

/// How many of the columns hold words and stand to the left: the first, and the reference.
const WORDS: [usize; 2] = [0, 5];

/// What is written where there is nothing to say.
const NOTHING: &str = "-";

/// What a measurement is compared with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reference {
    /// What it is.
    pub what: String,
    /// How it went, in the unit of its row.
    pub spread: Spread,
}

impl Reference {
    /// A reference.
    #[must_use]
    pub fn new(what: impl Into<String>, spread: Spread) -> Self {
        Self {
            what: what.into(),
            spread,
        }
    }
}

/// One measurement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// What was measured.
    pub what: String,
    /// What its numbers mean.
    pub unit: Unit,
    /// How it went.
    pub ours: Spread,
    /// What it may be at most, in the same unit.
    pub budget: Option<u64>,
    /// The p99 is held against the budget; else the p50.
    pub strict: bool,
    /// The physical part alone, measured in the same run.
    pub reference: Option<Reference>,
}

impl Row {
    /// A measurement without budget and reference.
    #[must_use]
    pub fn new(what: impl Into<String>, unit: Unit, ours: Spread) -> Self {
        Self {
            what: what.into(),
            unit,
            ours,
            budget: None,
            strict: false,
            reference: None,
        }
    }

    /// The same, with what it may be at most.
    #[must_use]
    pub fn within(self, budget: u64) -> Self {
        Self {
            budget: Some(budget),
            ..self
        }
    }

    /// The same, with what ninety-nine of a hundred may be at most.
    #[must_use]
    pub fn always_within(self, budget: u64) -> Self {
        Self {
            budget: Some(budget),
            strict: true,
            ..self
        }
    }

    /// The same, beside a reference.
    #[must_use]
    pub fn beside(self, reference: Reference) -> Self {
        Self {
            reference: Some(reference),
            ..self
        }
    }

    /// Ours in terms of the reference, by the p50.
    #[must_use]
    pub fn ratio(&self) -> Option<f64> {
        ratio(self.ours.p50, self.reference.as_ref()?.spread.p50)
    }

    /// Whether what is held against the budget is within it; true without one.
    #[must_use]
    pub fn is_within(&self) -> bool {
        let held = if self.strict { self.ours.p99 } else { self.ours.p50 };
        self.budget.is_none_or(|budget| held <= budget)
    }

    fn cells(&self) -> [String; HEADS.len()] {
        let write = |value| self.unit.write(value);
        let of_reference = |say: &dyn Fn(&Reference) -> String| self.reference.as_ref().map_or(NOTHING.into(), say);
        let budget = self.budget.map_or(NOTHING.into(), |budget| {
            let verdict = if self.is_within() { "ok" } else { "OVER" };
            let which = if self.strict { "p99 " } else { "" };
            format!("{which}{} {verdict}", write(budget))
        });
        [
            self.what.clone(),
            write(self.ours.p50),
            write(self.ours.p99),
            self.ours.count.to_string(),
            budget,
            of_reference(&|reference| reference.what.clone()),
            of_reference(&|reference| write(reference.spread.p50)),
            of_reference(&|reference| write(reference.spread.p99)),
            self.ratio().map_or(NOTHING.into(), |ratio| format!("{ratio:.1}")),
        ]
    }
}

/// The rows as a table that is also Markdown.
#[must_use]
pub fn render(rows: &[Row]) -> String {
    let heads = HEADS.map(String::from);
    let body: Vec<_> = rows.iter().map(Row::cells).collect();
    let mut widths = heads.each_ref().map(|head| head.chars().count());
    for cells in &body {
        for (width, cell) in widths.iter_mut().zip(cells) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let mut text = line(&heads, &widths);
    text.push_str(&rule(&widths));
    for cells in &body {
        text.push_str(&line(cells, &widths));
    }
    text
}

fn line(cells: &[String], widths: &[usize]) -> String {
    let mut text = String::from("|");
    for (column, (cell, width)) in cells.iter().zip(widths).enumerate() {
        let cell = cell.replace('|', "/");
        text.push_str(&match WORDS.contains(&column) {
            true => format!(" {cell:<width$} |"),
            false => format!(" {cell:>width$} |"),
        });
    }
    text.push('\n');
    text
}

fn rule(widths: &[usize]) -> String {
    let mut text = String::from("|");
    for (column, width) in widths.iter().enumerate() {
        let dashes = "-".repeat(*width);
        text.push_str(&match WORDS.contains(&column) {
            true => format!(":{dashes}-|"),
            false => format!("-{dashes}:|"),
        });
    }
    text.push('\n');
    text
}
