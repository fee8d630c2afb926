//! Being sure of one another on the page: numbers to compare, and a contact whose key has changed.

use pillion_tests::browser::{page::Page, world::World};

/// The safety number of the open chat.
async fn number(page: &Page) -> String {
    page.press("chat-info").await;
    let number = page.all_are("safety-number", |numbers| numbers.len() == 1).await;
    page.press("dialog-cancel").await;
    number[0].clone()
}

#[tokio::test]
async fn both_pages_show_the_same_safety_number_and_a_third_one_another() {
    let world = World::new().await;
    let ((alice, at_alice), (_bob, at_bob)) = world.two_browsers().await;
    let (here, there) = tokio::join!(number(&at_alice), number(&at_bob));
    assert_eq!(here, there);
    assert_eq!(here.chars().filter(char::is_ascii_digit).count(), 60, "{here}");

    let _carol = world.carol_who_knows(&alice).await;
    at_alice.open_chat_with("carol").await;
    assert_ne!(number(&at_alice).await, here);

    // A look proves nothing: only the phone marks a contact, and then every screen shows it.
    assert!(at_alice.all("verified").await.is_empty());
    at_alice.open_chat_with("bob").await;
    at_alice.press("chat-info").await;
    let _ = alice.json(&["verify", "bob"]).await;
    at_alice.all_are("verified", |marks| marks.len() == 1).await;
    let _ = alice.json(&["verify", "bob", "--off"]).await;
    at_alice.all_are("verified", <[String]>::is_empty).await;
}

#[tokio::test]
async fn a_changed_key_is_said_in_the_thread_and_nothing_goes_out_before_the_phone_accepts_it() {
    let world = World::new().await;
    let (alice, page, mut bob) = world.alice_browser_bob().await;
    let before = number(&page).await;
    bob.stop().await;
    let mut bob = bob.with_another_key(&world.live.place("bob's new phone"));
    bob.run().await;
    bob.add("alice").await;
    let _ = bob.send("alice", "it is me, with a new phone").await;

    page.until("the line in the thread", |seen| {
        let line = "The key of bob the first has changed";
        seen.events().iter().any(|event| event == line).then_some(())
    })
    .await;
    page.all_are("key-changed-banner", |banners| banners.len() == 1).await;
    page.say("for the right one").await;
    page.shows("for the right one", &["stored"]).await;
    let seen = page.look().await;
    assert!(
        seen.shows("it is me, with a new phone", &["delivered", "read"])
            .is_none(),
        "words under an unknown key are not shown"
    );
    page.press("key-changed-open").await;
    page.all_are("key-changed", |warnings| {
        warnings.len() == 1 && warnings[0].contains("accept it on your phone")
    })
    .await;
    page.press("dialog-cancel").await;
    assert_ne!(number(&page).await, before, "the number is that of the new key");

    let _ = alice.json(&["accept-key", "bob"]).await;
    page.all_are("key-changed-banner", <[String]>::is_empty).await;
    page.shows("for the right one", &["delivered", "read"]).await;
    bob.shows("alice", "for the right one", &["delivered", "read"]).await;
    let _ = bob.send("alice", "here I am").await;
    page.shows("here I am", &["delivered", "read"]).await;
}
