//! Who types, as the page of the other one shows it.

use pillion_tests::browser::{page::Page, world::World};

/// Waits for what stands under the name of the open chat.
async fn under(page: &Page, words: &str) {
    page.until(&format!("{words:?} under the name"), |seen| {
        seen.under().filter(|under| under == words)
    })
    .await;
}

#[tokio::test]
async fn in_a_chat_of_two_typing_stands_under_the_name_until_the_message_is_there() {
    let world = World::new().await;
    let ((_alice, at_alice), (_bob, at_bob)) = world.two_browsers().await;
    at_bob.type_into("composer", "I have the map").await;
    under(&at_alice, "typing…").await;
    at_bob.press("send").await;
    at_alice.says("I have the map").await;
    at_alice
        .until("nobody types", |seen| seen.under().filter(|under| under != "typing…"))
        .await;
}

#[tokio::test]
async fn in_a_group_those_who_type_are_named() {
    let world = World::new().await;
    let ((alice, at_alice), (_bob, at_bob)) = world.two_browsers().await;
    let _ = alice.verb(&["group", "create", "Ridge", "bob"]).await.done("a group");
    tokio::join!(at_alice.open_chat_with("Ridge"), at_bob.open_chat_with("Ridge"));
    at_bob.type_into("composer", "who brings the map").await;
    under(&at_alice, "bob the first is typing…").await;
    at_bob.paste("").await;
    under(&at_alice, "2 members").await;
}
