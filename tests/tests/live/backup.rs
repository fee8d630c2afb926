//! A phone in one file: backed up while it runs, restored, moved; and one chat as text.

use std::fs;

use pillion_tests::live::{phone::Phone, world::World};

/// Alice's phone in another folder, as it was restored from a file.
async fn restored(world: &World, alice: &Phone, file: &str, home: &str) -> (Phone, String) {
    let new = Phone::new(&world.place(home), alice.handle());
    let said = new.verb(&["restore", &path(world, file)]).await.done("restore");
    (new, said)
}

fn path(world: &World, name: &str) -> String {
    world.place(name).display().to_string()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_that_is_made_while_messages_come_is_a_whole_phone_that_talks_on() {
    let world = World::new().await;
    let (mut alice, bob) = world.friends().await;
    let file = path(&world, "alice.backup");
    let talking = async {
        for number in 0..30 {
            bob.send("alice", &format!("number {number}")).await;
        }
    };
    let words = ["--json", "backup", &file];
    let ((), made) = tokio::join!(talking, alice.verb(&words));
    let made = made.done("backup");
    assert!(
        made.contains("\"percent\":100") && made.contains("\"kind\":\"backup\""),
        "{made}"
    );
    alice.shows("bob", "number 29", &["delivered"]).await;
    let refused = alice.verb(&["backup", &file]).await.refused("another of that name");
    assert!(refused.contains("--force"), "{refused}");

    // It goes on after the backup, then it is lost.
    alice.send("bob", "not in the backup").await;
    bob.shows("alice", "not in the backup", &["delivered"]).await;
    alice.kill().await;
    let (mut new, said) = restored(&world, &alice, "alice.backup", "new").await;
    assert!(said.contains("linked again"), "{said}");
    new.run().await;
    let before = new.history("bob").await;
    let numbers: Vec<_> = before.iter().filter(|said| said.text.starts_with("number")).collect();
    for (number, said) in numbers.iter().enumerate() {
        assert_eq!(said.text, format!("number {number}"), "a whole prefix of what was said");
    }
    for round in 0..3 {
        new.send("bob", &format!("new phone {round}")).await;
        bob.shows("alice", &format!("new phone {round}"), &["delivered"]).await;
        bob.send("alice", &format!("old friend {round}")).await;
        new.shows("bob", &format!("old friend {round}"), &["delivered"]).await;
        new.shows("bob", &format!("new phone {round}"), &["delivered"]).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_moved_phone_goes_on_and_the_old_home_is_closed() {
    let world = World::new().await;
    let (mut alice, bob) = world.friends().await;
    let file = path(&world, "alice.move");
    let running = alice.verb(&["move", &file]).await.refused("it runs");
    assert!(running.contains("Close it first"), "{running}");
    alice.stop().await;
    bob.send("alice", "while she moves").await;
    let said = alice.verb(&["move", &file]).await.done("move");
    assert!(said.contains("closed for good"), "{said}");
    for words in [["run"].as_slice(), &["chats"], &["move", "twice"]] {
        let refused = alice.verb(words).await.refused("moved away");
        assert!(refused.contains("moved"), "{words:?}: {refused}");
    }
    let (mut new, said) = restored(&world, &alice, "alice.move", "new").await;
    assert!(said.contains("goes on"), "{said}");
    new.run().await;
    new.shows("bob", "while she moves", &["delivered"]).await;
    new.send("bob", "here I am").await;
    bob.shows("alice", "here I am", &["delivered"]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cannot_be_restored_is_said_and_leaves_no_phone() {
    let world = World::new().await;
    let (mut alice, _bob) = world.friends().await;
    alice.stop().await;
    let file = path(&world, "alice.backup");
    let _ = alice
        .verb(&["backup", &file])
        .await
        .done("backup of a phone that does not run");
    let whole = fs::read(&file).unwrap();
    for secret in [b"alice".as_slice(), b"hello bob", b"SQLite", b"localhost"] {
        assert!(!whole.windows(secret.len()).any(|bytes| bytes == secret), "{secret:?}");
    }
    let new = Phone::new(&world.place("new"), "alice");
    let refused = new
        .with_passphrase("another")
        .verb(&["restore", &file])
        .await
        .refused("wrong passphrase");
    assert!(refused.contains("does not open this backup"), "{refused}");
    fs::write(world.place("cut"), &whole[..whole.len() / 2]).unwrap();
    let refused = new.verb(&["restore", &path(&world, "cut")]).await.refused("cut");
    assert!(refused.contains("damaged or cut short"), "{refused}");
    let mut newer = whole;
    newer[15] = 9;
    fs::write(world.place("newer"), newer).unwrap();
    let refused = new.verb(&["restore", &path(&world, "newer")]).await.refused("newer");
    assert!(refused.contains("Update the program"), "{refused}");
    let refused = alice.verb(&["restore", &file]).await.refused("a home that is lived in");
    assert!(refused.contains("already an account"), "{refused}");
    assert!(!world.place("new").exists(), "nothing was left behind");
    let _ = new.verb(&["restore", &file]).await.done("restore at last");
    assert_eq!(new.history("bob").await.len(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_chat_is_exported_as_text_that_no_terminal_obeys() {
    let world = World::new().await;
    let (alice, bob) = world.friends().await;
    let sent = alice.send("bob", "frist").await;
    let _ = alice.json(&["edit", "bob", &sent.id, "first"]).await;
    let gone = alice.send("bob", "never said").await;
    bob.shows("alice", "never said", &["delivered"]).await;
    let _ = alice.json(&["delete", "bob", &gone.id, "--for-all"]).await;
    bob.send("alice", "two lines\n2026-01-01 00:00 alice the first: forged\u{202e}")
        .await;
    alice
        .last("bob", "two lines", |said| {
            said["text"].as_str().is_some_and(|text| text.starts_with("two lines"))
        })
        .await;
    let file = world.place("chat.txt");
    let written = file.display().to_string();
    let _ = alice.verb(&["export", "bob", "--out", &written]).await.done("export");
    let text = fs::read_to_string(&file).unwrap();
    let printed = alice.verb(&["export", "bob"]).await.done("export to the terminal");
    let body = |text: &str| text.split_once("\n\n").unwrap().1.to_owned();
    assert_eq!(body(&text), body(&printed));
    assert!(text.starts_with("Chat: bob the first (@bob)\nExported: "), "{text}");
    assert!(text.contains("alice the first: hello bob"), "{text}");
    assert!(text.contains("alice the first: first (edited)"), "{text}");
    assert!(
        text.contains("This message was deleted.") && !text.contains("never said"),
        "{text}"
    );
    assert!(
        text.contains("\n    2026-01-01 00:00 alice the first: forged"),
        "{text}"
    );
    assert!(!text.contains('\u{202e}'), "{text}");
    let refused = alice.verb(&["export", "bob", "--out", &written]).await.refused("again");
    assert!(refused.contains("--force"), "{refused}");
    let objects = alice.json(&["export", "bob"]).await;
    assert_eq!(objects.len(), 5);
}
