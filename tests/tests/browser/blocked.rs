//! People who are not heard any more.

use pillion_tests::browser::world::World;

#[tokio::test]
async fn of_somebody_blocked_nothing_is_seen_until_he_is_unblocked() {
    // All that was ever on the page, however short.
    const RECORD: &str = "window.seen = ''; new MutationObserver(() => { window.seen += document.body.textContent; }).observe(document.body, { subtree: true, childList: true, characterData: true });";
    const WAS_SEEN: &str = "return arguments[0].filter((words) => window.seen.includes(words))";
    let world = World::new().await;
    let ((alice, at_alice), (bob, at_bob)) = world.two_browsers().await;
    at_alice.press("chat-info").await;
    at_alice.press("contact-block").await;
    at_alice.press("block-yes").await;
    at_alice.all_are("unblock-here", |buttons| buttons.len() == 1).await;
    at_alice.run(RECORD, Vec::new()).await.expect("it is recorded");
    at_bob.type_into("composer", "do you hear me").await;
    at_bob.press("send").await;
    at_bob.shows("do you hear me", &["sent"]).await;

    let _carol = world.carol_who_knows(&alice).await;
    at_alice.says("hello from carol").await;
    let seen = vec![serde_json::json!(["typing…", "do you hear me"])];
    assert_eq!(at_alice.run(WAS_SEEN, seen).await.unwrap(), serde_json::json!([]));
    at_alice.press("unblock-here").await;
    at_alice.all_are("unblock-here", <[String]>::is_empty).await;
    let _ = bob.send("alice", "and now?").await;
    at_alice.shows("and now?", &["delivered", "read"]).await;
    assert!(
        !at_alice.look().await.words().contains("do you hear me"),
        "what was thrown away stays so"
    );
}

#[tokio::test]
async fn a_stranger_is_a_request_that_is_accepted_or_blocked() {
    let world = World::new().await;
    let (alice, page, _bob) = world.alice_browser_bob().await;
    let (dora, eve) = tokio::join!(world.live.phone("dora"), world.live.phone("eve"));
    for (stranger, words) in [(&dora, "is this Alice?"), (&eve, "you have won")] {
        stranger.add("alice").await;
        let _ = stranger.send("alice", words).await;
        page.says(words).await;
    }
    page.says("Message requests").await;
    page.open_chat_with("dora").await;
    page.all_are("request-accept", |buttons| buttons.len() == 1).await;
    assert_ne!(
        dora.history("alice").await[0].state,
        "read",
        "a stranger does not learn whether he was read"
    );
    page.press("request-accept").await;
    page.all_are("request-accept", <[String]>::is_empty).await;
    page.say("yes, it is").await;
    dora.shows("alice", "yes, it is", &["delivered", "read"]).await;

    page.open_chat_with("eve").await;
    page.press("request-block").await;
    page.press("block-yes").await;
    page.all_are("unblock-here", |buttons| buttons.len() == 1).await;
    let _ = eve.send("alice", "a million").await;
    alice.send("bob", "a quiet day").await;
    page.says("a quiet day").await;
    assert!(!page.look().await.words().contains("a million"));
}

#[tokio::test]
async fn all_who_are_blocked_stand_in_one_list_which_every_screen_keeps_in_step() {
    let world = World::new().await;
    let (alice, page, _bob) = world.alice_browser_bob().await;
    let _carol = world.carol_who_knows(&alice).await;
    let second = world.browser_of(&alice).await;
    for page in [&page, &second] {
        page.open_sheet("menu-settings").await;
        page.press("blocked-list").await;
        page.says("You have blocked nobody.").await;
    }
    for name in ["bob", "carol"] {
        let _ = alice.json(&["block", name]).await;
    }
    for page in [&page, &second] {
        page.all_are("blocked", |all| {
            all.len() == 2 && all[0].contains("bob") && all[1].contains("carol")
        })
        .await;
    }
    page.press("unblock").await;
    for page in [&page, &second] {
        page.all_are("blocked", |all| all.len() == 1 && all[0].contains("carol"))
            .await;
    }
    page.press("unblock").await;
    second.says("You have blocked nobody.").await;
}
