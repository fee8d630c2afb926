//! What the machine itself takes: for comparison with other machines, and with the references of the other rows.

use std::path::Path;

use anyhow::{Context, Result};

use crate::{
    browser::probe::Probe,
    quantity::Unit,
    reference::{
        fsync,
        hops::Hops,
        route::{Node, Route, Stop},
    },
    stats::Spread,
    table::Row,
};

/// A round trip between a page and a phone, with nothing kept.
const ROUND_TRIP: &Route = &[
    bare(Node::Page),
    bare(Node::Relay),
    bare(Node::Alice),
    bare(Node::Relay),
    bare(Node::Page),
];

/// The rows.
///
/// # Errors
/// What the system says.
pub async fn measure(folder: &Path, hops: &mut Hops, times: u32) -> Result<Vec<Row>> {
    let trip = hops.reference(ROUND_TRIP, times).await?.spread;
    let sync = fsync::measure(folder, times)?;
    Ok(vec![
        Row::new(
            "machine: bare WebSocket, page-relay-phone and back",
            Unit::Nanoseconds,
            trip,
        ),
        Row::new("machine: one fsync of a 4 KiB append", Unit::Nanoseconds, sync),
    ])
}

/// What a browser takes to draw a change: part of whatever a person sees in it.
///
/// # Errors
/// If the page does not answer.
pub async fn frame(probe: &Probe, times: u32) -> Result<Row> {
    let mut took = Vec::new();
    for _ in 0..times {
        took.push(probe.frame().await?);
    }
    let spread = Spread::of(&took).context("nothing was drawn")?;
    Ok(Row::new(
        "machine: a change in a page -> drawn",
        Unit::Nanoseconds,
        spread,
    ))
}

const fn bare(at: Node) -> Stop {
    Stop { at, keeps: false }
}
