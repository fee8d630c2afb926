//! A run, from the empty machine to the report.

use std::time::Instant;

use anyhow::{Context, Result};

use crate::{
    machine::Machine,
    plan::Plan,
    report::Report,
    rows::{phones, physics, sealing, weight},
    scene::Scene,
};

/// Measures everything; with a browser what needs one, too.
///
/// # Errors
/// If something does not work; what it was.
pub async fn run(plan: Plan) -> Result<Report> {
    let start = Instant::now();
    say("a relay and two phones");
    let mut scene = Scene::build().await?;
    let mut rows = Vec::new();
    say("the page's weight");
    rows.extend(
        weight::measure(&scene.world.relay.origin())
            .await
            .context("the page's weight")?,
    );
    say("from phone to phone");
    rows.extend(
        phones::measure(&mut scene, plan.messages)
            .await
            .context("from phone to phone")?,
    );
    say("sealing");
    rows.extend(sealing::measure(plan.pieces).context("sealing")?);
    say("this machine");
    rows.extend(
        physics::measure(scene.world.folder(), &mut scene.hops, plan.pieces)
            .await
            .context("this machine")?,
    );
    Ok(Report {
        machine: Machine::here(scene.world.folder()),
        browser: None,
        took_ms: u64::try_from(start.elapsed().as_millis())?,
        rows,
    })
}

/// What is being measured now, for who waits.
fn say(what: &str) {
    eprintln!("bench: {what}");
}
