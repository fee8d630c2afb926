//! A run, from the empty machine to the report.

use std::{fs, time::Instant};

use anyhow::{Context, Result};
use pillion_tests::browser::{chromium::Chromium, driver::Driver};

use crate::{
    browser::probe::Probe,
    machine::Machine,
    part::{Part, Parts},
    plan::Plan,
    report::Report,
    rows::{
        files, groups, history, in_step, linking, loading, memory, phones, physics, screens, sealing, sealing_in_page,
        sending, tab, weight, wire,
    },
    scene::Scene,
    table::Row,
    wired::Wired,
};

/// Frames that are looked at: each waits for the display, so a few seconds are enough.
const MOST_FRAMES: u32 = 100;

/// Files that are sealed in the page: a sixteenth of a gibibyte each.
const MOST_SEALED: u32 = 30;

/// Measures these parts.
///
/// # Errors
/// If something does not work; what it was.
pub async fn run(plan: Plan, parts: &Parts) -> Result<Report> {
    let start = Instant::now();
    say("a relay and two phones");
    let mut scene = Scene::build().await?;
    let mut rows = Vec::new();
    if parts.has(Part::Weight) {
        say("the page's weight");
        let weight = weight::measure(&scene.world.relay.origin()).await;
        rows.extend(weight.context("the page's weight")?);
    }
    let driver = match parts.need_browser() {
        true => Some(Driver::start().await),
        false => None,
    };
    let mut browser = None;
    if let Some(driver) = &driver {
        browser = Some(in_browser(&mut scene, driver, plan, parts, &mut rows).await?);
    }
    between_phones(&mut scene, plan, parts, &mut rows).await?;
    on_the_wire(driver.as_ref(), plan, parts, &mut rows).await?;
    alone(&mut scene, plan, parts, &mut rows).await?;
    Ok(Report {
        machine: Machine::here(scene.world.folder()),
        browser,
        took_ms: u64::try_from(start.elapsed().as_millis())?,
        rows,
    })
}

/// What is seen in a browser; its name.
async fn in_browser(
    scene: &mut Scene,
    driver: &Driver,
    plan: Plan,
    parts: &Parts,
    rows: &mut Vec<Row>,
) -> Result<String> {
    let chromium = Chromium::start(driver, &scene.world.place("browser")).await;
    let probe = Probe::at(chromium.client().clone()).await?;
    if parts.has(Part::Loading) {
        say("from navigation to the QR code");
        let loading = loading::measure(&scene.world, &probe, plan.loads).await;
        rows.extend(loading.context("loading the page")?);
    }
    if parts.has_any(&[
        Part::Linking,
        Part::Memory,
        Part::Sending,
        Part::InStep,
        Part::FileOfPage,
        Part::Drawing,
    ]) {
        linked(scene, &probe, plan, parts, rows).await?;
    }
    if parts.has(Part::SealingInPage) {
        say("sealing in the page");
        let (origin, times) = (scene.world.relay.origin(), plan.pieces.min(MOST_SEALED));
        let sealing = sealing_in_page::measure(&probe, &origin, times).await;
        rows.push(sealing.context("sealing in the page")?);
    }
    if parts.has(Part::Screens) {
        say("the page of a phone with years of messages");
        let chromium = Chromium::start(driver, &scene.world.place("reader-browser")).await;
        let probe = Probe::at(chromium.client().clone()).await?;
        let screens = screens::measure(scene, &probe, plan.library, plan.messages).await;
        rows.extend(screens.context("the page of a phone with years of messages")?);
    }
    Ok(probe.name())
}

