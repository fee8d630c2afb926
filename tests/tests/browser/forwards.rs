//! Saying again in one chat what was said in another.

use pillion_tests::browser::world::World;

#[tokio::test]
async fn a_message_is_passed_on_to_a_chat_that_is_chosen_and_says_that_it_was() {
    let world = World::new().await;
    let (alice, page, bob) = world.alice_browser_bob().await;
    let carol = world.carol_who_knows(&alice).await;
    let _ = bob.send("alice", "the ferry leaves at nine").await;
    page.shows("the ferry leaves at nine", &["delivered", "read"]).await;
    page.on_last_message("forward").await;
    page.all_are("forward-to", |chats| chats.len() == 2).await;
    page.type_into("filter", "caro").await;
    page.all_are("forward-to", |chats| chats.len() == 1 && chats[0].contains("carol"))
        .await;
    page.press("forward-to").await;
    carol
        .shows("alice", "the ferry leaves at nine", &["delivered", "read"])
        .await;
    page.open_chat_with("carol").await;
    page.shows("the ferry leaves at nine", &["delivered", "read"]).await;
    page.says("Forwarded").await;
    page.open_chat_with("bob").await;
    page.shows("the ferry leaves at nine", &["delivered", "read"]).await;
    assert!(
        !page.look().await.words().contains("Forwarded"),
        "only where it was passed on"
    );
}

#[tokio::test]
async fn what_was_deleted_is_not_offered_to_be_passed_on() {
    let world = World::new().await;
    let (_alice, page, bob) = world.alice_browser_bob().await;
    let _ = bob.send("alice", "never mind").await;
    page.shows("never mind", &["delivered", "read"]).await;
    let _ = bob.json(&["delete", "alice", "last", "--for-all"]).await;
    page.says("This message was deleted.").await;
    page.menu_of_last_message().await;
    page.all_are("delete", |there| there.len() == 1).await;
    for offer in ["forward", "reply", "react", "copy", "star"] {
        assert!(page.all(offer).await.is_empty(), "{offer}");
    }
}
