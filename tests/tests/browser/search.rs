//! Searching on the page: what is found is what is said now.

use pillion_tests::browser::{hand::UP, world::World};

#[tokio::test]
async fn a_search_on_the_page_finds_and_opens_a_message() {
    let world = World::new().await;
    let (_alice, page, bob) = world.alice_browser_bob().await;
    bob.send("alice", "the lighthouse keeper").await;
    page.shows("the lighthouse keeper", &["delivered", "read"]).await;
    page.type_into("search", "lighth").await;
    page.all_are("hit", |hits| hits.len() == 1 && hits[0].contains("keeper"))
        .await;
    page.press("hit").await;
    page.shows("the lighthouse keeper", &["delivered", "read"]).await;
}

#[tokio::test]
async fn an_edited_text_is_found_by_its_new_words_and_a_deleted_one_by_none() {
    let world = World::new().await;
    let (_alice, page, bob) = world.alice_browser_bob().await;
    for text in ["meet at the harbour", "bring the lantern"] {
        page.say(text).await;
        page.shows(text, &["delivered", "read"]).await;
    }
    page.on_last_message("delete").await;
    page.press("delete-for-all").await;
    page.says("This message was deleted.").await;
    let _ = bob.send("alice", "all right").await;
    page.shows("all right", &["delivered", "read"]).await;
    page.press("composer").await;
    page.key(&[], UP).await;
    page.says("Edit message").await;
    page.paste("meet at the chapel").await;
    page.press("send").await;
    page.shows("meet at the chapel", &["delivered", "read"]).await;
    page.fill("search", "chapel").await;
    page.all_are("hit", |hits| hits.len() == 1 && hits[0].contains("chapel"))
        .await;
    for gone in ["harbour", "lantern"] {
        page.fill("search", gone).await;
        page.says("Nothing found.").await;
    }
    page.fill("search", "meet").await;
    page.all_are("hit", |hits| hits.len() == 1).await;
}
