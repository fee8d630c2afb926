//! `kill -9` of the browser at a random instant: what the page had kept or shown as sent arrives once, in order.

use std::{collections::BTreeSet, time::Duration};

use pillion_tests::{
    browser::world::World,
    chance::{Chance, rounds},
    wait,
};

/// How often the browser is killed.
const ROUNDS: u64 = 50;

/// The kill falls somewhere in so many microseconds after the last text was sent; its way to the phone takes about as long.
const INSTANT_US: u64 = 40_000;

#[tokio::test]
async fn nothing_is_lost_through_kill_9_of_the_browser() {
    let mut chance = Chance::from_env(9);
    let world = World::new().await;
    let (mut alice, mut page, bob) = world.alice_browser_bob().await;
    let (mut said, mut promised) = (Vec::new(), BTreeSet::new());
    for round in 0..rounds(ROUNDS) {
        // In every other round the phone is away, so that all lies in the browser alone.
        let is_away = round % 2 == 1;
        if is_away {
            alice.kill().await;
        }
        let texts = [0, 1, 2].map(|number| format!("round {round}, text {number}"));
        for text in &texts {
            page.say(text).await;
        }
        if is_away {
            // What the browser's storage holds by now must come back; it holds the first ones first.
            let held = page
                .stored()
                .await
                .iter()
                .filter(|key| key.starts_with("pillion/records/outbox/"))
                .count();
            promised.extend(texts.iter().take(held).cloned());
        }
        wait::instant(Duration::from_micros(chance.below(INSTANT_US))).await;
        page.kill().await;
        said.extend(texts);
        page.start(&world.driver).await;
        if is_away {
            alice.run().await;
        }
        page.settled().await;
        page.open_chat().await;
        // What the browser had not kept as sent is still what was typed, and the person sends it.
        let typed = page.look().await.composer().unwrap_or_default();
        if !typed.is_empty() {
            assert_eq!(said.last(), Some(&typed), "it was typed last");
            page.press("send").await;
        }
        // What the page shows as more than queued, it must never lose again.
        let shown = page.look().await.messages().into_iter();
        promised.extend(
            shown
                .filter(|bubble| bubble.mine && bubble.state != "queued")
                .map(|bubble| bubble.text),
        );
    }
    page.say("the last word").await;
    bob.shows("alice", "the last word", &["delivered", "read"]).await;
    let history = bob.history("alice").await.into_iter();
    let heard: Vec<String> = history
        .filter(|said| said.from == "alice")
        .map(|said| said.text)
        .collect();
    let lost: Vec<&String> = promised.iter().filter(|text| !heard.contains(text)).collect();
    assert!(lost.is_empty(), "lost: {lost:?}");
    let expected: Vec<&String> = said.iter().filter(|text| heard.contains(text)).collect();
    let in_order: Vec<&String> = heard.iter().filter(|text| said.contains(text)).collect();
    assert_eq!(in_order, expected, "each once, in order");
    println!(
        "{} of {} texts were kept before the browser died, {} promised",
        expected.len(),
        said.len(),
        promised.len()
    );
}

#[tokio::test]
async fn a_browser_that_throws_its_database_away_keeps_the_link_and_what_waits() {
    let world = World::new().await;
    let (mut alice, mut page, bob) = world.alice_browser_bob().await;
    alice.kill().await;
    page.say("kept twice").await;
    wait::until("both databases have it", || async {
        let stored = page.stored().await;
        let holds = |place: &str| stored.iter().any(|key| key.starts_with(place));
        (holds("pillion/records/outbox/") && holds("spare:pillion/records/outbox/")).then_some(())
    })
    .await;
    page.kill().await;
    // Chromium does this itself when it died in the middle of a write.
    std::fs::remove_dir_all(page.profile().join("Default/IndexedDB")).expect("the databases are there");
    page.start(&world.driver).await;
    alice.run().await;
    page.settled().await;
    bob.shows("alice", "kept twice", &["delivered", "read"]).await;
}
