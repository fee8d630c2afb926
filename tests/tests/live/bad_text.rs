//! Texts that must be refused, and texts that look odd and must pass.

use pillion_tests::live::world::World;

#[tokio::test]
async fn empty_too_long_and_control_characters_are_refused_by_name() {
    let world = World::new().await;
    let (alice, bob) = world.friends().await;
    let long = "a".repeat(65 * 1024);
    for (text, part) in [
        ("", "empty"),
        ("  \n", "empty"),
        (long.as_str(), "too long"),
        ("a\u{1b}[2Jb", "control"),
        ("a\u{7}b", "control"),
    ] {
        let sentence = alice.verb(&["send", "bob", text]).await.refused(part);
        assert!(sentence.contains(part), "{text:.20?}: {sentence}");
    }
    alice.send("bob", "still fine").await;
    bob.shows("alice", "still fine", &["delivered"]).await;
    assert_eq!(bob.history("alice").await.len(), 3, "nothing of the refused came");
}

#[tokio::test]
async fn every_script_arrives_as_it_was_written() {
    let world = World::new().await;
    let (alice, bob) = world.friends().await;
    let texts = [
        "مرحبا بالعالم".to_string(),
        "a \u{202e}reversed\u{202c} b".to_string(),
        "👩‍👩‍👧‍👦 🇦🇶".to_string(),
        "two\nlines\tand a tab".to_string(),
        "<script>alert(1)</script><b>&amp;".to_string(),
        "'; DROP TABLE message; --".to_string(),
        "-1".to_string(),
        "é".repeat(16 * 1024),
    ];
    for text in &texts {
        alice.send("bob", text).await;
    }
    bob.shows("alice", texts.last().unwrap(), &["delivered"]).await;
    let heard: Vec<String> = bob
        .history("alice")
        .await
        .into_iter()
        .map(|said| said.text)
        .skip(2)
        .collect();
    assert_eq!(heard, texts);
}
