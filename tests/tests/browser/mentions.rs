//! Naming a member of a group.

use pillion_tests::browser::{
    hand::{DOWN, ENTER},
    world::World,
};

#[tokio::test]
async fn a_member_is_named_by_the_keyboard_and_sees_it_in_the_list() {
    let world = World::new().await;
    let ((alice, at_alice), (_bob, at_bob)) = world.two_browsers().await;
    let carol = world.carol_who_knows(&alice).await;
    let at_carol = world.browser_of(&carol).await;
    let _ = alice
        .verb(&["group", "create", "Ridge", "bob", "carol"])
        .await
        .done("a group");
    at_alice.open_chat_with("Ridge").await;
    for page in [&at_bob, &at_carol] {
        page.all_are("chat", |rows| rows.iter().any(|row| row.contains("Ridge")))
            .await;
    }
    at_alice.type_into("composer", "and you, @").await;
    let offered = at_alice.all_are("mention", |members| members.len() == 2).await;
    assert!(
        offered[0].contains("bob") && offered[1].contains("carol"),
        "{offered:?}"
    );
    at_alice.key(&[], DOWN).await;
    at_alice.key(&[], ENTER).await;
    at_alice
        .until("the name", |seen| {
            (seen.composer()?.trim_end() == "and you, @carol").then_some(())
        })
        .await;
    at_alice.press("send").await;
    at_carol.all_are("mentioned", |signs| signs.len() == 1).await;
    at_bob.says("and you, @carol").await;
    assert!(at_bob.all("mentioned").await.is_empty(), "Bob is not meant");
    at_carol.open_chat_with("Ridge").await;
    at_carol.shows("and you, @carol", &["delivered", "read"]).await;
    at_carol.all_are("mentioned", <[String]>::is_empty).await;
}
