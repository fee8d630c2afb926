//! The terminal UI in a terminal, against two other phones.

use pillion_tests::{
    live::{phone::Phone, world::World},
    wait,
};

/// Alice's Choir with Bob and Carol.
async fn choir(world: &World) -> (Phone, Phone, Phone) {
    let ((alice, bob), carol) = tokio::join!(world.friends(), world.phone("carol"));
    alice.add("carol").await;
    let _ = alice.json(&["group", "create", "Choir", "bob", "carol"]).await;
    alice.send("Choir", "welcome").await;
    for phone in [&bob, &carol] {
        phone.shows("Choir", "welcome", &["delivered"]).await;
    }
    (alice, bob, carol)
}

#[tokio::test]
async fn what_is_written_answered_and_reacted_to_in_the_terminal_is_seen_by_all() {
    let world = World::new().await;
    let (alice, bob, carol) = choir(&world).await;
    let mut terminal = alice.terminal();
    terminal.shows("● online").await;
    terminal.type_in("\r").await;
    terminal.shows("Write to Choir").await;
    terminal.type_in("who sings, :tada:").await;
    terminal.shows("who sings, 🎉").await;
    terminal.type_in("\r").await;
    for phone in [&bob, &carol] {
        phone.shows("Choir", "who sings, 🎉", &["delivered"]).await;
    }
    let _ = bob.json(&["send", "Choir", "I do", "--reply", "last"]).await;
    terminal.shows("┃ You: who sings, 🎉").await;
    terminal.shows("I do").await;

    terminal.type_in("\x1b").await;
    terminal.shows("? help").await;
    terminal.type_in("\t").await;
    terminal.shows("▌I do").await;
    terminal.type_in("+").await;
    terminal.shows("React: type a name").await;
    terminal.type_in("clap\r").await;
    terminal.shows("[👏 1]").await;
    bob.last("Choir", "the reaction", |message| {
        message["reactions"].to_string().contains('👏')
    })
    .await;
    terminal.type_in("r").await;
    terminal.shows("┃ bob the first: I do").await;
    terminal.shows("Esc drops it").await;
    terminal.type_in("and I\r").await;
    let answer = carol
        .last("Choir", "the answer", |message| message["text"] == "and I")
        .await;
    assert_eq!(answer["quote"]["text"], "I do", "{answer}");
    terminal.type_in("\x1b").await;
    terminal.shows("? help").await;
    terminal.type_in("q").await;
    assert!(terminal.end().await.success());
}

#[tokio::test]
async fn a_request_and_somebody_who_asks_to_join_are_answered_in_the_terminal() {
    let world = World::new().await;
    let (alice, _bob, _carol) = choir(&world).await;
    let dave = world.phone("dave").await;
    let mut terminal = alice.terminal();
    terminal.shows("● online").await;
    dave.add("alice").await;
    dave.send("alice", "do you know me?").await;
    terminal.shows("do you know me?").await;
    // The one with the news stands first.
    terminal.type_in("g").await;
    terminal.type_in("\r").await;
    terminal.shows("wants to write to you.").await;
    terminal.type_in("a").await;
    terminal.shows("Write to dave").await;

    let link = alice.json(&["group", "invite", "Choir"]).await.remove(0);
    let _ = dave.json(&["group", "join", link["code"].as_str().unwrap()]).await;
    terminal.shows("1 asks to join").await;
    terminal.type_in("\x1b").await;
    terminal.shows("? help").await;
    terminal.type_in("/Choir").await;
    terminal.shows("› Choir").await;
    terminal.type_in("\r").await;
    terminal.shows("Write to Choir").await;
    terminal.type_in("\x1b").await;
    terminal.shows("? help").await;
    terminal.type_in("t").await;
    terminal.shows("asks to join: y let in").await;
    terminal.type_in("y").await;
    terminal.shows("Choir · 4 members").await;
    terminal.hides("asks to join").await;
    wait::until("dave is in", || async {
        let groups = dave.json(&["group", "list"]).await;
        groups.iter().any(|chat| chat["title"] == "Choir").then_some(())
    })
    .await;
}

#[tokio::test]
async fn an_edit_a_search_and_who_has_it_are_seen_in_the_terminal() {
    let world = World::new().await;
    let (alice, bob, _carol) = choir(&world).await;
    let mut terminal = alice.terminal();
    terminal.shows("● online").await;
    terminal.type_in("\r").await;
    terminal.shows("Write to Choir").await;
    terminal.type_in("the harbour at dawn\r").await;
    bob.shows("Choir", "the harbour at dawn", &["delivered"]).await;
    terminal.type_in("\x1b[A").await;
    terminal.shows("Editing your message").await;
    terminal.type_in(", or dusk\r").await;
    bob.last("Choir", "the edit", |message| {
        message["text"] == "the harbour at dawn, or dusk"
    })
    .await;
    terminal.shows("edited").await;
    wait::until("both have it", || async {
        let receipts = alice.json(&["receipts", "Choir", "last"]).await;
        (receipts.len() == 2 && receipts.iter().all(|receipt| receipt["state"] == "delivered")).then_some(())
    })
    .await;
    terminal.type_in("\x1b").await;
    terminal.shows("? help").await;
    terminal.type_in("\tv").await;
    terminal.shows("It said before:").await;
    terminal.shows("Read by 0 of 2, delivered to 2 more:").await;
    terminal.type_in("\r").await;
    terminal.hides("It said before:").await;
    terminal.type_in("/harb dusk").await;
    terminal.shows("Search in Choir").await;
    terminal.shows("You · Choir · ").await;
    terminal.type_in("\r").await;
    terminal.hides("Search in Choir").await;
    terminal.shows("▌").await;
}
