//! What is done to messages after they were sent: it changes on the other phone too.

use pillion_tests::live::{phone::Phone, world::World};
use serde_json::Value;

#[tokio::test]
async fn an_edit_a_reaction_and_a_deletion_show_on_the_other_phone() {
    let world = World::new().await;
    let (alice, bob) = world.friends().await;
    let said = alice.send("bob", "a boat").await;
    bob.shows("alice", "a boat", &["delivered"]).await;

    let _ = alice.json(&["edit", "bob", &said.id, "the boat"]).await;
    let heard = bob
        .last("alice", "the edit", |message| message["text"] == "the boat")
        .await;
    assert!(heard["id"] == said.id.as_str() && heard["edited"].is_u64(), "{heard}");

    let _ = bob.json(&["react", "alice", "last", "⛵"]).await;
    let reacted = |message: &Value| message["reactions"].to_string().contains('⛵');
    alice.last("bob", "the reaction", reacted).await;
    let _ = bob.json(&["react", "alice", "last"]).await;
    alice
        .last("bob", "no reaction any more", |message| !reacted(message))
        .await;

    let _ = alice.json(&["delete", "bob", &said.id, "--for-all"]).await;
    for (phone, with) in [(&bob, "alice"), (&alice, "bob")] {
        let gone = phone
            .last(with, "the deletion", |message| message["deleted"] == true)
            .await;
        assert_eq!(gone["text"], "", "{gone}");
    }
}

#[tokio::test]
async fn only_who_wrote_a_message_changes_it_for_all() {
    let world = World::new().await;
    let (alice, bob) = world.friends().await;
    let heard = alice.send("bob", "mine").await;
    bob.shows("alice", "mine", &["delivered"]).await;
    for verb in [
        &["edit", "alice", &heard.id, "yours"][..],
        &["delete", "alice", &heard.id, "--for-all"],
        &["react", "alice", &heard.id, "not an emoji"],
    ] {
        let refused = bob.verb(verb).await;
        assert_eq!(refused.status, Some(1), "{verb:?}");
        assert!(refused.err.trim_end().ends_with('.'), "{}", refused.err);
    }
    let _ = bob.json(&["delete", "alice", &heard.id]).await;
    assert!(bob.history("alice").await.iter().all(|said| said.id != heard.id));
    assert!(
        alice.history("bob").await.iter().any(|said| said.id == heard.id),
        "here is not for all"
    );
}

#[tokio::test]
async fn search_finds_what_is_said_now_and_nothing_that_is_gone() {
    let world = World::new().await;
    let (alice, bob) = world.friends().await;
    let first = alice.send("bob", "the harbour at dawn").await;
    let second = alice.send("bob", "the harbour at dusk").await;
    bob.shows("alice", "the harbour at dusk", &["delivered"]).await;
    let found = async |phone: &Phone, words: &str| {
        let hits = phone.json(&["search", words]).await;
        hits.iter().map(|hit| hit.to_string()).collect::<Vec<_>>().join("\n")
    };
    assert!(found(&bob, "HARB dusk").await.contains(&second.id));
    assert!(!found(&bob, "harb dusk").await.contains(&first.id));
    let _ = alice.json(&["edit", "bob", &first.id, "the lighthouse"]).await;
    let _ = alice.json(&["delete", "bob", &second.id, "--for-all"]).await;
    bob.last("alice", "the deletion", |message| message["deleted"] == true)
        .await;
    assert!(found(&bob, "lighth").await.contains(&first.id));
    assert_eq!(found(&bob, "harbour").await, "");
    for words in ["\"", "a AND", "NEAR(", "*", "col:x", "''; DROP TABLE message"] {
        let ran = bob.verb(&["search", words]).await;
        assert!(matches!(ran.status, Some(0 | 1)), "{words}: {:?}", ran.err);
    }
    assert!(found(&bob, "lighth").await.contains(&first.id));
}
