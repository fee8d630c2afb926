//! The relay carries what is typed on a page and the keys of its link, and can read neither.

use pillion_tests::{browser::world::World, memory};

const CANARY: &str = "canary-77e0-typed-on-the-page";

#[tokio::test]
async fn blindness() {
    let world = World::new().await;
    let (alice, page, bob) = world.alice_browser_bob().await;
    page.say(CANARY).await;
    page.shows(CANARY, &["delivered", "read"]).await;
    bob.shows("alice", CANARY, &["delivered"]).await;
    // A new session, so that the link's key has moved on; the old one was never there either.
    let mut needles = alice.secrets();
    page.reload().await;
    page.settled().await;
    needles.extend(alice.secrets());
    needles.push(("the text", CANARY.as_bytes().to_vec()));
    assert!(
        needles.iter().filter(|(name, _)| *name == "a link's key").count() == 2,
        "one key before, one after"
    );

    let relay = &world.live.relay;
    assert_eq!(
        memory::found_in_process(relay.process().pid(), &needles),
        [""; 0],
        "in the relay's memory"
    );
    assert_eq!(
        memory::found_below(relay.data(), &needles),
        [""; 0],
        "on the relay's disk"
    );
    let log = relay.process().said();
    assert!(
        !memory::holds(log.as_bytes(), CANARY.as_bytes()),
        "in the relay's log: {log}"
    );
}
