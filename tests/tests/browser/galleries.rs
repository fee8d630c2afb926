//! What a chat has, on one screen: pictures, files, links.

use std::fs;

use pillion_tests::{
    browser::{page::Page, world::World},
    wait,
};
use serde_json::json;

async fn count(page: &Page, selector: &str, wanted: usize) {
    let script = "return document.querySelectorAll(arguments[0]).length";
    wait::until(&format!("{wanted} of {selector}"), || async {
        let count = page.run(script, vec![json!(selector)]).await.ok()?;
        (count == json!(wanted)).then_some(())
    })
    .await;
}

#[tokio::test]
async fn pictures_files_and_links_stand_on_their_shelves_and_lead_back_to_the_chat() {
    let world = World::new().await;
    let ((_alice, mine), (_bob, page)) = world.two_browsers().await;
    let folder = tempfile::tempdir().unwrap();
    let (photo, text) = (folder.path().join("beach.png"), folder.path().join("list.txt"));
    image::RgbImage::from_pixel(300, 200, image::Rgb([200, 90, 30]))
        .save(&photo)
        .unwrap();
    fs::write(&text, "milk, bread").unwrap();
    mine.type_into("attach-files", &photo.to_string_lossy()).await;
    count(&mine, "[data-testid=chosen] img", 1).await;
    mine.type_into("attach-files", &text.to_string_lossy()).await;
    mine.press("attach-send").await;
    page.says("list.txt").await;
    mine.say("look at https://example.org/beach").await;
    page.says("example.org").await;
    page.press("thread-menu").await;
    page.press("gallery-open").await;
    count(&page, "[data-testid=gallery] .tiles img", 1).await;
    page.press("gallery-view").await;
    count(&page, ".viewer-stage [data-testid=picture]", 1).await;
    page.press("dialog-cancel").await;
    page.press("gallery-files").await;
    page.says("list.txt").await;
    count(&page, "[data-testid=gallery-list] li", 1).await;
    page.press("gallery-voice").await;
    page.says("No voice messages in this chat yet.").await;
    page.press("gallery-links").await;
    count(
        &page,
        "[data-testid=gallery-list] a[href='https://example.org/beach']",
        1,
    )
    .await;
    page.press("gallery-jump").await;
    count(&page, "[data-testid=gallery]", 0).await;
    count(&page, "[data-testid=message][data-marked]", 1).await;
}
