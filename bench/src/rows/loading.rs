//! From navigation to the QR code, as a person sees it: from the navigation's start to the first frame with the code.
//!
//! With an empty cache everything is downloaded and compiled anew; with a filled one each file is asked for and not sent
//! again. Both stand beside a page without a program on the same server, loaded the same way.

use anyhow::{Context, Result};
use pillion_tests::live::world::World;

use crate::{
    browser::probe::Probe,
    quantity::Unit,
    reference::still,
    stats::Spread,
    table::{Reference, Row},
};

/// Until the code is on the screen, in nanoseconds (DESIGN, the web client).
const BUDGET: u64 = 300_000_000;

/// The rows. Leaves the browser on the page.
///
/// # Errors
/// If no code appears.
pub async fn measure(world: &World, probe: &Probe, loads: u32) -> Result<Vec<Row>> {
    let still = still::serve(world).await?;
    let mut rows = Vec::new();
    for (cache, is_empty) in [("empty", true), ("filled", false)] {
        let reference = load(probe, &still.origin(), loads, is_empty).await?;
        let ours = load(probe, &world.relay.origin(), loads, is_empty).await?;
        let row = Row::new(
            format!("navigation -> QR shown, cache {cache}"),
            Unit::Nanoseconds,
            ours,
        );
        rows.push(
            row.within(BUDGET)
                .beside(Reference::new("a still page with a QR", reference)),
        );
    }
    probe.check_clock().await?;
    Ok(rows)
}

async fn load(probe: &Probe, url: &str, loads: u32, empties: bool) -> Result<Spread> {
    let mut took = Vec::new();
    for _ in 0..loads {
        if empties {
            probe.empty_cache().await?;
        }
        probe.open(url).await?;
        let seen = probe.when("qr").await?;
        took.push(seen.shown.since(seen.since));
    }
    Spread::of(&took).context("no page was loaded")
}
