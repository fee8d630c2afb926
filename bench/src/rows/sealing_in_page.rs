//! How fast the page seals a file, 64 KiB a chunk, beside libsodium.js in the same page.
//!
//! Measured is the program that the page's worker runs, with all that it does with a file: reading it from the browser, copying it into its
//! memory and out again, sealing and digesting it. It runs on the page's own thread and writes to a disk that keeps nothing, so that both
//! sides stand on the same ground. libsodium.js has no digest to make and nothing to read.

use std::{env, fs, path::Path};

use anyhow::{Context, Result};

use crate::{
    browser::probe::Probe,
    clock::Moment,
    quantity::Unit,
    stats::Spread,
    table::{Reference, Row},
};

/// Runs in the page.
const SCRIPT: &str = include_str!("../browser/sealing.js");

/// Names the folder of libsodium.js, if it could be had.
const LIBSODIUM: &str = "PILLION_LIBSODIUM";

/// Bytes of a chunk.
const CHUNK_BYTES: u32 = 65_536;

/// Chunks of a file that is sealed: enough for the clock, few enough for the patience.
const CHUNKS: u32 = 256;

/// The row. The browser is left on the page.
///
/// # Errors
/// If nothing is sealed.
pub async fn measure(probe: &Probe, origin: &str, times: u32) -> Result<Row> {
    probe.open(origin).await?;
    probe.evaluate::<()>(&quiet(SCRIPT)).await?;
    let libsodium = env::var_os(LIBSODIUM);
    if let Some(folder) = &libsodium {
        for name in ["libsodium.js", "libsodium-wrappers.js"] {
            let script = fs::read_to_string(Path::new(folder).join(name));
            let script = script.with_context(|| format!("{LIBSODIUM} names a folder without {name}"))?;
            probe.evaluate::<()>(&quiet(&script)).await?;
        }
    }
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    // The first of each finds a program that is not compiled yet.
    for number in 0..=times {
        for (which, took) in [("ours", &mut ours), ("theirs", &mut theirs)] {
            if which == "theirs" && libsodium.is_none() {
                continue;
            }
            let ms: f64 = probe.evaluate(&format!("sealing.{which}({CHUNKS})")).await?;
            let each = Moment::from_page(ms).since(Moment::from_page(0.0)) / u64::from(CHUNKS);
            if number > 0 {
                took.push(each);
            }
        }
    }
    let ours = Spread::of(&ours).context("nothing was sealed")?;
    let row = Row::new(
        "page: sealing a file and its digest, 64 KiB a chunk",
        Unit::PieceOf(CHUNK_BYTES),
        ours,
    );
    Ok(match Spread::of(&theirs) {
        Some(theirs) => row.beside(Reference::new("libsodium.js, secretstream alone", theirs)),
        None => row,
    })
}

/// The same script, which comes to nothing.
fn quiet(script: &str) -> String {
    format!("{script}\n;null")
}
