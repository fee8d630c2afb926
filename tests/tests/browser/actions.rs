//! What is done to messages and chats on the page shows on the phone, on the other phone, and on another page.

use pillion_tests::browser::world::World;

#[tokio::test]
async fn an_edit_and_a_reply_on_the_page_reach_the_other_phone() {
    let world = World::new().await;
    let (alice, page, bob) = world.alice_browser_bob().await;
    page.say("a boat").await;
    page.shows("a boat", &["delivered", "read"]).await;
    page.on_last_message("edit").await;
    page.paste("the boat").await;
    page.press("send").await;
    page.shows("the boat", &["delivered", "read"]).await;
    bob.last("alice", "the edit", |message| message["text"] == "the boat")
        .await;

    bob.send("alice", "which one?").await;
    page.shows("which one?", &["delivered", "read"]).await;
    page.on_last_message("reply").await;
    page.say("the blue one").await;
    let answer = bob
        .last("alice", "the answer", |message| message["text"] == "the blue one")
        .await;
    assert!(!answer["quote"].is_null(), "{answer}");
    alice
        .last("bob", "the answer", |message| message["text"] == "the blue one")
        .await;
}

#[tokio::test]
async fn a_reaction_and_a_star_on_one_page_show_on_the_other() {
    let world = World::new().await;
    let (alice, first, bob) = world.alice_browser_bob().await;
    let second = world.browser_of(&alice).await;
    second.open_chat().await;
    let _ = bob.json(&["react", "alice", "last", "👍"]).await;
    for page in [&first, &second] {
        page.until("the reaction", |seen| seen.words().contains('👍').then_some(()))
            .await;
    }
    first.on_last_message("star").await;
    alice
        .last("bob", "the star", |message| message["starred"] == true)
        .await;
}
