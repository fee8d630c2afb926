//! Things that go away and come back, as the page shows them.

use std::time::Duration;

use pillion_tests::browser::{page::Page, world::World};

async fn banner(page: &Page, patience: Duration, kind: &str) {
    page.within(patience, &format!("the banner {kind}"), |seen| {
        (seen.banner().as_deref() == Some(kind)).then_some(())
    })
    .await;
}

#[tokio::test]
async fn phone_away_and_back() {
    let world = World::new().await;
    let (mut alice, page, bob) = world.alice_browser_bob().await;
    alice.kill().await;
    banner(&page, Duration::from_secs(2), "phone-away").await;
    page.say("queued one").await;
    page.say("queued two").await;
    page.shows("queued two", &["queued"]).await;
    page.reload().await;
    banner(&page, Duration::from_secs(20), "phone-away").await;
    alice.run().await;
    page.settled().await;
    page.open_chat().await;
    page.shows("queued one", &["delivered", "read"]).await;
    page.shows("queued two", &["delivered", "read"]).await;
    bob.shows("alice", "queued two", &["delivered"]).await;
    let heard: Vec<String> = bob.history("alice").await.into_iter().map(|said| said.text).collect();
    assert_eq!(
        heard,
        ["hello bob", "hello alice", "queued one", "queued two"],
        "each once, in order"
    );
    assert_eq!(page.look().await.banner(), None);
}

#[tokio::test]
async fn relay_killed_and_back() {
    let mut world = World::new().await;
    let (alice, page, bob) = world.alice_browser_bob().await;
    world.live.relay.kill().await;
    banner(&page, Duration::from_secs(2), "offline").await;
    page.say("into the dark").await;
    page.shows("into the dark", &["queued"]).await;
    alice.send("bob", "from the phone, into the dark").await;
    world.live.relay.again().await;
    page.settled().await;
    for text in ["into the dark", "from the phone, into the dark"] {
        bob.shows("alice", text, &["delivered"]).await;
        page.shows(text, &["delivered", "read"]).await;
    }
    assert_eq!(bob.history("alice").await.len(), 4);
}

#[tokio::test]
async fn browser_reload() {
    let world = World::new().await;
    let (alice, page, _bob) = world.alice_browser_bob().await;
    page.say("before").await;
    page.shows("before", &["delivered", "read"]).await;
    page.type_into("composer", "a draft").await;
    page.until("the draft is kept", |seen| {
        (seen.composer().as_deref() == Some("a draft")).then_some(())
    })
    .await;
    for _ in 0..3 {
        page.reload().await;
        page.settled().await;
    }
    page.open_chat().await;
    page.shows("before", &["delivered", "read"]).await;
    assert_eq!(alice.links().await.len(), 1);
    page.until("the draft", |seen| {
        (seen.composer().as_deref() == Some("a draft")).then_some(())
    })
    .await;
}

#[tokio::test]
async fn a_second_tab_asks_to_take_over() {
    let world = World::new().await;
    let (_alice, page, _bob) = world.alice_browser_bob().await;
    let client = page.browser().client();
    let first = client.window().await.unwrap();
    let second = client.new_window(true).await.unwrap();
    client.switch_to_window(second.handle.clone()).await.unwrap();
    client.goto(&world.live.relay.origin()).await.unwrap();
    page.until("another tab has it", |seen| seen.is_elsewhere().then_some(()))
        .await;
    page.press("use-here").await;
    page.settled().await;
    page.open_chat().await;
    page.say("from the second tab").await;
    page.shows("from the second tab", &["delivered", "read"]).await;

    client.switch_to_window(first).await.unwrap();
    page.until("the first has let go", |seen| {
        (seen.is_elsewhere() && seen.chats().is_empty()).then_some(())
    })
    .await;
    page.press("use-here").await;
    page.settled().await;
    client.switch_to_window(second.handle).await.unwrap();
    page.until("now the second has let go", |seen| seen.is_elsewhere().then_some(()))
        .await;
}
