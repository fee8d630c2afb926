//! Files on the command line, through a real relay, onto real disks.

use std::{
    fs,
    path::{Path, PathBuf},
};

use pillion_tests::{
    live::{disk, phone::Phone, world::World},
    wait,
};
use pillion_wire::id::AccountId;
use serde_json::Value;

/// Bytes that repeat after no round number, with words in them that nobody but the two may ever see.
fn content(bytes: usize) -> Vec<u8> {
    let mut content = b"nobody else may read this; ".to_vec();
    let mut state = 1_u32;
    let more = std::iter::repeat_with(|| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    });
    content.extend(more.take(bytes));
    content.truncate(bytes);
    content
}

/// A file in the world's folder.
fn file(world: &World, name: &str, bytes: usize) -> PathBuf {
    let path = world.place(name);
    fs::write(&path, content(bytes)).unwrap();
    path
}

/// What the newest message with a file says of it.
async fn newest(phone: &Phone, chat: &str) -> Value {
    phone.json(&["file", "list", chat, "--limit", "1"]).await.remove(0)
}

async fn is(phone: &Phone, chat: &str, caption: &str, held: &str) -> Value {
    wait::until(&format!("{} has {caption} {held}", phone.handle()), || async {
        let list = phone.json(&["file", "list", chat]).await;
        list.into_iter()
            .find(|message| message["text"] == caption && message["file"]["held"] == held)
    })
    .await
}

/// Saves the file of a message; what is in it.
async fn saved(phone: &Phone, chat: &str, message: &Value, path: &Path) -> Vec<u8> {
    let words = [
        "file",
        "get",
        chat,
        message["id"].as_str().unwrap(),
        "--out",
        path.to_str().unwrap(),
    ];
    let _ = phone.json(&words).await;
    fs::read(path).unwrap()
}

/// All bytes of all files below a folder.
fn everything(folder: &Path) -> Vec<u8> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap().flatten() {
        if entry.path().is_dir() {
            all.extend(everything(&entry.path()));
        } else if entry.file_type().unwrap().is_file() {
            all.extend(fs::read(entry.path()).unwrap());
        }
    }
    all
}

fn holds(all: &[u8], words: &str) -> bool {
    all.windows(words.len()).any(|part| part == words.as_bytes())
}

#[tokio::test]
async fn files_go_from_phone_to_phone() {
    let world = World::new().await;
    let (alice, bob) = world.friends().await;
    let lengths = [0, 1, 65_536, 1_500_000];
    for bytes in lengths {
        let path = file(&world, &format!("plan {bytes}.pdf"), bytes);
        let caption = format!("{bytes} bytes");
        let words = [
            "file",
            "send",
            "bob",
            path.to_str().unwrap(),
            "--caption",
            &caption,
            "--wait",
        ];
        let sent = alice.json(&words).await.remove(0);
        assert_eq!(
            (&sent["file"]["bytes"], &sent["file"]["held"]),
            (&Value::from(bytes), &Value::from("here"))
        );
        let came = is(&bob, "alice", &caption, "here").await;
        assert_eq!(came["file"]["name"], format!("plan {bytes}.pdf"));
        assert_eq!(came["file"]["type"], "application/pdf");
        let read = saved(&bob, "alice", &came, &world.place(&format!("saved {bytes}"))).await;
        assert!(read == content(bytes), "{bytes}");
    }
    let listed = bob.json(&["file", "list", "alice"]).await;
    assert_eq!(listed.len(), lengths.len());
    for (what, folder) in [
        ("relay", world.relay.data()),
        ("alice", alice.home()),
        ("bob", bob.home()),
    ] {
        let all = everything(folder);
        assert!(!holds(&all, "nobody else may read this"), "{what}");
        assert!(!holds(&all, "plan 65536.pdf") && !holds(&all, "65536 bytes"), "{what}");
    }
}

#[tokio::test]
async fn what_cannot_be_sent_or_saved_is_said() {
    let world = World::new().await;
    let (alice, bob) = world.friends().await;
    let path = file(&world, "a.txt", 10);
    let path = path.to_str().unwrap();
    let nothing = world.place("nothing");
    let folder = world.folder().to_str().unwrap();
    for from in [nothing.to_str().unwrap(), folder] {
        let said = alice.verb(&["file", "send", "bob", from]).await.refused("file send");
        assert!(said.contains("cannot be read"), "{said}");
    }
    let said = alice.verb(&["file", "send", "carol", path]).await.refused("file send");
    assert!(said.contains("no chat carol"), "{said}");
    let said = bob.verb(&["file", "get", "alice", "last"]).await.refused("file get");
    assert!(said.contains("no message last"), "{said}");
    let _ = alice
        .json(&["file", "send", "bob", path, "--caption", "here", "--wait"])
        .await;
    let came = is(&bob, "alice", "here", "here").await;
    let id = came["id"].as_str().unwrap();
    for to in [path, nothing.join("deep").to_str().unwrap()] {
        let said = bob
            .verb(&["file", "get", "alice", id, "--out", to])
            .await
            .refused("file get");
        assert!(said.contains("cannot be written"), "{said}");
    }
    assert_eq!(fs::read(path).unwrap(), content(10), "nothing is written over");
    let empty = world.place("empty");
    fs::create_dir(&empty).unwrap();
    let got = bob
        .json(&["file", "get", "alice", "last", "--out", empty.to_str().unwrap()])
        .await;
    assert_eq!(got[0]["path"], empty.join("a.txt").to_str().unwrap());
}

