//! How far the screens of one account are apart: what is said at one, until another has drawn it.

use anyhow::{Context, Result};
use pillion_protocol::content::message::State;

use crate::{
    browser::probe::Probe,
    clock::Moment,
    quantity::Unit,
    reference::route::{FROM_PAGE, Route, TO_PAGE},
    scene::Scene,
    stats::Spread,
    table::Row,
};

/// What is called a blink, in nanoseconds.
const BLINK_NS: u64 = 100_000_000;

/// The rows. The page must show the chat of a linked phone.
///
/// # Errors
/// If one screen does not show what was said at the other.
pub async fn measure(scene: &mut Scene, probe: &Probe, messages: u32) -> Result<Vec<Row>> {
    let (mut to_page, mut from_page) = (Vec::new(), Vec::new());
    for number in 0..messages {
        let text = format!("from the terminal {number}");
        probe.hear(&text).await?;
        let begin = Moment::now();
        scene.alice.say(&text).await?;
        to_page.push(probe.when(&text).await?.shown.since(begin));

        let text = format!("from the page to the terminal {number}");
        let ticks = probe.send(&text).await?;
        from_page.push(scene.alice.shown(&text, State::Stored).await?.since(ticks.begin));
    }
    probe.check_clock().await?;
    let mut row = async |what, took: &[u64], route: &Route| {
        let spread = Spread::of(took).context("nothing was said")?;
        let reference = scene.hops.reference(route, messages).await?;
        let row = Row::new(what, Unit::Nanoseconds, spread);
        Ok::<_, anyhow::Error>(row.always_within(BLINK_NS).beside(reference))
    };
    Ok(vec![
        row("in step: terminal -> drawn in the page", &to_page, TO_PAGE).await?,
        row("in step: page -> the terminal", &from_page, FROM_PAGE).await?,
    ])
}
