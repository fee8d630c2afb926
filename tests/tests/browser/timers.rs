//! Messages that go away by themselves.

use std::time::Duration;

use pillion_tests::browser::{page::Page, world::World};

/// The shortest timer is a minute.
const LONGER_THAN_A_MINUTE: Duration = Duration::from_secs(100);

/// Opens the sheet of the open chat's timer, and chooses.
async fn choose(page: &Page, door: &str, choice: &str) {
    if door == "timer-open" {
        page.press("thread-menu").await;
    }
    page.press(door).await;
    page.press_at(choice, "timer-choice").await;
}

async fn line(page: &Page, words: &str) {
    page.until(words, |seen| {
        seen.events().iter().any(|line| line == words).then_some(())
    })
    .await;
}

#[tokio::test]
async fn a_timer_is_set_on_one_page_and_ended_on_the_others() {
    let world = World::new().await;
    let ((_alice, at_alice), (_bob, at_bob)) = world.two_browsers().await;
    assert!(at_alice.all("timer-mark").await.is_empty(), "no timer yet");
    choose(&at_alice, "timer-open", "After 1 hour").await;
    line(&at_alice, "You set new messages to go away after 1 hour").await;
    line(&at_bob, "alice the first set new messages to go away after 1 hour").await;
    at_bob.say("gone by noon").await;
    at_alice.shows("gone by noon", &["delivered", "read"]).await;
    for page in [&at_alice, &at_bob] {
        page.all_are("expires", |marks| marks.len() == 1).await;
    }

    choose(&at_bob, "timer-mark", "Off").await;
    line(&at_bob, "You set new messages to stay").await;
    line(&at_alice, "bob the first set new messages to stay").await;
    at_alice.all_are("timer-mark", <[String]>::is_empty).await;
    at_alice.say("this one stays").await;
    at_bob.shows("this one stays", &["delivered", "read"]).await;
    assert_eq!(at_bob.all("expires").await.len(), 1, "only what was said under it");
}

#[tokio::test]
async fn of_a_group_only_an_admin_is_offered_the_timer() {
    let world = World::new().await;
    let ((alice, at_alice), (_bob, at_bob)) = world.two_browsers().await;
    let _ = alice.verb(&["group", "create", "Ridge", "bob"]).await.done("a group");
    tokio::join!(at_alice.open_chat_with("Ridge"), at_bob.open_chat_with("Ridge"));
    choose(&at_alice, "timer-open", "After 7 days").await;
    line(&at_bob, "alice the first set new messages to go away after 7 days").await;
    at_bob.press("thread-menu").await;
    at_bob.all_are("group-info-open", |there| there.len() == 1).await;
    assert!(at_bob.all("timer-open").await.is_empty(), "a member may not");
}

#[tokio::test]
async fn a_message_goes_away_on_the_pages_of_both_and_what_was_said_before_stays() {
    let world = World::new().await;
    let ((alice, at_alice), (bob, at_bob)) = world.two_browsers().await;
    at_alice.say("this one stays").await;
    at_bob.shows("this one stays", &["delivered", "read"]).await;
    let _ = alice.verb(&["timer", "bob", "1m"]).await.done("a timer");
    line(&at_bob, "alice the first set new messages to go away after 1 minute").await;
    at_alice.say("the key is under the mat").await;
    at_bob.shows("the key is under the mat", &["delivered", "read"]).await;
    at_alice.shows("the key is under the mat", &["read"]).await;
    for page in [&at_alice, &at_bob] {
        page.within(LONGER_THAN_A_MINUTE, "it goes away", |seen| {
            (!seen.words().contains("under the mat")).then_some(())
        })
        .await;
        page.shows("this one stays", &["delivered", "read"]).await;
    }
    for (phone, other) in [(&alice, "bob"), (&bob, "alice")] {
        let texts = phone.history(other).await.into_iter().map(|said| said.text);
        assert!(
            texts.into_iter().all(|text| !text.contains("mat")),
            "nor has the phone it"
        );
    }
}
