//! How chats are kept, and who may begin one.

use pillion_tests::{
    live::{phone::Phone, world::World},
    wait,
};
use serde_json::Value;

async fn chat(phone: &Phone, handle: &str) -> Value {
    let chats = phone.json(&["chats"]).await;
    let found = chats.into_iter().find(|chat| chat["handle"] == handle);
    found.unwrap_or_else(|| panic!("no chat with {handle}"))
}

#[tokio::test]
async fn what_is_done_to_a_chat_is_seen_in_the_list_and_taken_back() {
    let world = World::new().await;
    let (alice, _bob) = world.friends().await;
    let verbs: [(&[&str], &[&str], &str); 5] = [
        (&["pin", "bob"], &["pin", "bob", "--off"], "pinned"),
        (&["archive", "bob"], &["archive", "bob", "--off"], "archived"),
        (&["unread", "bob"], &["unread", "bob", "--off"], "marked_unread"),
        (
            &["mute", "bob", "--until", "8h"],
            &["mute", "bob", "--off"],
            "muted_until",
        ),
        (&["draft", "bob", "half a tho"], &["draft", "bob", ""], "draft"),
    ];
    for (on, off, key) in verbs {
        let told = alice.json(on).await.remove(0);
        let listed = chat(&alice, "bob").await;
        assert!(!listed[key].is_null() && listed[key] == told[key], "{on:?}: {listed}");
        let _ = alice.json(off).await;
        let listed = chat(&alice, "bob").await;
        assert!(listed[key].is_null(), "{off:?}: {listed}");
    }
    let refused = alice
        .verb(&["mute", "bob", "--until", "yesterday"])
        .await
        .refused("no time");
    assert!(refused.contains("8h"), "{refused}");
}

#[tokio::test]
async fn a_stranger_is_a_request_until_it_is_accepted_deleted_or_blocked() {
    let world = World::new().await;
    let (alice, bob) = tokio::join!(world.alice_phone(), world.bob_phone());
    let carol = world.phone("carol").await;
    for stranger in [&bob, &carol] {
        stranger.add("alice").await;
        stranger.send("alice", "do you remember me?").await;
        alice
            .shows(stranger.handle(), "do you remember me?", &["delivered"])
            .await;
        assert_eq!(chat(&alice, stranger.handle()).await["request"], true);
    }
    let _ = alice.json(&["accept", "bob"]).await;
    assert!(chat(&alice, "bob").await["request"].is_null());
    let _ = alice.json(&["delete-chat", "carol"]).await;
    let handles = async || {
        let chats = alice.json(&["chats"]).await;
        chats.iter().map(|chat| chat["handle"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(handles().await, ["bob"]);

    let _ = alice.json(&["block", "bob"]).await;
    let blocked = alice.json(&["contacts", "--blocked"]).await;
    assert!(blocked.len() == 1 && blocked[0]["handle"] == "bob", "{blocked:?}");
    let refused = alice.verb(&["send", "bob", "hi"]).await.refused("who is blocked");
    assert!(refused.contains("Unblock"), "{refused}");
    bob.send("alice", "thrown away").await;
    bob.shows("alice", "thrown away", &["sent"]).await;
    // The relay hands on in order: what stands behind it has come, so it has come, too.
    carol.send("alice", "still me").await;
    alice.shows("carol", "still me", &["delivered"]).await;
    let _ = alice.json(&["block", "bob", "--off"]).await;
    assert!(alice.json(&["contacts", "--blocked"]).await.is_empty());
    bob.send("alice", "heard again").await;
    alice.shows("bob", "heard again", &["delivered"]).await;
    assert!(alice.history("bob").await.iter().all(|said| said.text != "thrown away"));
}

#[tokio::test]
async fn a_timer_is_agreed_on_by_both_phones_and_every_new_message_says_when_it_goes() {
    let world = World::new().await;
    let (alice, bob) = world.friends().await;
    let _ = alice.json(&["timer", "bob", "1h"]).await;
    wait::until("bob's phone knows of it", || async {
        (chat(&bob, "alice").await["timer"] == 3_600).then_some(())
    })
    .await;
    bob.send("alice", "not for long").await;
    for (phone, with) in [(&alice, "bob"), (&bob, "alice")] {
        let short = phone
            .last(with, "the message", |message| message["text"] == "not for long")
            .await;
        let (at, expires) = (short["at"].as_u64().unwrap(), short["expires"].as_u64().unwrap());
        assert!(expires > at && expires - at <= 3_700_000, "{short}");
    }
    let lines = bob.verb(&["history", "alice"]).await.done("history");
    assert!(
        lines.contains("alice the first set new messages to go away after 1 hour."),
        "{lines}"
    );
    let _ = bob.json(&["timer", "alice", "off"]).await;
    wait::until("alice's phone knows of it", || async {
        chat(&alice, "bob").await["timer"].is_null().then_some(())
    })
    .await;
    let refused = alice.verb(&["timer", "bob", "5s"]).await.refused("too short");
    assert!(refused.contains("one minute"), "{refused}");
}

#[tokio::test]
async fn a_chat_is_read_both_ways_from_any_message() {
    let world = World::new().await;
    let (alice, bob) = world.friends().await;
    let mut ids = Vec::new();
    for number in 0..8 {
        ids.push(alice.send("bob", &format!("{number}")).await.id);
    }
    bob.shows("alice", "7", &["delivered"]).await;
    let texts = async |words: &[&str]| {
        let words: Vec<&str> = ["history", "alice"].iter().chain(words).copied().collect();
        let messages = bob.json(&words).await;
        let texts = messages
            .iter()
            .map(|message| message["text"].as_str().unwrap().to_owned());
        texts.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(texts(&["--before", &ids[4], "--limit", "2"]).await, "2 3");
    assert_eq!(texts(&["--after", &ids[4], "--limit", "2"]).await, "5 6");
    assert_eq!(texts(&["--after", &ids[7]]).await, "");
    assert_eq!(texts(&["--before", &ids[1]]).await, "hello bob hello alice 0");
    let refused = bob.verb(&["history", "alice", "--before", &"0".repeat(32)]).await;
    assert!(refused.refused("an unknown message").contains("no message"));
}

#[tokio::test]
async fn a_star_is_found_a_message_is_forwarded_and_neither_is_told_to_the_writer() {
    let world = World::new().await;
    let (alice, bob) = world.friends().await;
    let carol = world.phone("carol").await;
    bob.add("carol").await;
    let said = alice.send("bob", "the recipe").await;
    bob.shows("alice", "the recipe", &["delivered"]).await;
    let _ = bob.json(&["star", "alice", &said.id]).await;
    let starred = bob.json(&["search", "--starred"]).await;
    assert!(
        starred.len() == 1 && starred[0]["id"] == said.id.as_str(),
        "{starred:?}"
    );
    let _ = bob.json(&["forward", "alice", &said.id, "carol"]).await;
    carol.shows("bob", "the recipe", &["delivered"]).await;
    let got = carol
        .last("bob", "the message", |message| message["text"] == "the recipe")
        .await;
    assert!(got["forwarded"] == true && got["id"] != said.id.as_str(), "{got}");
    let own = alice
        .last("bob", "the message", |message| message["text"] == "the recipe")
        .await;
    assert!(own["starred"].is_null() && own["forwarded"].is_null(), "{own}");
    let _ = bob.json(&["star", "alice", &said.id, "--off"]).await;
    assert!(bob.json(&["search", "--starred"]).await.is_empty());
}
