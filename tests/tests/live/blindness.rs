//! The relay holds nothing that it could read: not in memory, not on disk, not in its log.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use pillion_tests::{live::world::World, memory};

const CANARY: &str = "canary-4b1d-the-quick-brown-fox";

#[tokio::test]
async fn blindness() {
    let mut world = World::new().await;
    let (alice, mut bob) = world.friends().await;
    alice.send("bob", CANARY).await;
    bob.shows("alice", CANARY, &["delivered"]).await;
    // And one that waits on the relay's disk.
    bob.stop().await;
    alice.send("bob", &format!("{CANARY} again")).await;
    alice.shows("bob", &format!("{CANARY} again"), &["sent"]).await;

    let mut needles = spellings(&[
        ("the text", CANARY),
        ("the name", "alice the first"),
        ("a passphrase", "passphrase of alice"),
    ]);
    needles.extend(alice.secrets());
    needles.extend(bob.secrets());
    let process = world.relay.process();
    assert_eq!(
        memory::found_in_process(process.pid(), &needles),
        [""; 0],
        "in the relay's memory"
    );
    assert_eq!(
        memory::found_below(world.relay.data(), &needles),
        [""; 0],
        "on the relay's disk"
    );
    let log = process.said();
    let in_log = needles
        .iter()
        .filter(|(_, needle)| memory::holds(log.as_bytes(), needle));
    assert_eq!(in_log.count(), 0, "in the relay's log:\n{log}");

    // The search itself can find something: the phone of whoever wrote it has it.
    let mut alice = alice;
    let text = [("the text", CANARY.as_bytes().to_vec())];
    assert_eq!(memory::found_in_process(alice.process().pid(), &text), ["the text"]);
    // The relay does know handles: they are how accounts are found.
    let handle = [("a handle", b"alice".to_vec())];
    assert_eq!(memory::found_below(world.relay.data(), &handle), ["a handle"]);
    world.relay.stop().await;
}

#[tokio::test]
async fn nothing_readable_lies_in_a_phones_home() {
    let world = World::new().await;
    let (mut alice, bob) = world.friends().await;
    alice.send("bob", CANARY).await;
    bob.shows("alice", CANARY, &["delivered"]).await;
    alice.stop().await;
    let needles = spellings(&[
        ("the text", CANARY),
        ("a handle", "bob the first"),
        ("a passphrase", "passphrase of alice"),
    ]);
    assert_eq!(memory::found_below(alice.home(), &needles), [""; 0]);
}

/// Each text as it is, in base64 at each of the three offsets, in hexadecimal, and in UTF-16.
fn spellings<'a>(texts: &[(&'a str, &str)]) -> Vec<(&'a str, Vec<u8>)> {
    let mut all = Vec::new();
    for (name, text) in texts {
        let bytes = text.as_bytes();
        all.push((*name, bytes.to_vec()));
        all.push((
            *name,
            bytes
                .iter()
                .flat_map(|byte| format!("{byte:02x}").into_bytes())
                .collect(),
        ));
        all.push((*name, text.encode_utf16().flat_map(u16::to_le_bytes).collect()));
        for offset in 0..3 {
            let inside = bytes.get(offset..).unwrap_or_default();
            let whole = inside.len() / 3 * 3;
            all.push((
                *name,
                URL_SAFE_NO_PAD
                    .encode(inside.get(..whole).unwrap_or_default())
                    .into_bytes(),
            ));
        }
    }
    all
}
