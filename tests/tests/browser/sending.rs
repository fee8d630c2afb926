//! Files that are sent from a page: chosen, dropped or pasted, sealed in the browser, brought to the relay through whatever happens.

use std::fs;

use pillion_tests::{
    browser::{page::Page, world::World},
    wait,
};
use serde_json::{Value, json};

use crate::carried::{about, content, file, given, listen, sum};

/// Names and bytes of what lies in the page's private folder.
pub(crate) async fn outgoing(page: &Page) -> Vec<(String, Vec<u64>)> {
    let script = "const done = arguments[0]; (async () => {
        const root = await navigator.storage.getDirectory();
        const folder = await root.getDirectoryHandle('outgoing', { create: true });
        const all = [];
        for await (const [name, handle] of folder.entries()) {
            const file = await handle.getFile().catch(() => null);
            const bytes = file ? new Uint8Array(await file.arrayBuffer()) : [];
            all.push([name, [bytes.length, ...bytes.slice(0, 64)]]);
        }
        return all;
    })().then(done);";
    serde_json::from_value(page.run_later(script, Vec::new()).await).unwrap()
}

pub(crate) async fn nothing_is_left(page: &Page) {
    wait::until("no sealed bytes in the browser", || async {
        outgoing(page).await.is_empty().then_some(())
    })
    .await;
}

/// Gives files to the page as a person who drops or pastes them does.
async fn hand_over(page: &Page, event: &str, names: &[&str]) {
    let script = "const [event, names] = arguments; const data = new DataTransfer();
        for (const name of names) data.items.add(new File([`what is in ${name}`], name, { type: 'text/plain' }));
        const init = { bubbles: true, cancelable: true, dataTransfer: data, clipboardData: data };
        const target = document.querySelector('[data-testid=composer]');
        target.dispatchEvent(event === 'paste' ? new ClipboardEvent(event, init) : new DragEvent(event, init));";
    let _ = page.run(script, vec![json!(event), json!(names)]).await.unwrap();
}

#[tokio::test]
async fn a_file_is_chosen_and_the_other_page_saves_what_was_in_it() {
    let world = World::new().await;
    let ((alice, mine), (bob, page)) = world.two_browsers().await;
    let folder = tempfile::tempdir().unwrap();
    let path = file(&folder, "the map.pdf");
    mine.type_into("composer", "where we").await;
    mine.type_into("attach-files", &path.to_string_lossy()).await;
    mine.until("the file before it is sent", |seen| {
        (seen.words().contains("the map.pdf") && seen.words().contains("5.3 MB")).then_some(())
    })
    .await;
    mine.type_into("caption", " meet").await;
    mine.press("attach-send").await;
    for page in [&mine, &page] {
        about(page, "5.3 MB").await;
        page.says("where we meet").await;
    }
    mine.shows("where we meet", &["delivered", "read"]).await;
    let composer = mine
        .run(
            "return document.querySelector('[data-testid=composer]').value",
            Vec::new(),
        )
        .await;
    assert_eq!(composer.unwrap(), "", "what was said is not said twice");
    nothing_is_left(&mine).await;
    listen(&page).await;
    page.press("save").await;
    about(&page, "saved").await;
    assert_eq!(
        given(&page).await,
        json!([content().len(), sum(), "application/octet-stream", "the map.pdf", 1])
    );
    // Both phones keep it, so that it outlives the relay's copy.
    for phone in [&bob, &alice] {
        let with = if phone.handle() == "bob" { "alice" } else { "bob" };
        let _ = phone
            .last(with, "the file on the phone", |said| said["file"]["held"] == "here")
            .await;
    }
}