#[tokio::test]
async fn a_file_arrives_through_kill_9_of_whoever_carries_it() {
    let mut world = World::new().await;
    let (mut alice, mut bob) = world.friends().await;
    let bytes = 40_000_000;
    let path = file(&world, "long.bin", bytes);
    let path = path.to_str().unwrap();
    let parts = |folder: &Path| -> usize {
        let files = fs::read_dir(folder.join("files")).unwrap().flatten();
        files
            .map(|file| fs::read_dir(file.path()).map_or(0, Iterator::count))
            .sum()
    };
    for victim in ["relay", "alice"] {
        let before = parts(world.relay.data());
        let _ = alice.json(&["file", "send", "bob", path, "--caption", victim]).await;
        wait::until("some parts are with the relay", || async {
            (parts(world.relay.data()) > before + 4).then_some(())
        })
        .await;
        if victim == "relay" {
            world.relay.kill().await;
            world.relay.again().await;
        } else {
            alice.kill().await;
            alice.run().await;
        }
        let came = is(&bob, "alice", victim, "here").await;
        let read = saved(&bob, "alice", &came, &world.place(&format!("saved {victim}"))).await;
        assert!(read == content(bytes), "{victim}");
    }
    bob.kill().await;
    let _ = alice
        .json(&["file", "send", "bob", path, "--caption", "bob", "--wait"])
        .await;
    bob.launch();
    let coming = || fs::read_dir(bob.home().join("files")).unwrap().flatten();
    wait::until("some of it is with bob", || async {
        // A fast one is there in full before anybody has seen it come.
        let is_some = |file: &fs::DirEntry| file.metadata().is_ok_and(|facts| facts.len() > 1_000_000);
        (coming().filter(is_some).count() >= 3).then_some(())
    })
    .await;
    bob.kill().await;
    bob.run().await;
    let came = is(&bob, "alice", "bob", "here").await;
    assert!(saved(&bob, "alice", &came, &world.place("bob.bin")).await == content(bytes));
    assert_eq!(bob.json(&["file", "list", "alice"]).await.len(), 3, "each of them once");
    assert_eq!(newest(&alice, "bob").await["state"], "delivered");
}

#[tokio::test]
async fn a_full_disk_holds_a_file_up_and_loses_nothing() {
    let world = World::new().await;
    let (mut alice, mut bob) = world.friends().await;
    let bytes = 6_000_000;
    let path = file(&world, "large.bin", bytes);
    let path = path.to_str().unwrap();
    for phone in [&mut alice, &mut bob] {
        phone.stop().await;
        phone.launch_on_a_disk_of(4_000);
        phone.online().await;
    }
    let said = alice.verb(&["file", "send", "bob", path]).await.refused("file send");
    assert!(said.contains("disk is full"), "{said}");
    assert!(alice.json(&["file", "list", "bob"]).await.is_empty());
    assert_eq!(
        fs::read_dir(alice.home().join("files")).unwrap().count(),
        0,
        "nothing is left of it"
    );

    disk::free(alice.pid()).await;
    let _ = alice
        .json(&["file", "send", "bob", path, "--caption", "now", "--wait"])
        .await;
    let _ = is(&bob, "alice", "now", "noroom").await;
    alice.send("bob", "a message does not wait").await;
    bob.shows("alice", "a message does not wait", &["delivered"]).await;
    disk::free(bob.pid()).await;
    let came = is(&bob, "alice", "now", "here").await;
    assert!(saved(&bob, "alice", &came, &world.place("saved")).await == content(bytes));
}

/// The account of a phone.
async fn account(phone: &Phone) -> AccountId {
    let status = phone.json(&["status"]).await.remove(0);
    AccountId::from_hex(status["account"].as_str().unwrap()).unwrap()
}

#[tokio::test]
async fn what_is_larger_than_the_limit_waits_and_what_was_missed_comes_from_its_senders_phone() {
    let mut world = World::new().await;
    let (alice, bob) = world.friends().await;
    let set = bob.json(&["file", "limit", "others", "1MB"]).await.remove(0);
    assert_eq!(set["fetches"]["others"], 1_000_000);
    let bytes = 1_500_000;
    let path = file(&world, "large.bin", bytes);
    let words = [
        "file",
        "send",
        "bob",
        path.to_str().unwrap(),
        "--caption",
        "large",
        "--wait",
    ];
    let _ = alice.json(&words).await;
    let offered = is(&bob, "alice", "large", "offered").await;
    let id = offered["id"].as_str().unwrap();
    let said = bob.verb(&["file", "get", "alice", id]).await.refused("file get");
    assert!(said.contains("larger than what is fetched by itself"), "{said}");

    world.relay.forgets_files_of(account(&alice).await).await;
    for phone in [&alice, &bob] {
        phone.comes_online().await;
    }
    let said = bob
        .verb(&["file", "fetch", "alice", id, "--wait"])
        .await
        .refused("file fetch");
    assert!(said.contains("Ask its sender's phone"), "{said}");
    let came = bob.json(&["file", "fetch", "alice", id, "--wait"]).await.remove(0);
    assert_eq!(came["file"]["held"], "here");
    assert!(saved(&bob, "alice", &came, &world.place("saved")).await == content(bytes));
}
