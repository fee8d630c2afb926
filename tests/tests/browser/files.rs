//! Files on the page: shown by name, saved as they were sent.

use std::fs;

use pillion_tests::{browser::world::World, wait};
use pillion_wire::id::AccountId;
use serde_json::Value;

use crate::carried::{about, content, file, given, listen, sum};

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
    let mut world = World::new().await;
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
    // The connection breaks in the middle, and what is asked for next is not there.
    fs::remove_file(&part).unwrap();
    page.press("save").await;
    about(&page, "save it on the phone").await;
    world.live.relay.kill().await;
    page.press("save").await;
    about(&page, "did not come").await;
    world.live.relay.again().await;
    fs::remove_dir_all(&parts).unwrap();
    page.press("save").await;
    about(&page, "save it on the phone").await;
    assert_eq!(given(&page).await, Value::Null);
}

#[tokio::test]
async fn what_the_relay_has_no_more_is_brought_again_by_the_phone_and_saved() {
    let mut world = World::new().await;
    let ((alice, _mine), (bob, page)) = world.two_browsers().await;
    let folder = tempfile::tempdir().unwrap();
    let path = file(&folder, "map.pdf");
    let sent = alice
        .json(&["file", "send", "bob", &path.to_string_lossy(), "--wait"])
        .await;
    assert_eq!(sent.len(), 1);
    wait::until("Bob's phone has the file", || async {
        let list = bob.json(&["file", "list", "alice"]).await;
        list.iter()
            .any(|message| message["file"]["held"] == "here")
            .then_some(())
    })
    .await;
    let status = alice.json(&["status"]).await.remove(0);
    let account = AccountId::from_hex(status["account"].as_str().unwrap()).unwrap();
    world.live.relay.forgets_files_of(account).await;
    bob.comes_online().await;
    listen(&page).await;
    page.press("save").await;
    about(&page, "saved").await;
    assert_eq!(
        given(&page).await,
        serde_json::json!([content().len(), sum(), "application/octet-stream", "map.pdf", 1])
    );
}

#[tokio::test]
async fn what_is_fetched_by_itself_is_chosen_on_the_page_and_the_rest_is_got_by_a_button() {
    let world = World::new().await;
    let ((alice, _mine), (bob, page)) = world.two_browsers().await;
    page.open_sheet("menu-settings").await;
    page.says("Files on the phone").await;
    let script = "const one = document.querySelector('[data-testid=others]');
        one.value = '0'; one.dispatchEvent(new Event('change', { bubbles: true }));";
    page.run(script, Vec::new()).await.unwrap();
    wait::until("the phone fetches no file by itself", || async {
        let told = bob.json(&["file", "limit"]).await.remove(0);
        (told["fetches"]["others"] == 0).then_some(())
    })
    .await;
    let script = "return document.querySelector('[data-testid=others]').value";
    wait::until("the settings show it", || async {
        let value = page.run(script, Vec::new()).await.unwrap();
        (value == "0").then_some(())
    })
    .await;
    page.press("dialog-cancel").await;
    let folder = tempfile::tempdir().unwrap();
    let path = file(&folder, "map.pdf");
    let _ = alice
        .json(&["file", "send", "bob", &path.to_string_lossy(), "--wait"])
        .await;
    about(&page, "not on the phone").await;
    page.press("fetch").await;
    wait::until("Bob's phone has the file", || async {
        let list = bob.json(&["file", "list", "alice"]).await;
        list.iter()
            .any(|message| message["file"]["held"] == "here")
            .then_some(())
    })
    .await;
    page.says_no_more("not on the phone").await;
}
