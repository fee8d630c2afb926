//! Pictures of a page that is new, asks, waits, or says what is wrong.

use pillion_tests::{
    browser::{page::Page, seen::Seen},
    live::{phone::Phone, world::World},
};

use crate::{
    Stage, open, person,
    pictures::{Pictures, back, there},
};

/// All pictures of trouble. Some of it is not undone, so each look has people of its own.
pub(crate) async fn take(stage: &Stage<'_>) {
    for (look, _) in &stage.looks {
        let mut world = World::new().await;
        let me = person(&world, "robin", "Robin").await;
        let maya = person(&world, "maya", "Maya Okafor").await;
        let (pictures, page) = stage.open(&world, *look).await;
        checking(&pictures, &page, &me).await;
        pictures.take(&page, "empty").await;
        me.add("maya").await;
        let _ = me.send("maya", "Hello!").await;
        maya.shows("robin", "Hello!", &["delivered", "read"]).await;
        let _ = maya.send("robin", "Hello Robin!").await;
        open(&page, "Maya Okafor").await;
        page.says("Hello Robin!").await;
        limits(&pictures, &page).await;
        outage(&pictures, &page, &mut world).await;
        tabs(&pictures, &page, &world).await;
        new_link(&pictures, &page, stage, &world, &me).await;
        changed_key(&pictures, &page, &world, maya).await;
    }
}

/// The signs to compare, a no, and a yes.
async fn checking(pictures: &Pictures<'_>, page: &Page, me: &Phone) {
    let shot = page.shot("check.png").await;
    let mut question = me.asks(&["link", &shot]);
    page.until("the signs", |seen| Some(seen.signs()).filter(|signs| signs.len() == 4))
        .await;
    pictures.take(page, "check").await;
    question.type_line("n").await;
    let _ = question.end().await;
    page.until("why", Seen::why).await;
    page.until("a code", Seen::code).await;
    pictures.take(page, "not-allowed").await;
    page.link(me).await;
}

/// What cannot be sent, and a page that is not the newest.
async fn limits(pictures: &Pictures<'_>, page: &Page) {
    page.paste(&"All work and no play. ".repeat(3_200)).await;
    page.press("send").await;
    page.until("why not", |seen| seen.words().contains("KiB").then_some(()))
        .await;
    pictures.take(page, "too-long").await;
    page.paste("").await;
    page.run("dispatchEvent(new Event('pillion-newer'))", Vec::new())
        .await
        .expect("an event");
    pictures.open_sheet(page, "reload", "newer").await;
    page.reload().await;
    page.settled().await;
    open(page, "Maya Okafor").await;
}

/// The relay away: what needs it, and what waits for it after a reload.
async fn outage(pictures: &Pictures<'_>, page: &Page, world: &mut World) {
    world.relay.kill().await;
    page.until("that it is gone", |seen| {
        seen.banner().filter(|banner| banner == "offline")
    })
    .await;
    page.say("Are you there already?").await;
    page.press("thread-menu").await;
    page.press("pin").await;
    pictures.open_sheet(page, "notice", "offline").await;
    page.reload().await;
    pictures.open_sheet(page, "waiting", "waiting").await;
    world.relay.again().await;
    page.settled().await;
}

/// Another tab has the page.
async fn tabs(pictures: &Pictures<'_>, page: &Page, world: &World) {
    let client = page.browser().client();
    let first = client.window().await.expect("a tab");
    let second = client.new_window(true).await.expect("a second tab");
    client.switch_to_window(second.handle).await.expect("it is there");
    client.goto(&world.relay.origin()).await.expect("the page loads");
    pictures.open_sheet(page, "use-here", "elsewhere").await;
    client.close_window().await.expect("it closes");
    client.switch_to_window(first).await.expect("the first tab");
}

/// Somebody links another browser.
async fn new_link(pictures: &Pictures<'_>, page: &Page, stage: &Stage<'_>, world: &World, me: &Phone) {
    let other = Page::open(&stage.driver, world.place("another"), &world.relay.origin()).await;
    other.link(me).await;
    pictures.open_sheet(page, "notice", "new-link").await;
    page.open_sheet("menu-links").await;
    page.all_are("link", |links| links.len() == 2).await;
    pictures.take(page, "two-links").await;
    pictures
        .sheet(page, "unlink-others", "unlink-others-yes", "unlink-others")
        .await;
}

/// A contact with another key; and the end.
async fn changed_key(pictures: &Pictures<'_>, page: &Page, world: &World, mut maya: Phone) {
    maya.stop().await;
    let mut maya = maya.with_another_key(&world.place("another phone of maya"));
    maya.run().await;
    maya.add("robin").await;
    let _ = maya.send("robin", "I have a new phone").await;
    open(page, "Maya Okafor").await;
    there(page, "key-changed-banner").await;
    pictures.take(page, "key-changed").await;
    pictures
        .sheet(page, "key-changed-open", "key-changed", "key-changed-info")
        .await;
    back(page).await;
    page.open_sheet("menu-log-out").await;
    page.press("log-out").await;
    page.until("why", Seen::why).await;
    page.until("a code", Seen::code).await;
    pictures.take(page, "logged-out").await;
}
