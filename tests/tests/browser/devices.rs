//! The linked browsers, as each of them shows them.

use pillion_tests::browser::{page::Page, world::World};

/// The links in the sheet, once there are so many.
async fn links(page: &Page, count: usize) -> Vec<String> {
    page.all_are("link", |links| links.len() == count).await
}

#[tokio::test]
async fn a_new_link_is_said_on_every_screen_and_named_on_all() {
    let world = World::new().await;
    let (alice, _bob) = world.live.friends().await;
    let first = world.browser_of(&alice).await;
    assert!(first.all("notice").await.is_empty(), "its own link is no news");
    let second = world.browser_of(&alice).await;
    first
        .all_are("notice", |notices| {
            notices.len() == 1 && notices[0].contains("New linked browser: Chrom")
        })
        .await;
    assert!(
        second.all("notice").await.is_empty(),
        "nor are those that were there before"
    );

    first.open_sheet("menu-links").await;
    let shown = links(&first, 2).await;
    assert!(
        shown[0].contains("This browser") && shown[1].contains("Online now"),
        "{shown:?}"
    );
    second.open_sheet("menu-links").await;
    links(&second, 2).await;
    first.press_at("Online now", "link-rename").await;
    first.fill("link-name", "the one in the kitchen").await;
    first.press("link-name-save").await;
    for page in [&first, &second] {
        page.says("the one in the kitchen").await;
    }
    let shown = links(&second, 2).await;
    assert!(
        shown[0].contains("the one in the kitchen") && shown[0].contains("This browser"),
        "{shown:?}"
    );
    let names = alice.json(&["devices"]).await;
    assert!(
        names.iter().any(|link| link["name"] == "the one in the kitchen"),
        "{names:?}"
    );
}

#[tokio::test]
async fn all_others_are_logged_out_at_once_and_this_one_stays() {
    let world = World::new().await;
    let (alice, _bob) = world.live.friends().await;
    let first = world.browser_of(&alice).await;
    first.open_sheet("menu-links").await;
    links(&first, 1).await;
    assert!(first.all("unlink-others").await.is_empty(), "there are no others");
    first.press("dialog-cancel").await;
    let (second, third) = tokio::join!(world.browser_of(&alice), world.browser_of(&alice));
    first.open_sheet("menu-links").await;
    links(&first, 3).await;
    first.press("unlink-others").await;
    first.press("unlink-others-yes").await;
    for page in [&second, &third] {
        page.until("that it is out", |seen| {
            seen.why().filter(|why| why.contains("unlinked"))
        })
        .await;
        assert!(!page.look().await.words().contains("hello"), "nothing stays on show");
    }
    links(&first, 1).await;
    first.press("dialog-cancel").await;
    first.open_chat().await;
    first.say("still here").await;
    first.shows("still here", &["delivered", "read"]).await;
    assert_eq!(alice.links().await.len(), 1);
}
