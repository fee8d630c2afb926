//! A group of two pages and a phone: made on a page, talked in, changed, left.

use pillion_tests::browser::world::World;

#[tokio::test]
async fn a_group_is_made_on_a_page_and_everybody_talks() {
    let world = World::new().await;
    let (alice, page, bob) = world.alice_browser_bob().await;
    let bobs = world.browser_of(&bob).await;

    page.press("menu").await;
    page.press("menu-new-group").await;
    page.type_into("group-name", "Ridge").await;
    page.press("choose").await;
    page.press("group-make").await;
    page.says("You made the group").await;
    page.say("hello all").await;
    bob.shows("Ridge", "hello all", &["delivered", "read"]).await;

    bobs.press_at("Ridge", "chat").await;
    bobs.shows("hello all", &["delivered", "read"]).await;
    bobs.say("hello @alice").await;
    page.shows("hello @alice", &["delivered", "read"]).await;
    alice.shows("Ridge", "hello @alice", &["delivered", "read"]).await;
    let marked = page
        .run("return document.querySelector('.own-name')?.textContent", Vec::new())
        .await;
    assert_eq!(marked.ok(), Some("@alice".into()), "who is named stands out");

    page.press("chat-info").await;
    page.until("two members", |seen| seen.words().contains("2 members").then_some(()))
        .await;
    page.press("group-rename").await;
    page.fill("group-name", "Peak").await;
    page.press("group-rename-save").await;
    bobs.says("named the group").await;
    bobs.says("Peak").await;
}

#[tokio::test]
async fn the_last_admin_is_told_what_to_do_and_who_is_removed_can_only_read() {
    let world = World::new().await;
    let (alice, page, bob) = world.alice_browser_bob().await;
    let bobs = world.browser_of(&bob).await;
    let _ = alice.verb(&["group", "create", "Ridge", "bob"]).await.done("a group");
    page.press_at("Ridge", "chat").await;
    page.press("chat-info").await;
    page.press("group-leave").await;
    page.press("choose-admin").await;
    page.press_at("@bob", "member-remove").await;
    bobs.press_at("Ridge", "chat").await;
    bobs.until("that nothing can be written", |seen| {
        seen.words()
            .contains("You are not in this group any more")
            .then_some(())
    })
    .await;
    assert_eq!(bobs.look().await.composer(), None);
}
