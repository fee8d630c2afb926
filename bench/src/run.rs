//! A run, from the empty machine to the report.

use std::{fs, time::Instant};

use anyhow::{Context, Result};
use pillion_tests::browser::{chromium::Chromium, driver::Driver};

use crate::{
    browser::probe::Probe,
    machine::Machine,
    plan::Plan,
    report::Report,
    rows::{
        files, groups, history, in_step, linking, loading, memory, phones, physics, screens, sealing, sending, weight,
    },
    scene::Scene,
    table::Row,
};

/// Frames that are looked at: each waits for the display, so a few seconds are enough.
const MOST_FRAMES: u32 = 100;

/// Measures everything; what needs a browser only if there is to be one.
///
/// # Errors
/// If something does not work; what it was.
pub async fn run(plan: Plan, with_browser: bool) -> Result<Report> {
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
    let mut browser = None;
    if with_browser {
        let driver = Driver::start().await;
        let chromium = Chromium::start(&driver, &scene.world.place("browser")).await;
        let probe = Probe::at(chromium.client().clone()).await?;
        browser = Some(probe.name());
        rows.extend(in_browser(&mut scene, &probe, plan).await?);
        say("the page of a phone with years of messages");
        let chromium = Chromium::start(&driver, &scene.world.place("reader-browser")).await;
        let probe = Probe::at(chromium.client().clone()).await?;
        let screens = screens::measure(&mut scene, &probe, plan.library, plan.messages).await;
        rows.extend(screens.context("the page of a phone with years of messages")?);
    }
    say("from phone to phone");
    rows.extend(
        phones::measure(&mut scene, plan.messages)
            .await
            .context("from phone to phone")?,
    );
    say("a large file");
    rows.extend(
        files::measure(&mut scene, plan.file, plan.messages)
            .await
            .context("a large file")?,
    );
    say("large groups");
    let town = usize::try_from(plan.town)?;
    rows.extend(
        groups::measure(&scene, town, plan.messages)
            .await
            .context("large groups")?,
    );
    say("a phone with years of messages");
    let (folder, library, times) = (scene.world.place("library"), plan.library, plan.messages);
    fs::create_dir(&folder)?;
    let years = tokio::task::spawn_blocking(move || history::measure(&folder, library, times));
    rows.extend(years.await?.context("a phone with years of messages")?);
    say("sealing");
    rows.extend(sealing::measure(plan.pieces).context("sealing")?);
    say("this machine");
    let physics = physics::measure(scene.world.folder(), &mut scene.hops, plan.pieces).await;
    rows.extend(physics.context("this machine")?);
    Ok(Report {
        machine: Machine::here(scene.world.folder()),
        browser,
        took_ms: u64::try_from(start.elapsed().as_millis())?,
        rows,
    })
}

async fn in_browser(scene: &mut Scene, probe: &Probe, plan: Plan) -> Result<Vec<Row>> {
    say("from navigation to the QR code");
    let mut rows = loading::measure(&scene.world, probe, plan.loads)
        .await
        .context("loading the page")?;
    say("from the scan to the first screen");
    rows.extend(linking::measure(scene, probe, plan.links).await.context("linking")?);
    say("memory");
    let memory = memory::measure(scene).await.context("memory")?;
    say("from the page to the other phone");
    rows.extend(sending::measure(scene, probe, plan.messages).await.context("sending")?);
    say("from one screen to another");
    let steps = in_step::measure(scene, probe, plan.messages).await;
    rows.extend(steps.context("from one screen to another")?);
    say("a large file from the page");
    let file = files::from_page(scene, probe, plan.file).await;
    rows.push(file.context("a large file from the page")?);
    rows.extend(memory);
    rows.push(
        physics::frame(probe, plan.pieces.min(MOST_FRAMES))
            .await
            .context("drawing")?,
    );
    Ok(rows)
}

/// What is being measured now, for who waits.
fn say(what: &str) {
    eprintln!("bench: {what}");
}
