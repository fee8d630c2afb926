//! The end of a link, as the page lives it.

use std::time::Duration;

use pillion_tests::{
    browser::{seen::Seen, world::World},
    live::phone::Phone,
    wait,
};

async fn unlink(phone: &Phone) {
    let link = phone.links().await[0]["id"].as_str().unwrap().to_string();
    let _ = phone.json(&["unlink", &link]).await;
}

#[tokio::test]
async fn unlink_on_the_phone() {
    let world = World::new().await;
    let (alice, page, _bob) = world.alice_browser_bob().await;
    assert!(
        page.stored().await.iter().any(|key| key.ends_with("/link")),
        "{:?}",
        page.stored().await
    );
    unlink(&alice).await;
    page.within(Duration::from_secs(1), "the page is out", |seen| {
        seen.why().filter(|why| why.contains("unlinked"))
    })
    .await;
    let words = page.look().await.words();
    assert!(!words.contains("hello alice"), "nothing stays on show: {words}");
    wait::until("the storage is empty", async || {
        page.stored().await.is_empty().then_some(())
    })
    .await;
    assert!(alice.links().await.is_empty());
    page.link(&alice).await;
}

#[tokio::test]
async fn unlink_while_the_browser_is_away() {
    let world = World::new().await;
    let (alice, mut page, _bob) = world.alice_browser_bob().await;
    page.kill().await;
    unlink(&alice).await;
    page.start(&world.driver).await;
    page.until("the page is out", |seen| {
        seen.why().filter(|why| why.contains("unlinked"))
    })
    .await;
    wait::until("the storage is empty", async || {
        page.stored().await.is_empty().then_some(())
    })
    .await;
}

#[tokio::test]
async fn an_old_profile_opens_nothing() {
    let world = World::new().await;
    let (alice, mut page, _bob) = world.alice_browser_bob().await;
    page.kill().await;
    let copy = world.live.place("stolen");
    let copied = tokio::process::Command::new("cp")
        .arg("-r")
        .arg(page.profile())
        .arg(&copy)
        .status()
        .await
        .unwrap();
    assert!(copied.success());
    unlink(&alice).await;
    let thief = world.browser_on(copy).await;
    thief
        .until("no way in", |seen| {
            (seen.code().is_some() || seen.banner().is_some()).then_some(())
        })
        .await;
    let seen = thief.look().await;
    assert!(
        seen.chats().is_empty() && !seen.words().contains("hello"),
        "{}",
        seen.words()
    );
    assert!(alice.links().await.is_empty());
}

#[tokio::test]
async fn log_out_ends_the_link_on_both_sides() {
    let world = World::new().await;
    let (alice, page, _bob) = world.alice_browser_bob().await;
    page.press("menu").await;
    page.press("menu-log-out").await;
    page.press("log-out").await;
    page.until("a code", Seen::code).await;
    wait::until("the storage is empty", async || {
        page.stored().await.is_empty().then_some(())
    })
    .await;
    wait::until("the phone knows", async || alice.links().await.is_empty().then_some(())).await;
}
