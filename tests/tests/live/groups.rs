//! A group of real phones over a real relay.

use pillion_tests::live::world::World;

#[tokio::test]
async fn a_group_is_made_talked_in_changed_and_left() {
    let world = World::new().await;
    let (alice, bob) = world.friends().await;
    let _ = alice.json(&["group", "create", "Choir", "bob"]).await;
    let said = alice.send("Choir", "do re mi").await;
    bob.shows("Choir", "do re mi", &["delivered"]).await;
    let _ = bob.send("Choir", "fa so").await;
    alice.shows("Choir", "fa so", &["delivered"]).await;
    alice.shows("Choir", "do re mi", &["delivered", "read"]).await;
    assert!(alice.history("Choir").await.iter().any(|message| message.id == said.id));
    let _ = alice.json(&["group", "rename", "Choir", "Duo"]).await;
    let _ = alice.send("Duo", "new name").await;
    bob.shows("Duo", "new name", &["delivered"]).await;
    let refused = bob.verb(&["group", "rename", "Duo", "Mine"]).await;
    assert_eq!(refused.status, Some(1), "only admins may");
    let _ = alice.json(&["group", "remove", "Duo", "bob"]).await;
    let _ = alice.send("Duo", "alone").await;
    let refused = bob.verb(&["send", "Duo", "hello?"]).await;
    assert_eq!(refused.status, Some(1), "bob is out: {}", refused.err);
}
