//! Coming into a group by its invitation: who has it asks, and an admin says yes or no.

use pillion_tests::{
    browser::{page::Page, world::World},
    live::phone::Phone,
    wait,
};

/// Pastes an invitation where new people are added.
async fn asks_in(page: &Page, invitation: &str) {
    page.open_sheet("menu-new-contact").await;
    page.fill("contact-handle", invitation).await;
    page.press("contact-add").await;
}

/// The invitation that the sheet of the open group shows.
async fn invitation(page: &Page, other_than: &str) -> String {
    let codes = page
        .all_are("code-text", |codes| codes.len() == 1 && codes[0] != other_than)
        .await;
    codes[0].clone()
}

/// The groups that a phone knows.
async fn groups(phone: &Phone) -> usize {
    phone.json(&["group", "list"]).await.len()
}

#[tokio::test]
async fn who_asks_to_join_is_admitted_on_another_page() {
    let world = World::new().await;
    let ((alice, at_alice), (_bob, at_bob)) = world.two_browsers().await;
    let carol = world.live.phone("carol").await;
    let at_carol = world.browser_of(&carol).await;
    let _ = alice.verb(&["group", "create", "Ridge", "bob"]).await.done("a group");
    tokio::join!(at_alice.open_chat_with("Ridge"), at_bob.open_chat_with("Ridge"));
    at_alice.press("chat-info").await;
    at_alice.press("group-invite").await;
    let link = invitation(&at_alice, "").await;
    at_alice.press("dialog-back").await;
    at_alice.press("dialog-cancel").await;

    asks_in(&at_carol, &link).await;
    at_carol.says("You have asked to join").await;
    at_alice.says("One person asks to join.").await;
    at_alice.press("asking-open").await;
    at_alice.all_are("asking", |lists| lists.len() == 1).await;
    assert_eq!(groups(&carol).await, 0, "nobody comes in before a yes");
    at_alice.press_at("carol", "admit").await;
    at_alice.press("dialog-cancel").await;
    at_carol.open_chat_with("Ridge").await;
    at_carol.says("3 members").await;
    at_bob.says("@carol").await;
    at_carol.say("thank you all").await;
    for page in [&at_alice, &at_bob] {
        page.shows("thank you all", &["delivered", "read"]).await;
    }
    assert!(at_alice.all("asking-banner").await.is_empty());
}

#[tokio::test]
async fn who_is_turned_away_stays_out_and_may_ask_again() {
    let world = World::new().await;
    let (alice, page, _bob) = world.alice_browser_bob().await;
    let carol = world.live.phone("carol").await;
    let at_carol = world.browser_of(&carol).await;
    let _ = alice.verb(&["group", "create", "Ridge", "bob"]).await.done("a group");
    let invited = alice.json(&["group", "invite", "Ridge"]).await.remove(0);
    let link = invited["code"].as_str().unwrap().to_owned();
    page.open_chat_with("Ridge").await;
    for _ in 0..2 {
        asks_in(&at_carol, &link).await;
        page.says("One person asks to join.").await;
        page.press("asking-open").await;
        page.press_at("carol", "turn-away").await;
        page.all_are("asking", <[String]>::is_empty).await;
        page.press("dialog-cancel").await;
    }
    page.says_no_more("asks to join").await;
    assert_eq!(groups(&carol).await, 0);
    assert!(at_carol.look().await.chats().is_empty());
}

#[tokio::test]
async fn an_invitation_before_the_last_one_and_a_damaged_one_are_good_for_nothing() {
    let world = World::new().await;
    let (alice, page, _bob) = world.alice_browser_bob().await;
    let (carol, dora) = tokio::join!(world.live.phone("carol"), world.live.phone("dora"));
    let at_carol = world.browser_of(&carol).await;
    let _ = alice.verb(&["group", "create", "Ridge", "bob"]).await.done("a group");
    page.open_chat_with("Ridge").await;
    page.press("chat-info").await;
    page.press("group-invite").await;
    let before = invitation(&page, "").await;
    page.press("invite-renew").await;
    let link = invitation(&page, &before).await;
    page.press("dialog-back").await;
    page.press("dialog-cancel").await;

    asks_in(&at_carol, &link[..link.len() - 4]).await;
    at_carol.says("incomplete or damaged").await;
    at_carol.press("dialog-cancel").await;
    let _ = dora.verb(&["group", "join", &before]).await;
    asks_in(&at_carol, &link).await;
    page.says("One person asks to join.").await;
    page.press("asking-open").await;
    let asking = page.all_are("asking", |lists| lists.len() == 1).await;
    assert!(asking[0].contains("carol") && !asking[0].contains("dora"), "{asking:?}");
    wait::until("that nobody else asks", || async {
        let asking = alice.json(&["group", "asking", "Ridge"]).await;
        (asking.len() == 1).then_some(())
    })
    .await;
}
