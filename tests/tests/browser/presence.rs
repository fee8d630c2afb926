//! Who is there and who was, as the page of the other one shows it; and the setting to share neither.

use pillion_tests::browser::{page::Page, world::World};

/// Waits for what stands under the name of the open chat.
async fn under(page: &Page, what: &str, is: impl Fn(&str) -> bool) {
    page.until(what, |seen| seen.under().filter(|under| is(under))).await;
}

#[tokio::test]
async fn who_looks_is_online_and_who_went_away_was_last_seen() {
    let world = World::new().await;
    let ((_alice, at_alice), (_bob, mut at_bob)) = world.two_browsers().await;
    under(&at_alice, "that Bob is there", |under| under == "online").await;
    under(&at_bob, "that Alice is there", |under| under == "online").await;
    at_bob.kill().await;
    under(&at_alice, "when Bob was there", |under| under.starts_with("last seen ")).await;
    at_alice.press("chat-info").await;
    at_alice
        .until("the same in the sheet", |seen| {
            (seen.words().matches("last seen ").count() > 1).then_some(())
        })
        .await;
}

#[tokio::test]
async fn who_shares_nothing_is_not_seen_and_sees_nobody() {
    let world = World::new().await;
    let ((_alice, at_alice), (bob, at_bob)) = world.two_browsers().await;
    under(&at_alice, "that Bob is there", |under| under == "online").await;
    let second = world.browser_of(&bob).await;
    second.open_sheet("menu-settings").await;
    at_bob.open_sheet("menu-settings").await;
    at_bob.press("share-presence").await;
    // It is the account's: his other screen follows.
    for page in [&at_bob, &second] {
        const OFF: &str = "return document.querySelector('[data-testid=share-presence]').checked === false";
        pillion_tests::wait::until("that nothing is shared", || async {
            let off = page.run(OFF, Vec::new()).await.ok()?;
            (off == true).then_some(())
        })
        .await;
    }
    at_bob.press("dialog-cancel").await;
    under(&at_alice, "only the handle of Bob", |under| under == "@bob").await;
    under(&at_bob, "only the handle of Alice", |under| under == "@alice").await;
    at_bob.open_sheet("menu-settings").await;
    at_bob.press("share-presence").await;
    at_bob.press("dialog-cancel").await;
    under(&at_bob, "Alice again", |under| under == "online").await;
}
