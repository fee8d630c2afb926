//! A large file from phone to phone: how fast, how many bytes more than it has, and what messages feel of it meanwhile.

use std::{fs, path::Path};

use anyhow::{Context, Result};
use pillion_protocol::content::message::State;

use crate::{
    browser::probe::Probe,
    clock::Moment,
    large::{made, send},
    person::Person,
    quantity::Unit,
    reference::transfer,
    scene::Scene,
    stats::Spread,
    table::{Reference, Row},
};

/// How often the file is sent.
const TIMES: u32 = 3;

/// How often it is sent at most while messages are said beside it.
const MOST_TIMES: u32 = 10;

/// The rows, for a file of so many mebibytes.
///
/// # Errors
/// If it does not arrive.
pub async fn measure(scene: &mut Scene, mebibytes: u32, messages: u32) -> Result<Vec<Row>> {
    let source = scene.world.place("large.bin");
    let bytes = made(&source, mebibytes)?;
    let mut sender = Person::at(&scene.alice_phone).await?;
    let files = scene.world.relay.data().join("files");
    let (mut ours, mut bare, mut sealed) = (Vec::new(), Vec::new(), 0);
    for number in 0..TIMES {
        bare.push(transfer::measure(scene.world.folder(), &source).await?);
        let caption = format!("a large file {number}");
        let before = size(&files)?;
        let begin = Moment::now();
        send(&mut sender, &source, &caption).await?;
        ours.push(scene.bob.holds(&caption).await?.since(begin));
        sealed = size(&files)?.saturating_sub(before);
    }
    let mut idle = Vec::new();
    for number in 0..messages {
        idle.push(said(scene, &format!("idle {number}")).await?);
    }
    let mut beside = Vec::new();
    for number in 0..MOST_TIMES {
        let caption = format!("beside messages {number}");
        let mut reader = Person::at(&scene.bob_phone).await?;
        send(&mut sender, &source, &caption).await?;
        let comes = tokio::spawn(async move { reader.holds(&caption).await });
        while !comes.is_finished() {
            beside.push(said(scene, &format!("beside {number} {}", beside.len())).await?);
        }
        comes.await??;
        if beside.len() >= usize::try_from(messages)? {
            break;
        }
    }

    let spread = |took: &[u64]| Spread::of(took).context("nothing was measured");
    let name = format!("{mebibytes} MiB");
    let bare = spread(&bare)?;
    let unit = Unit::PieceOf(u32::try_from(bytes)?);
    Ok(vec![
        Row::new(
            format!("file of {name}: phone -> kept by the other phone"),
            unit,
            spread(&ours)?,
        )
        .within(bare.p50.saturating_mul(2))
        .beside(Reference::new("bare HTTP upload and download", bare)),
        Row::new(
            format!("file of {name}: bytes at the relay"),
            Unit::Bytes,
            Spread::exactly(sealed),
        )
        .within(bytes.saturating_add(bytes / 100))
        .beside(Reference::new("the file", Spread::exactly(bytes))),
        Row::new(
            "beside a file: send -> stored on the other phone",
            Unit::Nanoseconds,
            spread(&beside)?,
        )
        .always_within(spread(&idle)?.p99.saturating_mul(2))
        .beside(Reference::new("the same without one", spread(&idle)?)),
    ])
}

/// The row of the same file sent from the page, which must show an open chat.
///
/// # Errors
/// If it does not arrive.
pub async fn from_page(scene: &mut Scene, probe: &Probe, mebibytes: u32) -> Result<Row> {
    let source = scene.world.place("from-page.bin");
    let bytes = made(&source, mebibytes)?;
    let path = source.to_str().context("a path of plain letters")?;
    let (mut ours, mut bare) = (Vec::new(), Vec::new());
    for number in 0..TIMES {
        bare.push(transfer::measure(scene.world.folder(), &source).await?);
        let caption = format!("from the page {number} in full");
        let begin = probe.send_file(path, &caption).await?;
        ours.push(scene.bob.holds(&caption).await?.since(begin));
    }
    let bare = Spread::of(&bare).context("nothing was measured")?;
    let ours = Spread::of(&ours).context("nothing was measured")?;
    let unit = Unit::PieceOf(u32::try_from(bytes)?);
    let what = format!("file of {mebibytes} MiB: page -> kept by the other phone");
    Ok(Row::new(what, unit, ours)
        .within(bare.p50.saturating_mul(5) / 2)
        .beside(Reference::new("bare HTTP upload and download", bare)))
}

/// How long a message takes to be stored on the other phone.
async fn said(scene: &mut Scene, text: &str) -> Result<u64> {
    let begin = Moment::now();
    scene.alice.say(text).await?;
    Ok(scene.bob.shown(text, State::Delivered).await?.since(begin))
}

/// Bytes of all that lies below a folder.
fn size(folder: &Path) -> Result<u64> {
    let mut all = 0_u64;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let facts = entry.metadata()?;
        all = all.saturating_add(if facts.is_dir() {
            size(&entry.path())?
        } else {
            facts.len()
        });
    }
    Ok(all)
}
