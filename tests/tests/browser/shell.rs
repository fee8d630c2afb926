//! The page as an installed program: it starts without its relay, and notices a newer one.

use std::{ffi::OsString, fs, path::Path};

use pillion_tests::{
    browser::{page::Page, world::World},
    live::world::World as Live,
    wait,
};

/// What the page keeps of itself, by path.
async fn kept(page: &Page) -> Vec<String> {
    const KEPT: &str = "const done = arguments[0]; caches.open('shell').then((shell) => shell.keys()).then((keys) => done(keys.map((key) => new URL(key.url).pathname)))";
    let kept = page.run_later(KEPT, Vec::new()).await;
    serde_json::from_value(kept).expect("paths")
}

async fn keeps_itself(page: &Page) -> Vec<String> {
    wait::until("the page keeps itself", || async {
        Some(kept(page).await).filter(|kept| kept.len() > 10)
    })
    .await
}

async fn banner(page: &Page, kind: Option<&str>) {
    page.until(&format!("the banner {kind:?}"), |seen| {
        (seen.banner().as_deref() == kind).then_some(())
    })
    .await;
}

#[tokio::test]
async fn without_its_relay_the_page_starts_and_says_what_is_missing() {
    let mut world = World::new().await;
    let (alice, page, _bob) = world.alice_browser_bob().await;
    let kept = keeps_itself(&page).await;
    world.live.relay.kill().await;
    page.reload().await;
    banner(&page, Some("offline")).await;
    let seen = page.look().await;
    assert_eq!(seen.lights()[0].as_deref(), Some("bad"));
    assert!(seen.messages().is_empty(), "messages are on the phone only");
    world.live.relay.again().await;
    page.settled().await;
    banner(&page, None).await;
    page.open_chat().await;
    page.shows("hello alice", &["delivered", "read"]).await;
    alice.send("bob", "still here").await;
    page.shows("still here", &["sent", "delivered", "read"]).await;
    assert!(
        kept.iter().all(|path| !path.contains("ws") && !path.contains("blob")),
        "{kept:?}"
    );
    assert_eq!(self::kept(&page).await.len(), kept.len(), "nothing but the page itself");
}

#[tokio::test]
async fn a_relay_with_a_newer_page_is_noticed_and_loaded() {
    let folder = tempfile::tempdir().unwrap();
    let www = folder.path().join("www");
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../www"), &www);
    let live = Live::with(&[OsString::from("--www"), www.clone().into_os_string()]).await;
    let mut world = World::of(live).await;
    let alice = world.live.alice_phone().await;
    let page = world.browser_of(&alice).await;
    page.settled().await;
    keeps_itself(&page).await;

    // An empty section of no meaning: other bytes, the same program.
    let program = www.join("pkg/pillion_client_bg.wasm");
    let mut bytes = fs::read(&program).unwrap();
    bytes.extend([0, 1, 0]);
    fs::write(&program, bytes).unwrap();
    world.live.relay.kill().await;
    banner(&page, Some("offline")).await;
    world.live.relay.again().await;
    banner(&page, Some("newer")).await;
    page.press("reload").await;
    page.settled().await;
    banner(&page, None).await;
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}
