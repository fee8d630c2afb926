//! A full disk: nothing is confirmed that is not stored, it is said, and when there is room again all goes on.

use pillion_tests::{
    live::{disk, world::World},
    wait,
};

/// As long as a text may be and some more messages fit a disk.
fn large(number: usize) -> String {
    format!("{number}{}", " full".repeat(4_000))
}

#[tokio::test]
async fn full_disk_on_the_relay() {
    let mut world = World::new().await;
    let (alice, mut bob) = world.friends().await;
    bob.stop().await;
    world.relay.stop().await;
    let held = std::fs::metadata(world.relay.data().join("relay.redb")).unwrap().len();
    world.relay.again_on_a_disk_of(held / 1024 + 64).await;
    alice.comes_online().await;

    // More than fits: some of it stays on the phone, and is not shown as sent.
    let count = 120;
    for number in 0..count {
        alice.send("bob", &large(number)).await;
    }
    let stuck = wait::until("the relay refuses for its full disk", || async {
        let history = alice.history("bob").await;
        history
            .iter()
            .any(|said| said.state == "stored" || said.state == "failed")
            .then_some(history)
    })
    .await;
    assert!(stuck.iter().any(|said| !said.is_sent()), "something is not sent");

    disk::free(world.relay.process().pid()).await;
    // The database was closed to further writes; a restart opens it again.
    world.relay.kill().await;
    world.relay.again().await;
    alice.comes_online().await;
    bob.run().await;
    bob.shows("alice", &large(count - 1), &["delivered"]).await;
    let heard: Vec<String> = bob
        .history("alice")
        .await
        .into_iter()
        .filter(|said| said.from == "alice")
        .map(|said| said.text)
        .collect();
    let expected: Vec<String> = std::iter::once("hello bob".to_string())
        .chain((0..count).map(large))
        .collect();
    assert!(
        heard == expected,
        "{} of {} texts, in order and once",
        heard.len(),
        expected.len()
    );
}

#[tokio::test]
async fn full_disk_on_the_senders_phone() {
    let world = World::new().await;
    let (mut alice, bob) = world.friends().await;
    alice.stop().await;
    let held = std::fs::metadata(alice.home().join("phone.db")).unwrap().len();
    alice.launch_on_a_disk_of(held / 1024 + 200);
    alice.online().await;

    let mut stored = Vec::new();
    let refused = loop {
        let text = large(stored.len());
        let ran = alice.verb(&["send", "bob", &text]).await;
        if ran.status != Some(0) {
            break ran.refused("a full disk");
        }
        stored.push(text);
        assert!(stored.len() < 200, "the disk never got full");
    };
    assert!(refused.contains("disk"), "{refused}");
    disk::free(alice.pid()).await;
    alice.send("bob", "room again").await;
    bob.shows("alice", "room again", &["delivered"]).await;
    let heard: Vec<String> = bob
        .history("alice")
        .await
        .into_iter()
        .filter(|said| said.from == "alice")
        .map(|said| said.text)
        .collect();
    let expected: Vec<String> = std::iter::once("hello bob".to_string())
        .chain(stored)
        .chain(["room again".to_string()])
        .collect();
    assert!(
        heard == expected,
        "{} of {} texts, in order and once",
        heard.len(),
        expected.len()
    );
}

#[tokio::test]
async fn full_disk_on_the_receivers_phone() {
    let world = World::new().await;
    let (alice, mut bob) = world.friends().await;
    bob.stop().await;
    let held = std::fs::metadata(bob.home().join("phone.db")).unwrap().len();
    bob.launch_on_a_disk_of(held / 1024 + 200);
    bob.online().await;
    let count = 60;
    for number in 0..count {
        alice.send("bob", &large(number)).await;
    }
    // What does not fit is not acked, so the relay keeps it.
    wait::until("bob's disk gets full", || async {
        let said = alice.history("bob").await;
        said.iter()
            .filter(|said| said.state == "sent")
            .count()
            .ge(&5)
            .then_some(())
    })
    .await;
    disk::free(bob.pid()).await;
    bob.stop().await;
    bob.run().await;
    bob.shows("alice", &large(count - 1), &["delivered"]).await;
    let heard = bob
        .history("alice")
        .await
        .into_iter()
        .filter(|said| said.from == "alice")
        .count();
    assert_eq!(heard, count + 1);
    alice.shows("bob", &large(count - 1), &["delivered"]).await;
}