#[tokio::test]
async fn files_are_dropped_and_pasted_and_one_is_taken_out_again() {
    let world = World::new().await;
    let ((_alice, mine), (_bob, page)) = world.two_browsers().await;
    hand_over(&mine, "drop", &["one.txt", "two.txt"]).await;
    hand_over(&mine, "paste", &["three.txt"]).await;
    mine.until("all three", |seen| seen.words().contains("Send 3 files").then_some(()))
        .await;
    let _ = mine
        .run(
            "document.querySelectorAll('[data-testid=chosen]')[1].querySelector('button').click()",
            Vec::new(),
        )
        .await
        .unwrap();
    mine.until("two of them", |seen| {
        (seen.words().contains("Send 2 files") && !seen.words().contains("two.txt")).then_some(())
    })
    .await;
    mine.press("attach-send").await;
    for page in [&mine, &page] {
        page.says("one.txt").await;
        page.says("three.txt").await;
        assert!(!page.look().await.words().contains("two.txt"));
    }
    nothing_is_left(&mine).await;
}

#[tokio::test]
async fn a_file_waits_for_the_phone_sealed_and_goes_after_a_reload() {
    let world = World::new().await;
    let ((mut alice, mine), (_bob, page)) = world.two_browsers().await;
    let folder = tempfile::tempdir().unwrap();
    let path = file(&folder, "map.pdf");
    alice.kill().await;
    mine.type_into("attach-files", &path.to_string_lossy()).await;
    mine.press("attach-send").await;
    about(&mine, "waiting for the phone").await;
    let sealed = outgoing(&mine).await;
    let [(name, head)] = &sealed[..] else {
        panic!("{sealed:?}")
    };
    assert_eq!(name.len(), 32, "a random name");
    let length = pillion_protocol::file::length::sealed(u64::try_from(content().len()).unwrap());
    assert_eq!(head[0], length);
    let plain: Vec<u64> = content().iter().take(64).map(|byte| u64::from(*byte)).collect();
    assert_ne!(head[1..], plain[..], "it is sealed");
    mine.reload().await;
    fs::remove_file(&path).unwrap();
    alice.run().await;
    mine.settled().await;
    page.says("map.pdf").await;
    listen(&page).await;
    page.press("save").await;
    about(&page, "saved").await;
    assert_eq!(given(&page).await[1], json!(sum()));
    nothing_is_left(&mine).await;
}

#[tokio::test]
async fn a_file_is_paused_goes_on_and_another_is_not_sent_after_all() {
    let world = World::new().await;
    let ((mut alice, mine), (_bob, page)) = world.two_browsers().await;
    let folder = tempfile::tempdir().unwrap();
    alice.kill().await;
    for name in ["first.bin", "second.bin"] {
        mine.type_into("attach-files", &file(&folder, name).to_string_lossy())
            .await;
        mine.press("attach-send").await;
        mine.says(name).await;
    }
    wait::until("both sealed", || async {
        (mine.all("file-pause").await.len() == 2).then_some(())
    })
    .await;
    mine.press("file-pause").await;
    about(&mine, "paused").await;
    let _ = mine
        .run(
            "[...document.querySelectorAll('[data-testid=file-cancel]')].at(-1).click()",
            Vec::new(),
        )
        .await
        .unwrap();
    wait::until("one of them", || async {
        (outgoing(&mine).await.len() == 1).then_some(())
    })
    .await;
    mine.reload().await;
    alice.run().await;
    mine.settled().await;
    mine.open_chat().await;
    about(&mine, "paused").await;
    mine.press("file-resume").await;
    page.says("first.bin").await;
    assert!(!page.look().await.words().contains("second.bin"));
    nothing_is_left(&mine).await;
}

#[tokio::test]
async fn a_relay_that_dies_on_the_way_gets_the_rest_when_it_is_back() {
    let mut world = World::new().await;
    let ((_alice, mine), (_bob, page)) = world.two_browsers().await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("long.bin");
    let long: Vec<u8> = content().repeat(12);
    fs::write(&path, &long).unwrap();
    mine.type_into("attach-files", &path.to_string_lossy()).await;
    mine.press("attach-send").await;
    let files = world.live.relay.data().join("files");
    wait::until("some parts at the relay", || async {
        let parts = fs::read_dir(fs::read_dir(&files).ok()?.flatten().next()?.path()).ok()?;
        (parts.count() > 3).then_some(())
    })
    .await;
    world.live.relay.kill().await;
    about(&mine, "waiting").await;
    world.live.relay.again().await;
    page.says("long.bin").await;
    listen(&page).await;
    page.press("save").await;
    about(&page, "saved").await;
    assert_eq!(given(&page).await[0], json!(long.len()));
    nothing_is_left(&mine).await;
}

