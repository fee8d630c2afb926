//! How far a message has come with each of those who read it.

use pillion_tests::{browser::world::World, wait};

#[tokio::test]
async fn who_has_received_and_who_has_read_stands_in_the_sheet_of_a_message() {
    const RECEIPTS: &str = "return Object.fromEntries([...document.querySelectorAll('[data-testid=receipt]')].map((row) => [row.querySelector('.title').textContent, row.dataset.state]))";
    let world = World::new().await;
    let ((alice, at_alice), (_bob, at_bob)) = world.two_browsers().await;
    let mut carol = world.carol_who_knows(&alice).await;
    let _ = alice
        .verb(&["group", "create", "Ridge", "bob", "carol"])
        .await
        .done("a group");
    carol.knows("Ridge").await;
    carol.kill().await;
    tokio::join!(at_alice.open_chat_with("Ridge"), at_bob.open_chat_with("Ridge"));
    at_alice.say("who is up?").await;
    at_bob.shows("who is up?", &["delivered", "read"]).await;
    at_alice.on_last_message("message-info-open").await;
    let states = |bob: &'static str, carol: &'static str| {
        let page = &at_alice;
        wait::until("how far it has come", move || async move {
            let states = page.run(RECEIPTS, Vec::new()).await.ok()?;
            let is = |name: &str, state: &str| states[name] == state;
            (is("bob the first", bob) && is("carol the first", carol)).then_some(())
        })
    };
    states("read", "sent").await;
    at_alice.press("dialog-cancel").await;
    carol.run().await;
    at_alice.shows("who is up?", &["delivered"]).await;
    at_alice.on_last_message("message-info-open").await;
    states("read", "delivered").await;
    at_alice.press("dialog-cancel").await;
    let at_carol = world.browser_of(&carol).await;
    at_carol.open_chat_with("Ridge").await;
    at_alice.shows("who is up?", &["read"]).await;
}
