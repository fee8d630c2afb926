//! Files that go from page to page: what is in them, and what a page gives to its browser.

use std::{fs, path::PathBuf};

use pillion_tests::{browser::page::Page, wait};
use serde_json::Value;

/// Some megabytes that repeat after no round number.
pub(crate) fn content() -> Vec<u8> {
    (0..5_300_000_u32)
        .map(|at| at.wrapping_mul(2_654_435_761).to_be_bytes()[0])
        .collect()
}

/// A file with it.
pub(crate) fn file(folder: &tempfile::TempDir, name: &str) -> PathBuf {
    let path = folder.path().join(name);
    fs::write(&path, content()).unwrap();
    path
}

/// Keeps what the page gives to the browser, so that it can be looked at.
pub(crate) async fn listen(page: &Page) {
    let script = "window.given = []; const make = URL.createObjectURL;
        URL.createObjectURL = (blob) => { window.given.push(blob); return make.call(URL, blob); };
        HTMLAnchorElement.prototype.click = function () { window.named = this.download; };";
    page.run(script, Vec::new()).await.unwrap();
}

/// Length, sum, type and name of what was given last.
pub(crate) async fn given(page: &Page) -> Value {
    let script = "const done = arguments[0]; const blob = window.given?.at(-1);
        if (!blob) return done(null);
        blob.arrayBuffer().then((bytes) => {
            const sum = new Uint8Array(bytes).reduce((sum, byte, at) => (sum + byte * (at % 251)) % 1000003, 0);
            done([blob.size, sum, blob.type, window.named, window.given.length]);
        });";
    page.run_later(script, Vec::new()).await
}

/// The sum of [`content`], as `given` adds it up.
pub(crate) fn sum() -> u64 {
    let weighed = content().into_iter().zip(0_u64..);
    weighed.fold(0, |sum, (byte, at)| (sum + u64::from(byte) * (at % 251)) % 1_000_003)
}

/// Waits until a file on the page says so of itself.
pub(crate) async fn about(page: &Page, words: &str) {
    wait::until(&format!("the file says {words}"), || async {
        let all = page.all("file-about").await;
        all.iter().any(|about| about.contains(words)).then_some(())
    })
    .await;
}
