//! `kill -9` of the browser at a random instant: what the page had kept or shown as sent arrives once, in order.

use std::{collections::BTreeSet, time::Duration};

use pillion_tests::{
    browser::world::World,
    chance::{Chance, rounds},
    wait,
};

/// How often the browser is killed.
const ROUNDS: u64 = 8;

/// The kill falls somewhere in so many microseconds after the last text was typed.
const INSTANT_US: u64 = 250_000;

#[tokio::test]
async fn nothing_is_lost_through_kill_9_of_the_browser() {
    let mut chance = Chance::from_env(9);
    let world = World::new().await;
    let (_alice, mut page, bob) = world.alice_browser_bob().await;
    let (mut said, mut promised) = (Vec::new(), BTreeSet::new());
    for round in 0..rounds(ROUNDS) {
        for number in 0..3 {
            let text = format!("round {round}, text {number}");
            page.say(&text).await;
            said.push(text);
        }
        wait::instant(Duration::from_micros(chance.below(INSTANT_US))).await;
        // What the page shows as more than queued, the phone has stored.
        if let Some(seen) = page.try_look().await {
            let shown = seen
                .messages()
                .into_iter()
                .filter(|bubble| bubble.mine && bubble.state != "queued");
            promised.extend(shown.map(|bubble| bubble.text));
        }
        page.kill().await;
        page.start(&world.driver).await;
        page.settled().await;
        page.open_chat().await;
    }
    page.say("the last word").await;
    bob.shows("alice", "the last word", &["delivered", "read"]).await;
    let heard: Vec<String> = bob
        .history("alice")
        .await
        .into_iter()
        .filter(|said| said.from == "alice")
        .map(|said| said.text)
        .collect();
    let lost: Vec<&String> = promised
        .iter()
        .filter(|text| !heard.contains(text) && said.contains(text))
        .collect();
    assert!(lost.is_empty(), "lost: {lost:?}");
    let expected: Vec<&String> = said.iter().filter(|text| heard.contains(text)).collect();
    let in_order: Vec<&String> = heard.iter().filter(|text| said.contains(text)).collect();
    assert_eq!(in_order, expected, "each once, in order");
    println!(
        "{} of {} texts were kept before the browser died",
        expected.len(),
        said.len()
    );
}
