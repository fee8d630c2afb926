//! What a browser downloads before the page runs, and later: each file as the relay sends it to a browser that takes Brotli.
//!
//! Bodies alone; headers and what a later visit saves (`304 Not Modified`) are left out.

use std::{
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use anyhow::{Result, ensure};

use crate::{
    http::fetch,
    quantity::Unit,
    stats::Spread,
    table::{Reference, Row},
};

/// What is loaded before the page can be used, in bytes (DESIGN, the web client).
const BUDGET_BYTES: u64 = 300_000;

/// What is loaded when it is first needed, in bytes (docs/decisions.md, 31).
const LATER_BUDGET_BYTES: u64 = 120_000;

/// Files below this size share one row, in bytes.
const SMALL_BYTES: u64 = 1_000;

/// A row for each file that is loaded at first, the largest first, one for all of them, and one for all others.
///
/// # Errors
/// If the relay cannot be reached, or serves no page.
pub async fn measure(origin: &str) -> Result<Vec<Row>> {
    await_packed(origin).await?;
    let mut files = Vec::new();
    for path in paths()? {
        let (packed, plain) = (fetch(origin, &path, true).await?, fetch(origin, &path, false).await?);
        if let (Some(packed), Some(plain)) = (packed, plain) {
            files.push((packed.bytes, plain.bytes, path));
        }
    }
    ensure!(
        files.iter().any(|(_, _, path)| path.ends_with(".wasm")),
        "this relay was built without the page: call \"make build\" first"
    );
    files.sort();
    files.reverse();
    let later: Vec<_> = files.extract_if(.., |(_, _, path)| is_later(path)).collect();
    let (all, after) = (sum(&files), sum(&later));
    let small: Vec<_> = files.extract_if(.., |(packed, _, _)| *packed < SMALL_BYTES).collect();
    let mut rows: Vec<Row> = files
        .iter()
        .map(|(packed, plain, path)| row(path.trim_start_matches('/'), *packed, *plain))
        .collect();
    if !small.is_empty() {
        let (packed, plain) = sum(&small);
        rows.push(row(&format!("{} small files", small.len()), packed, plain));
    }
    rows.push(row("all before it can be used", all.0, all.1).within(BUDGET_BYTES));
    rows.push(row("all that is loaded later", after.0, after.1).within(LATER_BUDGET_BYTES));
    Ok(rows)
}

/// Whether a file is loaded when it is first needed.
fn is_later(path: &str) -> bool {
    path.starts_with("/media/") || path.starts_with("/pkg/split_")
}

/// A relay that has just been started packs the page aside.
async fn await_packed(origin: &str) -> Result<()> {
    // The files are packed in this order, so the last large one tells.
    let last = "/thread.css";
    let deadline = Instant::now() + Duration::from_secs(60);
    while fetch(origin, last, true).await?.is_some_and(|body| !body.packed) {
        ensure!(
            Instant::now() < deadline,
            "the relay has not packed the page in a minute"
        );
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    Ok(())
}

fn row(file: &str, packed: u64, plain: u64) -> Row {
    let reference = Reference::new("the same, not compressed", Spread::exactly(plain));
    Row::new(format!("page weight: {file}"), Unit::Bytes, Spread::exactly(packed)).beside(reference)
}

fn sum(files: &[(u64, u64, String)]) -> (u64, u64) {
    files
        .iter()
        .fold((0, 0), |(packed, plain), file| (packed + file.0, plain + file.1))
}

/// The paths of all files of `www`; those that only builders need are not served, which the answer says.
fn paths() -> Result<Vec<String>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../www");
    let mut found = Vec::new();
    walk(&folder, &mut found)?;
    let path = |file: PathBuf| {
        file.strip_prefix(&folder)
            .ok()
            .map(|inside| format!("/{}", inside.display()))
    };
    Ok(found.into_iter().filter_map(path).collect())
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let is_hidden = path
            .file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with('.'));
        match path.is_dir() {
            _ if is_hidden => {}
            true => walk(&path, found)?,
            false => found.push(path),
        }
    }
    Ok(())
}