#[tokio::test]
async fn a_file_that_cannot_be_read_any_more_says_so_and_is_given_up() {
    let world = World::new().await;
    let ((_alice, mine), (_bob, page)) = world.two_browsers().await;
    let folder = tempfile::tempdir().unwrap();
    let path = file(&folder, "map.pdf");
    mine.type_into("attach-files", &path.to_string_lossy()).await;
    mine.until("the file", |seen| seen.words().contains("map.pdf").then_some(()))
        .await;
    fs::remove_file(&path).unwrap();
    mine.press("attach-send").await;
    mine.says("The file could not be read. Choose it once more.").await;
    assert!(mine.all("retry").await.is_empty(), "there is nothing to send again");
    mine.press("discard").await;
    mine.until("it is gone", |seen| (!seen.words().contains("map.pdf")).then_some(()))
        .await;
    nothing_is_left(&mine).await;
    // A file without bytes is one all the same.
    let empty = folder.path().join("empty.txt");
    fs::write(&empty, "").unwrap();
    mine.type_into("attach-files", &empty.to_string_lossy()).await;
    mine.press("attach-send").await;
    about(&page, "0 B").await;
    listen(&page).await;
    page.press("save").await;
    about(&page, "saved").await;
    assert_eq!(given(&page).await[0], Value::from(0));
}

/// How wide what is shown at a place is by itself, in pixels; 0 as long as nothing is there.
async fn width(page: &Page, place: &str) -> u64 {
    let script = "return document.querySelector(arguments[0])?.naturalWidth ?? 0";
    let width = page.run(script, vec![json!(place)]).await.unwrap();
    width.as_u64().unwrap_or_default()
}

pub(crate) async fn shows(page: &Page, place: &str, wide: u64) {
    wait::until(&format!("{wide} pixels at {place}"), || async {
        (width(page, place).await == wide).then_some(())
    })
    .await;
}

#[tokio::test]
async fn a_picture_is_seen_small_and_in_full_and_what_only_says_that_it_is_one_is_not() {
    let world = World::new().await;
    let ((_alice, mine), (_bob, page)) = world.two_browsers().await;
    let folder = tempfile::tempdir().unwrap();
    let photo = folder.path().join("beach.png");
    let colours = |x: u32, y: u32| image::Rgb([x, y, x ^ y].map(|side| u8::try_from(side % 256).unwrap()));
    image::RgbImage::from_fn(1_200, 800, colours).save(&photo).unwrap();
    mine.type_into("attach-files", &photo.to_string_lossy()).await;
    shows(&mine, "[data-testid=chosen] img", 320).await;
    mine.press("attach-send").await;
    for page in [&mine, &page] {
        page.says("beach.png").await;
        shows(page, "[data-testid=message] .look img", 320).await;
    }
    let lie = folder.path().join("page.png");
    fs::write(&lie, "<html><script>document.title = 'owned'</script>").unwrap();
    mine.type_into("attach-files", &lie.to_string_lossy()).await;
    mine.press("attach-send").await;
    page.says("page.png").await;
    page.press("view").await;
    shows(&page, "[data-testid=picture]", 1_200).await;
    page.press("viewer-next").await;
    page.says("This browser cannot show or play it").await;
    assert!(page.all("picture").await.is_empty());
    page.press("viewer-before").await;
    shows(&page, "[data-testid=picture]", 1_200).await;
    page.press("dialog-cancel").await;
    let title = page.run("return document.title", Vec::new()).await.unwrap();
    assert!(!title.to_string().contains("owned"));
}
