//! How smooth a long chat is scrolled: what each frame takes while the page draws and lets go of rows, and asks the phone for more.
//!
//! Beside a box of plain lines in an empty page of the same browser: a browser without a display draws some frames late by itself.

use anyhow::{Context, Result, ensure};

use crate::{
    browser::probe::Probe,
    quantity::Unit,
    stats::Spread,
    table::{Reference, Row},
};

/// What scrolls in the page.
const THREAD: &str = ".scroller:has(> [data-testid=thread])";

/// Pixels of each frame: a wheel that is turned fast, six screens a second.
const PIXELS: u32 = 100;

/// What a frame may take, in nanoseconds: one of 60 in a second, and a tenth for the browser's clock. The next longer one is two.
const FRAME_NS: u64 = 18_300_000;

/// So many frames leave the first window behind.
const FAR: u32 = 100;

/// Lines of the box: more than is scrolled over.
const LINES: u32 = 4_000;

/// What stands at the upper end.
const FIRST: &str =
    "return Number(document.querySelector('[data-testid=thread] [data-place]')?.getAttribute('data-place') ?? 0)";

/// The row. The open chat has `messages`; it is scrolled from where it is towards its beginning.
///
/// # Errors
/// If nothing is scrolled.
pub async fn measure(probe: &Probe, messages: u64, frames: u32) -> Result<Row> {
    let before: u64 = probe.read(FIRST).await?;
    let ours = probe.scroll(THREAD, frames, PIXELS).await?;
    let after: u64 = probe.read(FIRST).await?;
    let came = after < before || frames < FAR;
    ensure!(came, "no older messages came: the first is still {after}");
    probe.open("about:blank").await?;
    probe.put_plain_lines(LINES).await?;
    let bare = probe.scroll("#plain", frames, PIXELS).await?;
    let spread = |took: &[u64]| Spread::of(took).context("no frame was drawn");
    Ok(Row::new(
        format!("page: a frame while {messages} messages are scrolled"),
        Unit::Nanoseconds,
        spread(&ours)?,
    )
    .always_within(FRAME_NS)
    .beside(Reference::new("plain lines, scrolled", spread(&bare)?)))
}
