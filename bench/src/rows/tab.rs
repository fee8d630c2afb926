//! What a huge file takes of the tab that saves or sends it, and on its wire; and what of it is sent again when the browser is killed on the
//! way.

use std::{fs, path::Path, time::Duration};

use anyhow::{Context, Result};
use pillion_tests::{
    browser::{chromium::Chromium, driver::Driver},
    wait,
};

use super::wire::{on_wire, sent_again};
use crate::{
    browser::{
        held::{Held, Watch},
        probe::Probe,
    },
    large::{made, send},
    person::Person,
    quantity::Unit,
    scene::fetches_none,
    stats::Spread,
    table::Row,
    wired::Wired,
};

/// By how much a tab may grow, in bytes.
const GROWTH_BYTES: u64 = 64 * 1_024 * 1_024;

/// How long a browser may take to save a file of some gibibytes.
const SAVES: Duration = Duration::from_secs(600);

/// How often the browser is killed: each time it is in the middle of something else.
const KILLS: u32 = 2;

/// Presses the newest button that saves a file.
const SAVE: &str = "[...document.querySelectorAll('[data-testid=save]')].at(-1).click()";

/// The rows, for a file of so many mebibytes; the browser is killed with one of `killed` mebibytes.
///
/// # Errors
/// If it does not arrive.
pub async fn measure(wired: &mut Wired, driver: &Driver, mebibytes: u32, killed: u32) -> Result<Vec<Row>> {
    let (profile, folder) = (wired.world.place("tab-browser"), wired.world.place("saved"));
    fs::create_dir(&folder)?;
    let source = wired.world.place("huge.bin");
    let bytes = made(&source, mebibytes)?;
    let mut alice = Person::at(&wired.alice_phone).await?;
    let mut bob = Person::at(&wired.bob_phone).await?;
    // What Bob's phone fetches comes over the same wire as what his page saves.
    fetches_none(&wired.bob_phone).await;
    let chromium = Chromium::start(driver, &profile).await;
    let probe = Probe::at(chromium.client().clone()).await?;
    probe.save_into(&folder).await?;
    probe.open(&wired.bob_tap.origin()).await?;
    bob.link(&probe).await?;
    probe.open_chat().await?;

    probe.hear("a huge file").await?;
    send(&mut alice, &source, "a huge file").await?;
    bob.hears_of("a huge file").await?;
    probe.when("a huge file").await?;
    probe.tidy_up().await?;
    let (watch, before) = (Watch::begin(&profile)?, wired.bob_tap.down());
    probe.run(SAVE).await?;
    let saved = wait::look(SAVES, async || is_saved(&folder, bytes).then_some(())).await;
    saved.context("the browser has not saved the file")?;
    let (saving, down) = (watch.end()?, wired.bob_tap.down() - before);

    let path = source.to_str().context("a path of plain letters")?;
    probe.tidy_up().await?;
    let (watch, before) = (Watch::begin(&profile)?, wired.bob_tap.up());
    probe.send_file(path, "a huge file back").await?;
    alice.hears_of("a huge file back").await?;
    let (sending, up) = (watch.end()?, wired.bob_tap.up() - before);

    let again = again(wired, driver, (chromium, probe), &mut alice, &profile, killed).await?;
    let name = format!("{mebibytes} MiB");
    let mut rows = Vec::new();
    for (what, grown, direction, counted) in [
        ("saved by", saving, "relay -> page", down),
        ("sent by", sending, "page -> relay", up),
    ] {
        rows.extend(grows(&format!("file of {name} {what} a page"), grown));
        rows.push(on_wire(
            format!("file of {name}: on the wire, {direction}"),
            counted,
            bytes,
        ));
    }
    rows.push(sent_again(
        format!("file of {killed} MiB: sent again after kill -9 of the browser at half way"),
        &again,
    )?);
    Ok(rows)
}

/// How many bytes the page sends again after it was killed at half way.
async fn again(
    wired: &Wired,
    driver: &Driver,
    (mut chromium, mut probe): (Chromium, Probe),
    alice: &mut Person,
    profile: &Path,
    mebibytes: u32,
) -> Result<Vec<u64>> {
    let source = wired.world.place("killed.bin");
    let bytes = made(&source, mebibytes)?;
    let path = source.to_str().context("a path of plain letters")?;
    let before = wired.bob_tap.up();
    probe.send_file(path, "not killed").await?;
    alice.hears_of("not killed").await?;
    let once = wired.bob_tap.up() - before;
    let mut again = Vec::new();
    for number in 0..KILLS {
        let caption = format!("killed on the way from the page {number}");
        let before = wired.bob_tap.up();
        probe.send_file(path, &caption).await?;
        wired.bob_tap.up_reaches(before.saturating_add(bytes / 2)).await?;
        chromium.kill().await;
        chromium = Chromium::start(driver, profile).await;
        probe = Probe::at(chromium.client().clone()).await?;
        probe.open(&wired.bob_tap.origin()).await?;
        probe.when("all-chats").await?;
        let came = alice.hears_of(&caption).await;
        came.context("the browser was killed at half way and started again")?;
        again.push((wired.bob_tap.up() - before).saturating_sub(once));
        probe.open_chat().await?;
    }
    Ok(again)
}

/// The rows of what a browser has held more.
fn grows(what: &str, grown: Held) -> [Row; 2] {
    let row = |whose: &str, bytes| Row::new(format!("{what}: {whose} by"), Unit::Bytes, Spread::exactly(bytes));
    [
        row("the tab grows", grown.tabs).within(GROWTH_BYTES),
        row("all of the browser grows", grown.all),
    ]
}

/// Whether there is a file of so many bytes in a folder, under its own name.
fn is_saved(folder: &Path, bytes: u64) -> bool {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files = entries.filter(|entry| entry.path().extension().is_none_or(|ending| ending != "crdownload"));
    files.any(|entry| entry.metadata().is_ok_and(|facts| facts.len() == bytes))
}
