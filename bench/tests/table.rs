//! The table as a person reads it.

use pillion_bench::{
    quantity::Unit,
    stats::Spread,
    table::{Reference, Row, render},
};

fn spread(p50: u64, p99: u64) -> Spread {
    Spread { p50, p99, count: 200 }
}

#[test]
fn every_row_stands_beside_its_reference() {
    let rows = [
        Row::new(
            "send -> delivered tick",
            Unit::Nanoseconds,
            spread(9_000_000, 20_000_000),
        )
        .beside(Reference::new("8 legs, 5 fsyncs", spread(3_000_000, 4_000_000))),
        Row::new("page weight", Unit::Bytes, Spread::exactly(290_000)).within(300_000),
        Row::new("first screen", Unit::Nanoseconds, spread(301_000_000, 400_000_000)).within(300_000_000),
    ];
    let expected = "\
| what                   | ours p50 | ours p99 | count |      budget | reference        | its p50 | its p99 | ratio |
|:-----------------------|---------:|---------:|------:|------------:|:-----------------|--------:|--------:|------:|
| send -> delivered tick |  9.00 ms |  20.0 ms |   200 |           - | 8 legs, 5 fsyncs | 3.00 ms | 4.00 ms |   3.0 |
| page weight            |   290 KB |   290 KB |     1 |   300 KB ok | -                |       - |       - |     - |
| first screen           |   301 ms |   400 ms |   200 | 300 ms OVER | -                |       - |       - |     - |
";
    assert_eq!(render(&rows), expected);
}

#[test]
fn a_table_of_nothing_is_its_heads() {
    assert_eq!(render(&[]).lines().count(), 2);
}

#[test]
fn a_bar_in_a_name_breaks_no_column() {
    let row = Row::new("a|b", Unit::Bytes, Spread::exactly(1));
    for line in render(&[row]).lines() {
        assert_eq!(line.matches('|').count(), 10, "{line}");
    }
}

#[test]
fn a_ratio_needs_a_reference_that_is_not_nothing() {
    let row = Row::new("a", Unit::Bytes, Spread::exactly(6));
    assert_eq!(row.ratio(), None);
    assert_eq!(
        row.clone()
            .beside(Reference::new("nothing", Spread::exactly(0)))
            .ratio(),
        None
    );
    assert_eq!(
        row.beside(Reference::new("some", Spread::exactly(4))).ratio(),
        Some(1.5)
    );
}

#[test]
fn a_budget_is_held_against_the_middle() {
    let row = Row::new("a", Unit::Nanoseconds, spread(100, 900));
    assert!(row.clone().is_within());
    assert!(row.clone().within(100).is_within());
    assert!(!row.within(99).is_within());
}
