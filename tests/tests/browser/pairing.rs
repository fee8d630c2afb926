//! Linking a browser by the QR code on its page.

use pillion_tests::browser::{seen::Seen, world::World};

#[tokio::test]
async fn pairing() {
    let world = World::new().await;
    let (alice, _bob) = world.live.friends().await;
    let page = world.browser().await;
    // A screenshot of the page, the signs on both sides, a yes on the phone.
    page.link(&alice).await;
    let links = alice.links().await;
    assert_eq!(links.len(), 1);
    assert_eq!(
        (&links[0]["active"], &links[0]["origin"]),
        (&true.into(), &world.live.relay.origin().into()),
        "{links:?}"
    );
    assert!(
        links[0]["browser"].as_str().is_some_and(|name| name.contains("Chrom")),
        "{links:?}"
    );
    let seen = page.look().await;
    assert_eq!(seen.chats().len(), 1);
    assert!(seen.words().contains("bob"), "{}", seen.words());
}

#[tokio::test]
async fn the_link_under_the_code_works_like_the_code() {
    let world = World::new().await;
    let alice = world.live.alice_phone().await;
    let page = world.browser().await;
    let code = page.until("a code", Seen::code).await;
    let _ = alice.json(&["link", "--yes", &code]).await;
    page.settled().await;
}

#[tokio::test]
async fn a_no_on_the_phone_is_said_on_the_page() {
    let world = World::new().await;
    let alice = world.live.alice_phone().await;
    let page = world.browser().await;
    let shot = page.shot("no.png").await;
    let mut question = alice.asks(&["link", &shot]);
    page.until("the signs", |seen| Some(seen.signs()).filter(|signs| signs.len() == 4))
        .await;
    question.type_line("n").await;
    assert_eq!(question.end().await.code(), Some(1));
    page.until("why", |seen| seen.why().filter(|why| why.contains("did not allow")))
        .await;
    assert!(alice.links().await.is_empty());
    page.link(&alice).await;
}

#[tokio::test]
async fn a_used_code_and_one_of_another_relay_are_refused() {
    let (world, other) = tokio::join!(World::new(), World::new());
    let (alice, bob) = tokio::join!(world.live.alice_phone(), world.live.bob_phone());
    let page = world.browser().await;
    let code = page.until("a code", Seen::code).await;
    page.link(&alice).await;
    let sentence = bob.verb(&["link", "--yes", &code]).await.refused("a used code");
    assert!(sentence.contains("no longer valid"), "{sentence}");

    let elsewhere = other.browser().await;
    let shot = elsewhere.shot("elsewhere.png").await;
    let sentence = alice
        .verb(&["link", "--yes", &shot])
        .await
        .refused("another relay's code");
    assert!(sentence.contains("another relay"), "{sentence}");
    assert_eq!(alice.links().await.len(), 1);
}
