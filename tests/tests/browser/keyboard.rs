//! The page by its keys.

use pillion_tests::browser::{
    hand::{ALT, CTRL, DOWN, ENTER, ESCAPE, SHIFT, UP},
    page::Page,
    seen::Seen,
    world::World,
};

async fn title(page: &Page, wanted: Option<&str>) {
    page.until(&format!("the chat {wanted:?}"), |seen| {
        let title = seen.title();
        let is = match (&title, wanted) {
            (Some(title), Some(wanted)) => title.contains(wanted),
            (title, wanted) => title.is_some() == wanted.is_some(),
        };
        is.then_some(())
    })
    .await;
}

/// What has the keyboard, by its name for tests.
async fn focus(page: &Page, id: &str) {
    pillion_tests::wait::until(&format!("the keyboard at {id}"), || async {
        let at = page
            .run("return document.activeElement?.dataset.testid ?? null", Vec::new())
            .await;
        at.is_ok_and(|at| at == id).then_some(())
    })
    .await;
}

async fn composer(page: &Page, text: &str) {
    let is = |seen: &Seen| (seen.composer().as_deref() == Some(text)).then_some(());
    page.until(&format!("{text:?} in the composer"), is).await;
}

#[tokio::test]
async fn chats_are_walked_through_and_left_by_keys() {
    let world = World::new().await;
    let (alice, bob) = world.live.friends().await;
    let _carol = world.carol_who_knows(&alice).await;
    let page = world.browser_of(&alice).await;
    page.all_are("chat", |rows| rows.len() == 2).await;
    page.key(&[ALT], DOWN).await;
    title(&page, Some("carol")).await;
    page.key(&[ALT], DOWN).await;
    title(&page, Some("bob")).await;
    page.key(&[ALT], UP).await;
    title(&page, Some("carol")).await;
    page.all_are("chat", |rows| rows.iter().all(|row| !row.contains("unread")))
        .await;
    let _ = bob.send("alice", "news").await;
    page.says("news").await;
    page.key(&[ALT, SHIFT], DOWN).await;
    title(&page, Some("bob")).await;
    page.all_are("chat", |rows| rows.iter().all(|row| !row.contains("unread")))
        .await;
    // With nothing unread it stays where it is.
    page.key(&[ALT, SHIFT], DOWN).await;
    page.key(&[], ESCAPE).await;
    title(&page, None).await;
}

#[tokio::test]
async fn searching_adding_and_the_sheet_of_keys_have_a_key() {
    let world = World::new().await;
    let (_alice, page, _bob) = world.alice_browser_bob().await;
    page.key(&[CTRL], 'k').await;
    focus(&page, "search").await;
    page.type_into("search", "hello").await;
    page.all_are("hit", |hits| hits.len() == 2).await;
    // A question mark that is being written is one.
    page.key(&[], '?').await;
    assert!(page.all("help").await.is_empty());
    page.key(&[], ESCAPE).await;
    page.all_are("hit", <[String]>::is_empty).await;
    page.key(&[CTRL, ALT], 'n').await;
    focus(&page, "contact-handle").await;
    page.key(&[ALT], DOWN).await;
    page.key(&[], ESCAPE).await;
    page.all_are("contact-handle", <[String]>::is_empty).await;
    page.key(&[], ESCAPE).await;
    title(&page, None).await;
    page.run("document.activeElement.blur()", Vec::new())
        .await
        .expect("no field");
    page.key(&[], '?').await;
    page.all_are("help", |sheets| sheets.len() == 1).await;
    page.key(&[], ESCAPE).await;
    page.all_are("help", <[String]>::is_empty).await;
}

#[tokio::test]
async fn escape_closes_what_was_opened_last_and_nothing_under_it() {
    const OPEN: &str = "return document.querySelectorAll(':popover-open').length";
    let world = World::new().await;
    let (_alice, page, _bob) = world.alice_browser_bob().await;
    for door in ["menu", "thread-menu", "emoji-open"] {
        page.press(door).await;
        for (what, left) in [("open", 1), ("closed", 0)] {
            pillion_tests::wait::until(&format!("{door} is {what}"), || async {
                let open = page.run(OPEN, Vec::new()).await.ok()?;
                (open == left).then_some(())
            })
            .await;
            if left == 1 {
                page.key(&[], ESCAPE).await;
            }
        }
        title(&page, Some("bob")).await;
    }
    page.press("chat-info").await;
    page.all_are("contact-info", |sheets| sheets.len() == 1).await;
    page.key(&[], ESCAPE).await;
    page.all_are("contact-info", <[String]>::is_empty).await;
    title(&page, Some("bob")).await;
}

#[tokio::test]
async fn the_last_message_is_taken_up_again_and_enter_sends() {
    let world = World::new().await;
    let (_alice, page, bob) = world.alice_browser_bob().await;
    page.press("composer").await;
    page.type_into("composer", "see you at tree").await;
    page.key(&[], ENTER).await;
    page.shows("see you at tree", &["delivered", "read"]).await;
    page.key(&[], UP).await;
    composer(&page, "see you at tree").await;
    // Escape leaves it as it was.
    page.key(&[], ESCAPE).await;
    composer(&page, "").await;
    page.key(&[], UP).await;
    composer(&page, "see you at tree").await;
    page.paste("see you at three").await;
    page.key(&[], ENTER).await;
    bob.shows("alice", "see you at three", &["delivered", "read"]).await;
    composer(&page, "").await;
    page.type_into("composer", "line one").await;
    page.key(&[SHIFT], ENTER).await;
    page.type_into("composer", "line two").await;
    // With a text in it the arrow moves the cursor.
    page.key(&[], UP).await;
    composer(&page, "line one\nline two").await;
    page.key(&[], ENTER).await;
    bob.shows("alice", "line one\nline two", &["delivered", "read"]).await;
}
