//! Databases that cannot be used: each is named, and left as it is.

use std::{fs, path::PathBuf};

use pillion_tests::live::{phone::Phone, world::World};

type Damage = fn(&mut Vec<u8>);

fn database(phone: &Phone) -> PathBuf {
    phone.home().join("phone.db")
}

#[tokio::test]
async fn a_damaged_database_is_named_and_left_as_it_is() {
    let world = World::new().await;
    let (mut alice, _bob) = world.friends().await;
    alice.stop().await;
    let whole = fs::read(database(&alice)).unwrap();
    let damages: [(&str, Damage); 4] = [
        ("a byte in the middle", |bytes| {
            bytes
                .iter_mut()
                .skip(4096 * 3 + 100)
                .take(1)
                .for_each(|byte| *byte ^= 1)
        }),
        ("a cut end", |bytes| bytes.truncate(bytes.len() - 1000)),
        ("a lost half", |bytes| bytes.truncate(bytes.len() / 4096 / 2 * 4096)),
        ("another file", |bytes| *bytes = vec![b'x'; 8192]),
    ];
    for (name, damage) in damages {
        let mut bytes = whole.clone();
        damage(&mut bytes);
        fs::write(database(&alice), &bytes).unwrap();
        let ran = alice.verb(&["history", "bob"]).await;
        let sentence = ran.refused(name);
        assert!(
            sentence.contains("damaged") || sentence.contains("passphrase"),
            "{name}: {sentence}"
        );
        assert_eq!(
            fs::read(database(&alice)).unwrap(),
            bytes,
            "{name}: the file was touched"
        );
    }
    fs::write(database(&alice), &whole).unwrap();
    assert_eq!(alice.history("bob").await.len(), 2, "restored from a backup it works");
}

#[tokio::test]
async fn a_newer_database_is_named() {
    let world = World::new().await;
    let mut alice = world.alice_phone().await;
    alice.stop().await;
    let file = rusqlite::Connection::open(database(&alice)).unwrap();
    file.pragma_update(None, "key", "the passphrase of alice").unwrap();
    file.pragma_update(None, "user_version", 999).unwrap();
    drop(file);
    let sentence = alice.verb(&["chats"]).await.refused("a newer database");
    assert!(
        sentence.contains("newer version") && sentence.contains("Update"),
        "{sentence}"
    );
}

#[tokio::test]
async fn a_damaged_relay_database_is_named() {
    let mut world = World::new().await;
    let _alice = world.alice_phone().await;
    world.relay.stop().await;
    let file = world.relay.data().join("relay.redb");
    fs::write(&file, vec![7; 64 * 1024]).unwrap();
    let ran = world.relay.to_its_end().await;
    let sentence = ran.refused("a damaged relay");
    assert!(sentence.contains("database"), "{sentence}");
}
