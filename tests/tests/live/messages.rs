//! Messages between two phones, and what each sees of them.

use pillion_tests::live::{said::Said, world::World};
use serde_json::Value;

#[tokio::test]
async fn message_both_ways() {
    let world = World::new().await;
    let (alice, bob) = tokio::join!(world.alice_phone(), world.bob_phone());
    alice.add("bob").await;

    let said = alice.send("bob", "hello bob").await;
    assert!(
        ["stored", "sent", "delivered"].contains(&said.state.as_str()),
        "{said:?}"
    );
    let heard = bob.shows("alice", "hello bob", &["delivered"]).await;
    assert_eq!((heard.id, heard.from.as_str()), (said.id, "alice"));

    // Whoever was written to has a chat and a contact without doing anything.
    bob.send("alice", "hello alice").await;
    let heard = alice.shows("bob", "hello alice", &["delivered"]).await;
    assert_eq!(heard.from, "bob");
    alice.shows("bob", "hello bob", &["delivered", "read"]).await;
}

#[tokio::test]
async fn watch_shows_each_message_and_each_state_as_it_comes() {
    let world = World::new().await;
    let (alice, bob) = world.friends().await;
    let (mut at_alice, mut at_bob) = (alice.watch(), bob.watch());
    at_alice.line("how it is connected", is_connection).await;
    at_bob.line("how it is connected", is_connection).await;

    alice.send("bob", "seen at once").await;
    let seen = |state: &'static str| {
        move |line: &str| Said::read(line).filter(|said| said.text == "seen at once" && said.state == state)
    };
    at_bob.line("the message", seen("delivered")).await;
    at_alice.line("that it was delivered", seen("delivered")).await;
}

#[tokio::test]
async fn phone_away_and_back() {
    let world = World::new().await;
    let (alice, mut bob) = world.friends().await;
    bob.kill().await;

    for number in 0..5 {
        alice.send("bob", &format!("while you were away {number}")).await;
    }
    alice.shows("bob", "while you were away 4", &["sent"]).await;
    bob.run().await;
    bob.shows("alice", "while you were away 4", &["delivered"]).await;
    let heard: Vec<String> = texts_from(&bob.history("alice").await, "alice");
    let expected = (0..5).map(|number| format!("while you were away {number}"));
    assert_eq!(
        heard,
        std::iter::once("hello bob".to_string())
            .chain(expected)
            .collect::<Vec<_>>()
    );
    alice.shows("bob", "while you were away 4", &["delivered"]).await;
}

#[tokio::test]
async fn what_is_written_while_the_own_phone_is_offline_goes_out_when_it_is_back() {
    let mut world = World::new().await;
    let (alice, bob) = world.friends().await;
    world.relay.kill().await;
    let said = alice.send("bob", "into the dark").await;
    assert_eq!(said.state, "stored", "no relay has it");
    world.relay.again().await;
    bob.shows("alice", "into the dark", &["delivered"]).await;
    alice.shows("bob", "into the dark", &["delivered"]).await;
}

#[tokio::test]
async fn relay_killed_and_back() {
    let mut world = World::new().await;
    let (alice, mut bob) = world.friends().await;
    bob.stop().await;
    alice.send("bob", "kept by the relay").await;
    alice.shows("bob", "kept by the relay", &["sent"]).await;
    world.relay.kill().await;
    world.relay.again().await;
    bob.run().await;
    bob.shows("alice", "kept by the relay", &["delivered"]).await;
    alice.shows("bob", "kept by the relay", &["delivered"]).await;
}

#[tokio::test]
async fn a_verb_without_a_running_phone_works_alone() {
    let world = World::new().await;
    let (mut alice, bob) = world.friends().await;
    alice.stop().await;
    alice.send("bob", "in passing").await;
    bob.shows("alice", "in passing", &["delivered"]).await;
    assert_eq!(
        alice.history("bob").await.last().map(|said| said.text.clone()),
        Some("in passing".to_string())
    );
}

#[tokio::test]
async fn status_chats_and_contacts_tell_what_there_is() {
    let world = World::new().await;
    let (alice, _bob) = world.friends().await;
    let status = alice.json(&["status"]).await.remove(0);
    assert_eq!(
        (&status["handle"], &status["online"]),
        (&"alice".into(), &true.into()),
        "{status}"
    );
    assert_eq!(status["relay"], world.relay.origin(), "{status}");
    let chat = alice.json(&["chats"]).await.remove(0);
    assert_eq!(
        (&chat["handle"], &chat["last"]["text"]),
        (&"bob".into(), &"hello alice".into()),
        "{chat}"
    );
    let contact = alice.json(&["contacts"]).await.remove(0);
    assert_eq!(
        (&contact["handle"], &contact["verified"]),
        (&"bob".into(), &false.into()),
        "{contact}"
    );
    assert_eq!(contact["chat"], chat["id"]);
}

fn is_connection(line: &str) -> Option<()> {
    let object: Value = serde_json::from_str(line).ok()?;
    (object["change"] == "connection").then_some(())
}

fn texts_from(history: &[Said], from: &str) -> Vec<String> {
    history
        .iter()
        .filter(|said| said.from == from)
        .map(|said| said.text.clone())
        .collect()
}
