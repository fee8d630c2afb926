//! Files on the page: shown by name, saved as they were sent.

use std::{fs, path::PathBuf};

use pillion_tests::{
    browser::{page::Page, world::World},
    wait,
};
use serde_json::Value;

/// Some megabytes that repeat after no round number.
fn content() -> Vec<u8> {
    (0..5_300_000_u32)
        .map(|at| at.wrapping_mul(2_654_435_761).to_be_bytes()[0])
        .collect()
}

fn file(folder: &tempfile::TempDir, name: &str) -> PathBuf {
    let path = folder.path().join(name);
    fs::write(&path, content()).unwrap();
    path
}

/// Keeps what the page gives to the browser, so that it can be looked at.
async fn listen(page: &Page) {
    let script = "window.given = []; const make = URL.createObjectURL;
        URL.createObjectURL = (blob) => { window.given.push(blob); return make.call(URL, blob); };
        HTMLAnchorElement.prototype.click = function () { window.named = this.download; };";
    page.run(script, Vec::new()).await.unwrap();
}

/// Length, sum, type and name of what was given last.
async fn given(page: &Page) -> Value {
    let script = "const done = arguments[0]; const blob = window.given?.at(-1);
        if (!blob) return done(null);
        blob.arrayBuffer().then((bytes) => {
            const sum = new Uint8Array(bytes).reduce((sum, byte, at) => (sum + byte * (at % 251)) % 1000003, 0);
            done([blob.size, sum, blob.type, window.named, window.given.length]);
        });";
    page.run_later(script, Vec::new()).await
}

fn sum() -> u64 {
    let weighed = content().into_iter().zip(0_u64..);
    weighed.fold(0, |sum, (byte, at)| (sum + u64::from(byte) * (at % 251)) % 1_000_003)
}

async fn about(page: &Page, words: &str) {
    wait::until(&format!("the file says {words}"), || async {
        let all = page.all("file-about").await;
        all.iter().any(|about| about.contains(words)).then_some(())
    })
    .await;
}

#[tokio::test]
async fn a_file_is_shown_and_saved_as_it_was_sent() {
    let world = World::new().await;
    let ((alice, mine), (_bob, page)) = world.two_browsers().await;
    let folder = tempfile::tempdir().unwrap();
    let path = file(&folder, "<b>map.pdf.html");
    let path = path.to_string_lossy();
    let _ = alice
        .json(&["file", "send", "bob", &path, "--caption", "the *map*", "--wait"])
        .await;
    for page in [&mine, &page] {
        about(page, "5.3 MB").await;
        page.says("_b_map").await;
        page.says("the map").await;
    }
    listen(&page).await;
    page.press("save").await;
    about(&page, "saved").await;
    let given = given(&page).await;
    assert_eq!(
        given,
        serde_json::json!([content().len(), sum(), "application/octet-stream", "_b_map.pdf.html", 1])
    );
}

#[tokio::test]
async fn what_the_relay_has_lost_or_changed_is_said_and_nothing_is_given() {
    let world = World::new().await;
    let ((alice, _mine), (_bob, page)) = world.two_browsers().await;
    let folder = tempfile::tempdir().unwrap();
    let path = file(&folder, "map.pdf");
    let _ = alice
        .json(&["file", "send", "bob", &path.to_string_lossy(), "--wait"])
        .await;
    about(&page, "5.3 MB").await;
    listen(&page).await;
    let files = world.live.relay.data().join("files");
    let parts = fs::read_dir(&files).unwrap().flatten().next().unwrap().path();
    let part = parts.join("00000001");
    let mut bytes = fs::read(&part).unwrap();
    bytes[70_000] ^= 1;
    fs::write(&part, &bytes).unwrap();
    page.press("save").await;
    about(&page, "damaged on the way").await;
    fs::remove_file(&part).unwrap();
    page.press("save").await;
    about(&page, "did not come").await;
    fs::remove_dir_all(&parts).unwrap();
    page.press("save").await;
    about(&page, "save it on the phone").await;
    assert_eq!(given(&page).await, Value::Null);
}
