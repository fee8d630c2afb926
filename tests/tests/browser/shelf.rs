//! The list of chats: what is done to it on one page shows on the other one of the account.

use pillion_tests::{
    browser::{page::Page, world::World},
    live::phone::Phone,
};

/// Alice's phone, two browsers of it, Bob and Carol. Carol has spoken last.
async fn two_of_alice(world: &World) -> (Phone, [Page; 2], [Phone; 2]) {
    let (alice, bob) = world.live.friends().await;
    let carol = world.carol_who_knows(&alice).await;
    let (first, second) = tokio::join!(world.browser_of(&alice), world.browser_of(&alice));
    for page in [&first, &second] {
        order(page, ["carol", "bob"]).await;
    }
    (alice, [first, second], [bob, carol])
}

/// Waits until the list shows these chats, in this order.
async fn order<const N: usize>(page: &Page, names: [&str; N]) {
    page.all_are("chat", |rows| {
        rows.len() == N && rows.iter().zip(names).all(|(row, name)| row.contains(name))
    })
    .await;
}

/// Opens the menu of a chat and chooses.
async fn on_chat(page: &Page, name: &str, does: &str) {
    page.press_at(name, "chat-menu").await;
    page.press(does).await;
}

#[tokio::test]
async fn what_is_pinned_muted_or_marked_on_one_page_is_so_on_the_other() {
    let world = World::new().await;
    let (_alice, [first, second], [_bob, carol]) = two_of_alice(&world).await;
    on_chat(&first, "bob", "pin").await;
    order(&second, ["bob", "carol"]).await;
    let _ = carol.send("alice", "am I the last one?").await;
    second.says("am I the last one?").await;
    order(&second, ["bob", "carol"]).await;
    on_chat(&second, "bob", "pin").await;
    order(&first, ["carol", "bob"]).await;

    on_chat(&first, "carol", "mute-8h").await;
    second.all_are("chat", |rows| rows[0].contains("muted")).await;
    on_chat(&second, "carol", "unmute").await;
    first.all_are("chat", |rows| !rows[0].contains("muted")).await;

    first.open_chat_with("bob").await;
    second.all_are("chat", |rows| !rows[1].contains("unread")).await;
    on_chat(&first, "bob", "mark-unread").await;
    second
        .all_are("chat", |rows| rows[1].contains("marked as unread"))
        .await;
    assert_eq!(
        first.look().await.title(),
        None,
        "on the screen it would be read at once"
    );
    second.open_chat_with("bob").await;
    first.all_are("chat", |rows| !rows[1].contains("unread")).await;
}

#[tokio::test]
async fn an_archived_chat_is_out_of_the_way_until_something_new_is_said() {
    let world = World::new().await;
    let (_alice, [first, second], [bob, _carol]) = two_of_alice(&world).await;
    on_chat(&first, "bob", "archive").await;
    order(&second, ["carol"]).await;
    second.press("archived").await;
    order(&second, ["bob"]).await;
    second.press("archive-back").await;
    order(&second, ["carol"]).await;
    let _ = bob.send("alice", "still there?").await;
    for page in [&first, &second] {
        order(page, ["bob", "carol"]).await;
        page.all_are("archived", <[String]>::is_empty).await;
    }
    // A muted one stays there.
    on_chat(&first, "bob", "mute-always").await;
    on_chat(&first, "bob", "archive").await;
    order(&second, ["carol"]).await;
    let _ = bob.send("alice", "hello?").await;
    second.press("archived").await;
    second.says("hello?").await;
    order(&first, ["carol"]).await;
}

#[tokio::test]
async fn a_draft_is_there_on_the_other_page_and_gone_when_it_was_sent() {
    let world = World::new().await;
    let (alice, [first, second], [bob, _carol]) = two_of_alice(&world).await;
    first.open_chat_with("bob").await;
    first.type_into("composer", "dear Bob").await;
    second
        .all_are("chat", |rows| {
            rows[1].contains("Draft:") && rows[1].contains("dear Bob")
        })
        .await;
    second.open_chat_with("bob").await;
    second
        .until("the draft", |seen| {
            (seen.composer().as_deref() == Some("dear Bob")).then_some(())
        })
        .await;
    second.type_into("composer", ", how are you?").await;
    first
        .until("the draft as it went on", |seen| {
            (seen.composer().as_deref() == Some("dear Bob, how are you?")).then_some(())
        })
        .await;
    first.press("send").await;
    bob.shows("alice", "dear Bob, how are you?", &["delivered", "read"])
        .await;
    second
        .until("an empty composer", |seen| seen.composer().filter(String::is_empty))
        .await;
    assert_eq!(alice.history("bob").await.len(), 3, "sent once");
    second.says_no_more("Draft:").await;
}
