//! Pictures of people and groups: chosen from a file on one page, seen on another.

use std::path::PathBuf;

use image::{Rgb, RgbImage};
use pillion_tests::{
    browser::{page::Page, world::World},
    wait,
};

/// A wide photo, as a camera makes it.
fn photo(folder: &tempfile::TempDir) -> PathBuf {
    let path = folder.path().join("photo.png");
    let shade = |x: u32| u8::try_from(x % 251).unwrap();
    let photo = RgbImage::from_fn(900, 600, |x, y| Rgb([shade(x), shade(y), shade(x + y)]));
    photo.save(&path).unwrap();
    path
}

/// How wide the picture is that the browser has made of what it was given; 0: there is none.
async fn width(page: &Page, place: &str) -> u64 {
    let script = format!("return document.querySelector('{place} .avatar img')?.naturalWidth ?? 0");
    let width = page.run(&script, Vec::new()).await;
    width.ok().and_then(|width| width.as_u64()).unwrap_or_default()
}

async fn shows(page: &Page, place: &str, wanted: u64) {
    let what = format!("a picture {wanted} wide in {place}");
    wait::until(&what, || async { (width(page, place).await == wanted).then_some(()) }).await;
}

#[tokio::test]
async fn a_picture_that_is_chosen_from_a_file_is_seen_by_contacts() {
    let world = World::new().await;
    let ((_alice, page), (_bob, bobs)) = world.two_browsers().await;
    let folder = tempfile::tempdir().unwrap();
    page.press("menu").await;
    page.press("menu-settings").await;
    page.type_into("picture-file", &photo(&folder).to_string_lossy()).await;
    shows(&page, ".owner", 192).await;
    shows(&bobs, "[data-testid=chat]", 192).await;
    shows(&bobs, ".chat-who", 192).await;
    let from = "return document.querySelector('[data-testid=chat] .avatar img').src.slice(0, 5)";
    assert_eq!(bobs.run(from, Vec::new()).await.ok(), Some("blob:".into()));

    let text = folder.path().join("page.png");
    std::fs::write(&text, "<html><script>document.title = 'x'</script>").unwrap();
    page.type_into("picture-file", &text.to_string_lossy()).await;
    page.until("that this is no picture", |seen| {
        seen.words().contains("This picture cannot be used").then_some(())
    })
    .await;
    assert_eq!(width(&bobs, "[data-testid=chat]").await, 192);

    page.press("picture-remove").await;
    shows(&page, ".owner", 0).await;
    shows(&bobs, "[data-testid=chat]", 0).await;
}

#[tokio::test]
async fn a_group_is_made_with_a_picture_and_has_none_later() {
    let world = World::new().await;
    let ((_alice, page), (_bob, bobs)) = world.two_browsers().await;
    let folder = tempfile::tempdir().unwrap();
    page.press("menu").await;
    page.press("menu-new-group").await;
    page.type_into("group-name", "Ridge").await;
    page.type_into("picture-file", &photo(&folder).to_string_lossy()).await;
    shows(&page, ".own-picture", 192).await;
    page.press("choose").await;
    page.press("group-make").await;
    page.says("You made the group").await;
    shows(&page, ".chat-who", 192).await;
    bobs.press_at("Ridge", "chat").await;
    shows(&bobs, ".chat-who", 192).await;

    page.press("chat-info").await;
    page.press("picture-remove").await;
    bobs.says("took away the picture of the group").await;
    shows(&bobs, ".chat-who", 0).await;
}
