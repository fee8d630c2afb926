//! A group of two pages and a phone: made on a page, talked in, changed, left.

use pillion_tests::browser::{page::Page, world::World};

/// Waits until the page says something anywhere.
async fn says(page: &Page, words: &str) {
    page.until(words, |seen| seen.words().contains(words).then_some(()))
        .await;
}

/// Presses one of several.
async fn press_in(page: &Page, row: &str, id: &str) {
    const PRESS: &str = "const row = [...document.querySelectorAll('li, details')].findLast((row) => row.textContent.includes(arguments[0]) && row.querySelector(`[data-testid=${arguments[1]}]`)); row.querySelector(`[data-testid=${arguments[1]}]`).click();";
    pillion_tests::wait::until(id, || async { page.run(PRESS, vec![row.into(), id.into()]).await.ok() }).await;
}

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
    says(&page, "You made the group").await;
    page.say("hello all").await;
    bob.shows("Ridge", "hello all", &["delivered", "read"]).await;

    press_in(&bobs, "Ridge", "chat").await;
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
    const NAME: &str = "const field = document.querySelector('[data-testid=group-name]'); field.value = 'Peak'; field.dispatchEvent(new Event('input', { bubbles: true }));";
    page.run(NAME, Vec::new()).await.expect("a name");
    page.press("group-rename-save").await;
    says(&bobs, "named the group").await;
    says(&bobs, "Peak").await;
}

#[tokio::test]
async fn the_last_admin_is_told_what_to_do_and_who_is_removed_can_only_read() {
    let world = World::new().await;
    let (alice, page, bob) = world.alice_browser_bob().await;
    let bobs = world.browser_of(&bob).await;
    let _ = alice.verb(&["group", "create", "Ridge", "bob"]).await.done("a group");
    press_in(&page, "Ridge", "chat").await;
    page.press("chat-info").await;
    page.press("group-leave").await;
    page.press("choose-admin").await;
    press_in(&page, "@bob", "member-remove").await;
    press_in(&bobs, "Ridge", "chat").await;
    bobs.until("that nothing can be written", |seen| {
        seen.words()
            .contains("You are not in this group any more")
            .then_some(())
    })
    .await;
    assert_eq!(bobs.look().await.composer(), None);
}
