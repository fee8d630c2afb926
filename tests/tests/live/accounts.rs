//! Accounts: handles, passphrases, and two phones with one account.

use pillion_tests::live::world::World;
use pillion_wire::refusal::Code;

#[tokio::test]
async fn a_taken_handle_is_refused_and_nothing_is_left_behind() {
    let world = World::new().await;
    let _alice = world.alice_phone().await;
    let mut thief = world.stranger("thief").called("alice");
    let sentence = thief.init(&world.relay.origin()).await.refused("init");
    assert!(sentence.contains(&Code::HandleTaken.to_string()), "{sentence}");
    // The same folder can be used with another handle.
    thief = thief.called("thief");
    let _ = thief.init(&world.relay.origin()).await.done("init");
}

#[tokio::test]
async fn handles_that_are_unknown_or_malformed_are_named() {
    let world = World::new().await;
    let alice = world.alice_phone().await;
    for (handle, part) in [
        ("nobody_here", "Nobody has this handle"),
        ("alice", "your own handle"),
        ("b", "3 to 32 characters"),
        ("9lives", "starts with a letter"),
        ("bob smith", "holds only the letters"),
        ("", "3 to 32 characters"),
    ] {
        let sentence = alice.verb(&["contact", "add", handle]).await.refused(handle);
        assert!(sentence.contains(part), "{handle:?}: {sentence}");
    }
    let sentence = alice.verb(&["send", "bob", "hi"]).await.refused("an unknown chat");
    assert!(sentence.contains("contact add"), "it says what to do: {sentence}");
}

#[tokio::test]
async fn an_account_is_made_once_and_only_where_it_can_be() {
    let world = World::new().await;
    let mut alice = world.alice_phone().await;
    let sentence = alice.init(&world.relay.origin()).await.refused("init again");
    assert!(sentence.contains("already an account"), "{sentence}");
    alice.stop().await;

    let nobody = world.stranger("nobody");
    let sentence = nobody.verb(&["chats"]).await.refused("no account");
    assert!(sentence.contains("init"), "it says what to do: {sentence}");
    for (relay, part) in [
        ("chat.example.org", "https://"),
        ("http://localhost:0", "port"),
        ("http://localhost:1", "cannot be reached"),
    ] {
        let sentence = nobody.init(relay).await.refused(relay);
        assert!(sentence.contains(part), "{relay}: {sentence}");
    }
    let long = "n".repeat(300);
    let words = [
        "init",
        "--relay",
        &world.relay.origin(),
        "--handle",
        "nobody",
        "--name",
        &long,
    ];
    let _ = nobody.verb(&words).await.refused("a long name");
    let _ = nobody.init(&world.relay.origin()).await.done("init at last");
}

#[tokio::test]
async fn a_wrong_passphrase_is_refused_and_changes_nothing() {
    let world = World::new().await;
    let (mut alice, _bob) = world.friends().await;
    alice.stop().await;
    let sentence = alice
        .with_passphrase("not this one")
        .verb(&["chats"])
        .await
        .refused("wrong");
    assert!(
        sentence.contains("passphrase") && sentence.lines().count() == 1,
        "{sentence}"
    );
    let _ = alice.with_passphrase("").verb(&["chats"]).await.refused("empty");
    assert_eq!(alice.history("bob").await.len(), 2);
}

#[tokio::test]
async fn two_phones_with_one_account_are_told_so_and_lose_nothing() {
    let world = World::new().await;
    let (mut alice, bob) = world.friends().await;
    // A copy of the home, as from a backup, started beside the original.
    alice.stop().await;
    let mut copy = alice.copied_to(&world.place("copy"));
    alice.run().await;
    let mut watch = alice.watch();
    copy.launch();
    watch
        .line("that another took over", |line| {
            line.contains("Use only one at a time").then_some(())
        })
        .await;
    copy.kill().await;
    alice.stop().await;
    alice.run().await;
    bob.send("alice", "which of you?").await;
    alice.shows("bob", "which of you?", &["delivered"]).await;
}

#[tokio::test]
async fn one_home_is_opened_by_one_program() {
    let world = World::new().await;
    let alice = world.alice_phone().await;
    let sentence = alice.verb(&["run"]).await.refused("a second run");
    assert!(sentence.contains("open"), "{sentence}");
    assert_eq!(alice.json(&["status"]).await.len(), 1, "the first goes on");
}
