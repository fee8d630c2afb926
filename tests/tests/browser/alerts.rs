//! What tells of news when nobody looks at the page: notifications, its title, its picture.

use pillion_tests::browser::{page::Page, world::World};

/// A browser that lets the page notify, or not; linked to the phone.
async fn browser(world: &World, phone: &pillion_tests::live::phone::Phone, may: bool) -> Page {
    let mut page = Page::closed(world.live.place("alerted"), &world.live.relay.origin());
    page.may_alert(may);
    page.start(&world.driver).await;
    page.link(phone).await;
    page.notes_alerts().await;
    page
}

/// The title of the window, and the picture beside it.
async fn outside(page: &Page, title: &str, picture: &str) {
    const OUTSIDE: &str = "return [document.title, document.querySelector('link[rel=icon]').getAttribute('href')]";
    let wanted = serde_json::json!([title, picture]);
    pillion_tests::wait::until(title, || async {
        let outside = page.run(OUTSIDE, Vec::new()).await.ok()?;
        (outside == wanted).then_some(())
    })
    .await;
}

/// Whether a choice of the settings is made.
async fn is_chosen(page: &Page, id: &str) -> bool {
    let script = format!("return document.querySelector('[data-testid={id}]').checked");
    page.run(&script, Vec::new()).await.is_ok_and(|chosen| chosen == true)
}

#[tokio::test]
async fn news_notify_while_nobody_looks_and_go_when_they_are_read_elsewhere() {
    let world = World::new().await;
    let (alice, bob) = world.live.friends().await;
    let page = browser(&world, &alice, true).await;
    outside(&page, "(1) Pillion", "logo-unread.svg").await;
    page.open_chat().await;
    outside(&page, "Pillion", "logo.svg").await;
    page.open_sheet("menu-settings").await;
    page.press("alerts").await;
    pillion_tests::wait::until("that it is allowed", || async {
        is_chosen(&page, "alerts").await.then_some(())
    })
    .await;
    page.press("dialog-cancel").await;
    let _ = bob.send("alice", "on the page, somebody sees it").await;
    page.shows("on the page, somebody sees it", &["delivered", "read"])
        .await;

    page.hide().await;
    let _ = bob.send("alice", "the boat is here").await;
    let alert = page.alerted("the message", |alert| alert.body.contains("boat")).await;
    assert_eq!((alert.title.as_str(), alert.closed), ("bob the first", false));
    outside(&page, "(1) Pillion", "logo-unread.svg").await;
    let second = world.browser_of(&alice).await;
    second.open_chat().await;
    page.alerted("that it was read", |alert| alert.closed).await;
    outside(&page, "Pillion", "logo.svg").await;
    second.press("thread-menu").await;
    second.press("mute-8h").await;
    second.all_are("chat", |rows| rows[0].contains("muted")).await;
    let _ = bob.send("alice", "nobody hears this").await;
    page.shows("nobody hears this", &["delivered", "read"]).await;
    let said: Vec<String> = page.alerts().await.into_iter().map(|alert| alert.body).collect();
    assert_eq!(said, ["the boat is here"], "neither what was seen nor what is muted");
}

#[tokio::test]
async fn without_preview_it_says_that_there_is_something_and_a_press_opens_it() {
    let world = World::new().await;
    let (alice, bob) = world.live.friends().await;
    let page = browser(&world, &alice, true).await;
    page.open_sheet("menu-settings").await;
    page.press("alerts").await;
    page.press("alerts-preview").await;
    page.press("dialog-cancel").await;
    page.hide().await;
    let _ = bob.send("alice", "a secret").await;
    let alert = page.alerted("that there is something", |alert| !alert.closed).await;
    assert_eq!(alert.title, "Pillion");
    assert!(
        !alert.body.contains("secret") && !alert.body.contains("bob"),
        "{alert:?}"
    );
    page.bring_back().await;
    page.run("window.lastAlert.onclick()", Vec::new())
        .await
        .expect("a press");
    page.shows("a secret", &["delivered", "read"]).await;
    page.alerted("that it is gone", |alert| alert.closed).await;
}

#[tokio::test]
async fn a_browser_that_refuses_is_named_and_nothing_notifies() {
    let world = World::new().await;
    let (alice, bob) = world.live.friends().await;
    let page = browser(&world, &alice, false).await;
    page.open_sheet("menu-settings").await;
    page.press("alerts").await;
    page.all_are("notice", |notices| notices.len() == 1).await;
    assert!(!is_chosen(&page, "alerts").await);
    page.press("dialog-cancel").await;
    page.hide().await;
    let _ = bob.send("alice", "unheard").await;
    page.says("unheard").await;
    assert!(page.alerts().await.is_empty());
}
