//! From the page to the other phone and back: Enter in the page, stored there, ticks here.
//!
//! Each message is sent when the one before has been delivered, so nothing waits in a queue.

use anyhow::{Context, Result};
use pillion_protocol::content::message::State;

use crate::{
    browser::probe::Probe,
    quantity::Unit,
    reference::route::{DELIVERED, Route, SENT, STORED},
    scene::Scene,
    stats::Spread,
    table::Row,
};

/// The rows. The page must show an open chat.
///
/// # Errors
/// If a message does not arrive.
pub async fn measure(scene: &mut Scene, probe: &Probe, messages: u32) -> Result<Vec<Row>> {
    let (mut sent, mut stored, mut delivered) = (Vec::new(), Vec::new(), Vec::new());
    for number in 0..messages {
        let text = format!("from the page {number}");
        let ticks = probe.send(&text).await?;
        stored.push(scene.bob.shown(&text, State::Delivered).await?.since(ticks.begin));
        sent.push(ticks.sent.since(ticks.begin));
        delivered.push(ticks.delivered.since(ticks.begin));
    }
    probe.check_clock().await?;
    let mut row = async |what, took: &[u64], route: &Route| {
        let spread = Spread::of(took).context("nothing was sent")?;
        let reference = scene.hops.reference(route, messages).await?;
        Ok::<_, anyhow::Error>(Row::new(what, Unit::Nanoseconds, spread).beside(reference))
    };
    Ok(vec![
        row("page: send -> sent tick", &sent, SENT).await?,
        row("page: send -> stored on the other phone", &stored, STORED).await?,
        row("page: send -> delivered tick", &delivered, DELIVERED).await?,
    ])
}