/// What is seen at a browser that is linked to Alice's phone.
async fn linked(scene: &mut Scene, probe: &Probe, plan: Plan, parts: &Parts, rows: &mut Vec<Row>) -> Result<()> {
    if parts.has(Part::Linking) {
        say("from the scan to the first screen");
        probe.open(&scene.world.relay.origin()).await?;
        probe.when("qr").await?;
        rows.extend(linking::measure(scene, probe, plan.links).await.context("linking")?);
    } else {
        probe.open(&scene.world.relay.origin()).await?;
        scene.alice.link(probe).await?;
    }
    let mut held = Vec::new();
    if parts.has(Part::Memory) {
        say("memory");
        held = memory::measure(scene).await.context("memory")?;
    }
    probe.open_chat().await?;
    if parts.has(Part::Sending) {
        say("from the page to the other phone");
        let sending = sending::measure(scene, probe, plan.messages).await;
        rows.extend(sending.context("sending")?);
    }
    if parts.has(Part::InStep) {
        say("from one screen to another");
        let steps = in_step::measure(scene, probe, plan.messages).await;
        rows.extend(steps.context("from one screen to another")?);
    }
    if parts.has(Part::FileOfPage) {
        say("a large file from the page");
        let file = files::from_page(scene, probe, plan.file).await;
        rows.push(file.context("a large file from the page")?);
    }
    rows.append(&mut held);
    if parts.has(Part::Drawing) {
        let frame = physics::frame(probe, plan.pieces.min(MOST_FRAMES)).await;
        rows.push(frame.context("drawing")?);
    }
    Ok(())
}

async fn between_phones(scene: &mut Scene, plan: Plan, parts: &Parts, rows: &mut Vec<Row>) -> Result<()> {
    if parts.has(Part::Phones) {
        say("from phone to phone");
        let phones = phones::measure(scene, plan.messages).await;
        rows.extend(phones.context("from phone to phone")?);
    }
    if parts.has(Part::Files) {
        say("a large file");
        let files = files::measure(scene, plan.file, plan.messages).await;
        rows.extend(files.context("a large file")?);
    }
    Ok(())
}

/// What goes over the wire, in a scene of its own.
async fn on_the_wire(driver: Option<&Driver>, plan: Plan, parts: &Parts, rows: &mut Vec<Row>) -> Result<()> {
    if !parts.has_any(&[Part::Wire, Part::Tab]) {
        return Ok(());
    }
    let mut wired = Wired::build().await?;
    if parts.has(Part::Wire) {
        say("a large file on the wire");
        let wire = wire::measure(&mut wired, plan.file).await;
        rows.extend(wire.context("a large file on the wire")?);
    }
    if let Some(driver) = driver.filter(|_| parts.has(Part::Tab)) {
        say("a huge file in a tab");
        let tab = tab::measure(&mut wired, driver, plan.tab, plan.file).await;
        rows.extend(tab.context("a huge file in a tab")?);
    }
    Ok(())
}

/// What one program or the machine does alone, or one phone with a crowd.
async fn alone(scene: &mut Scene, plan: Plan, parts: &Parts, rows: &mut Vec<Row>) -> Result<()> {
    if parts.has(Part::Groups) {
        say("large groups");
        let groups = groups::measure(scene, usize::try_from(plan.town)?, plan.messages).await;
        rows.extend(groups.context("large groups")?);
    }
    if parts.has(Part::History) {
        say("a phone with years of messages");
        let (folder, library, times) = (scene.world.place("library"), plan.library, plan.messages);
        fs::create_dir(&folder)?;
        let years = tokio::task::spawn_blocking(move || history::measure(&folder, library, times));
        rows.extend(years.await?.context("a phone with years of messages")?);
    }
    if parts.has(Part::Sealing) {
        say("sealing");
        rows.extend(sealing::measure(plan.pieces).context("sealing")?);
    }
    if parts.has(Part::Machine) {
        say("this machine");
        let physics = physics::measure(scene.world.folder(), &mut scene.hops, plan.pieces).await;
        rows.extend(physics.context("this machine")?);
    }
    Ok(())
}

/// What is being measured now, for who waits.
fn say(what: &str) {
    eprintln!("bench: {what}");
}
