//! `kill -9` at a random instant: what was stored or shown as sent arrives exactly once, in order.
//!
//! One pair of phones and one relay live through all rounds, so that damage of an early round would show later. In each
//! round both phones say a burst of texts, and one program is killed in the middle of it and started again.

use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use pillion_tests::{
    chance::{Chance, rounds},
    live::{phone::Phone, said::Said, world::World},
    program::shoot,
    wait,
};

/// How often each program is killed.
const ROUNDS: u64 = 50;

/// Texts that each phone says in a round.
const BURST: u64 = 4;

/// A burst takes about this long, in microseconds; the kill falls somewhere in it.
const BURST_US: u64 = 300_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Victim {
    Relay,
    Alice,
    Bob,
}

/// One text that was said, and whether the phone answered that it has it. If it did not answer, it may still have it.
type Told = (String, bool);

#[tokio::test]
async fn nothing_is_lost_through_kill_9_of_the_relay() {
    play(Victim::Relay, 1).await;
}

#[tokio::test]
async fn nothing_is_lost_through_kill_9_of_the_phone_that_began() {
    play(Victim::Alice, 2).await;
}

#[tokio::test]
async fn nothing_is_lost_through_kill_9_of_the_phone_that_was_written_to() {
    play(Victim::Bob, 3).await;
}

async fn play(victim: Victim, seed: u64) {
    let mut chance = Chance::from_env(seed);
    let mut world = World::new().await;
    let (mut alice, mut bob) = world.friends().await;
    let mut by_alice = vec![("hello bob".to_string(), true)];
    let mut by_bob = vec![("hello alice".to_string(), true)];
    for round in 0..rounds(ROUNDS) {
        let dead = AtomicBool::new(false);
        let pid = match victim {
            Victim::Relay => world.relay.process().pid(),
            Victim::Alice => alice.pid(),
            Victim::Bob => bob.pid(),
        };
        let killing = async {
            wait::instant(Duration::from_micros(chance.below(BURST_US))).await;
            shoot(pid).await;
            dead.store(true, Ordering::Relaxed);
        };
        let nobody = AtomicBool::new(false);
        let mourned = |owner| if owner == victim { &dead } else { &nobody };
        let ((), new_a, new_b) = tokio::join!(
            killing,
            burst(&alice, "bob", round, mourned(Victim::Alice)),
            burst(&bob, "alice", round, mourned(Victim::Bob)),
        );
        by_alice.extend(new_a);
        by_bob.extend(new_b);
        match victim {
            Victim::Relay => world.relay.kill().await,
            Victim::Alice => alice.kill().await,
            Victim::Bob => bob.kill().await,
        }
        match victim {
            Victim::Relay => world.relay.again().await,
            Victim::Alice => alice.run().await,
            Victim::Bob => bob.run().await,
        }
        tokio::join!(alice.comes_online(), bob.comes_online());
    }
    let (alice, bob) = (&alice, &bob);
    tokio::join!(settle(alice, bob, by_alice), settle(bob, alice, by_bob));
}

/// Says a few texts, until the phone is dead.
async fn burst(phone: &Phone, to: &str, round: u64, dead: &AtomicBool) -> Vec<Told> {
    let mut told = Vec::new();
    for number in 0..BURST {
        if dead.load(Ordering::Relaxed) {
            break;
        }
        let text = format!("round {round}, text {number} of {}", phone.handle());
        let ran = phone.verb(&["--json", "send", to, &text]).await;
        told.push((text, ran.status == Some(0)));
    }
    told
}

/// Waits for the last word, then compares all that was heard with all that was said.
async fn settle(from: &Phone, to: &Phone, mut told: Vec<Told>) {
    let last = format!("the last word of {}", from.handle());
    from.send(to.handle(), &last).await;
    told.push((last.clone(), true));
    to.shows(from.handle(), &last, &["delivered", "read"]).await;
    from.shows(to.handle(), &last, &["delivered", "read"]).await;

    let heard = by(from, &to.history(from.handle()).await);
    let kept = by(from, &from.history(to.handle()).await);
    let expected: Vec<String> = told
        .iter()
        .filter(|(text, sure)| *sure || kept.contains(text))
        .map(|(text, _)| text.clone())
        .collect();
    assert_eq!(kept, expected, "what {} has stored", from.handle());
    assert_eq!(heard, expected, "what {} has heard", to.handle());
    let all = from.history(to.handle()).await;
    let stuck: Vec<&Said> = all
        .iter()
        .filter(|said| !matches!(said.state.as_str(), "delivered" | "read"))
        .collect();
    assert!(stuck.is_empty(), "not marked as delivered: {stuck:?}");
}

fn by(writer: &Phone, history: &[Said]) -> Vec<String> {
    history
        .iter()
        .filter(|said| said.from == writer.handle())
        .map(|said| said.text.clone())
        .collect()
}
