//! Being sure of one another, by the command line.

use pillion_tests::live::world::World;

#[tokio::test]
async fn two_people_compare_their_numbers_and_scan_their_codes() {
    let world = World::new().await;
    let (alice, bob) = world.friends().await;
    let at_alice = alice.json(&["safety", "bob"]).await.remove(0);
    let at_bob = bob.json(&["safety", "alice"]).await.remove(0);
    assert_eq!(at_alice["number"], at_bob["number"]);
    assert_eq!(at_alice["verified"], false);

    let own = at_alice["code"].as_str().unwrap();
    let refused = alice.verb(&["verify", "bob", own]).await;
    assert_eq!(refused.status, Some(1), "one's own code proves nothing");
    assert!(refused.err.contains("differ"), "{}", refused.err);
    let theirs = at_bob["code"].as_str().unwrap();
    let _ = alice.json(&["verify", "bob", theirs]).await;
    assert_eq!(alice.json(&["safety", "bob"]).await.remove(0)["verified"], true);
    let _ = alice.json(&["verify", "bob", "--off"]).await;
    assert_eq!(alice.json(&["safety", "bob"]).await.remove(0)["verified"], false);
}

#[tokio::test]
async fn a_contact_is_added_by_its_code() {
    let world = World::new().await;
    let (alice, carol) = tokio::join!(world.alice_phone(), world.phone("carol"));
    let code = carol.json(&["code"]).await.remove(0);
    let code = code["code"].as_str().unwrap();
    let added = alice.json(&["contact", "add", code]).await.remove(0);
    assert_eq!((&added["handle"], &added["verified"]), (&"carol".into(), &true.into()));
    let refused = alice.verb(&["contact", "add", &code[..code.len() - 4]]).await;
    assert_eq!(refused.status, Some(1));
    assert!(refused.err.contains("incomplete or damaged"), "{}", refused.err);
    alice.send("carol", "found you").await;
    carol.shows("alice", "found you", &["delivered"]).await;
}
