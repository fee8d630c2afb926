//! A group of real phones over a real relay.

use pillion_tests::{
    live::{phone::Phone, world::World},
    wait,
};
use serde_json::Value;

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

/// Alice's Choir with Bob and Carol, who know her.
async fn choir(world: &World) -> (Phone, Phone, Phone) {
    let ((alice, bob), carol) = tokio::join!(world.friends(), world.phone("carol"));
    alice.add("carol").await;
    let _ = alice.json(&["group", "create", "Choir", "bob", "carol"]).await;
    for phone in [&bob, &carol] {
        has(phone, "Choir").await;
    }
    (alice, bob, carol)
}

/// Waits until a phone is in a group of that name.
async fn has(phone: &Phone, group: &str) {
    wait::until(&format!("{} is in {group}", phone.handle()), || async {
        let groups = phone.json(&["group", "list"]).await;
        groups.iter().any(|chat| chat["title"] == group).then_some(())
    })
    .await;
}

/// The members as a phone lists them, admins with a star.
async fn roll(phone: &Phone, group: &str) -> String {
    let members = phone.json(&["group", "members", group]).await;
    let mut names: Vec<String> = members
        .iter()
        .map(|member| {
            let star = if member["admin"] == true { "*" } else { "" };
            format!("{}{star}", member["handle"].as_str().unwrap())
        })
        .collect();
    names.sort();
    names.join(" ")
}

async fn has_roll(phone: &Phone, group: &str, wanted: &str) {
    wait::until(&format!("{}: {group} is {wanted}", phone.handle()), || async {
        (roll(phone, group).await == wanted).then_some(())
    })
    .await;
}

#[tokio::test]
async fn the_last_admin_names_another_before_leaving_and_everybody_reads_what_happened() {
    let world = World::new().await;
    let (alice, bob, carol) = choir(&world).await;
    let refused = alice.verb(&["group", "leave", "Choir"]).await.refused("the last admin");
    assert!(refused.contains("the only admin"), "{refused}");
    let refused = bob
        .verb(&["group", "admin", "Choir", "bob", "on"])
        .await
        .refused("a member");
    assert!(refused.contains("Only admins"), "{refused}");
    let _ = alice.json(&["group", "admin", "Choir", "bob", "on"]).await;
    for phone in [&alice, &bob, &carol] {
        has_roll(phone, "Choir", "alice* bob* carol").await;
    }
    let _ = alice.json(&["group", "leave", "Choir"]).await;
    for phone in [&bob, &carol] {
        has_roll(phone, "Choir", "bob* carol").await;
    }
    let lines = carol.verb(&["history", "Choir"]).await.done("history");
    for line in ["alice made @bob an admin.", " left."] {
        assert!(lines.contains(line), "{line} in {lines}");
    }
    let refused = alice.verb(&["send", "Choir", "hello?"]).await.refused("who has left");
    assert!(refused.contains("not in this group any more"), "{refused}");
}

#[tokio::test]
async fn an_invitation_is_followed_and_answered_by_its_admin_and_a_void_one_promises_nothing() {
    let world = World::new().await;
    let (alice, bob) = world.friends().await;
    let carol = world.phone("carol").await;
    let _ = alice.json(&["group", "create", "Choir", "bob"]).await;
    let invite = async |words: &[&str]| {
        let words: Vec<&str> = ["group", "invite", "Choir"].iter().chain(words).copied().collect();
        let code = alice.json(&words).await.remove(0);
        code["code"].as_str().unwrap().to_owned()
    };
    let void = invite(&[]).await;
    let picture = world.place("choir.png");
    let picture = picture.to_str().unwrap();
    let link = invite(&["--renew", "--qr", picture]).await;
    assert!(void != link && link == invite(&[]).await);

    let own = alice
        .verb(&["group", "join", &link])
        .await
        .refused("one's own invitation");
    assert!(own.contains("in its group already"), "{own}");
    let said = carol.verb(&["group", "join", &void]).await.done("a void invitation");
    assert!(
        said.contains("to join Choir") && said.contains("ask for a new one"),
        "{said}"
    );
    let _ = carol
        .verb(&["group", "join", picture])
        .await
        .done("the picture of the other");
    let asking = async || alice.json(&["group", "asking", "Choir"]).await;
    wait::until("alice is asked", || async {
        (!asking().await.is_empty()).then_some(())
    })
    .await;
    let asked: Vec<Value> = asking().await;
    assert!(asked.len() == 1 && asked[0]["handle"] == "carol", "{asked:?}");

    let refused = bob.verb(&["group", "admit", "Choir", "carol"]).await;
    assert_eq!(refused.status, Some(1), "bob is no admin");
    let _ = alice.json(&["group", "admit", "Choir", "carol"]).await;
    has(&carol, "Choir").await;
    assert!(asking().await.is_empty());
    let _ = carol.send("Choir", "let in").await;
    for phone in [&alice, &bob] {
        phone.shows("Choir", "let in", &["delivered"]).await;
    }
}

#[tokio::test]
async fn what_is_done_to_a_message_of_a_group_shows_on_all_phones_and_who_has_it_is_told() {
    let world = World::new().await;
    let (alice, bob, carol) = choir(&world).await;
    let said = alice.send("Choir", "who comes, @bob?").await;
    for phone in [&bob, &carol] {
        phone.shows("Choir", "who comes, @bob?", &["delivered"]).await;
    }
    let named = bob.json(&["history", "Choir", "--limit", "1"]).await.remove(0);
    assert!(named["mentions_me"] == true && named["mentions"][0] == "bob", "{named}");
    let _ = bob.json(&["react", "Choir", &said.id, ":tada:"]).await;
    let _ = carol.json(&["react", "Choir", &said.id, "👍"]).await;
    let _ = carol.json(&["send", "Choir", "I do", "--reply", &said.id]).await;
    let _ = alice.json(&["edit", "Choir", &said.id, "who sings, @bob?"]).await;

    let about = async |phone: &Phone| {
        let told = phone.json(&["about", "Choir", &said.id]).await;
        told.iter().map(Value::to_string).collect::<Vec<_>>().join("\n")
    };
    // Neither of the two is a contact of the other: their handles are known by the group.
    for (phone, others) in [
        (&alice, ["bob", "carol"]),
        (&bob, ["bob", "carol"]),
        (&carol, ["bob", "carol"]),
    ] {
        wait::until(&format!("{} sees all of it", phone.handle()), || async {
            let told = about(phone).await;
            let whole = others
                .iter()
                .all(|other| told.contains(&format!(r#""from":"{other}""#)));
            (whole && told.contains("who comes, @bob?")).then_some(())
        })
        .await;
        let answer = phone
            .last("Choir", "the answer", |message| message["text"] == "I do")
            .await;
        assert_eq!(answer["quote"]["id"], said.id.as_str(), "{answer}");
    }
    wait::until("alice knows that both have it", || async {
        let receipts = alice.json(&["receipts", "Choir", &said.id]).await;
        let has_it = |receipt: &Value| receipt["state"] == "delivered" || receipt["state"] == "read";
        (receipts.len() == 2 && receipts.iter().all(has_it)).then_some(())
    })
    .await;
    let refused = bob
        .verb(&["edit", "Choir", &said.id, "mine"])
        .await
        .refused("another's");
    assert!(refused.contains("Only who wrote a message"), "{refused}");
    let _ = alice.json(&["delete", "Choir", &said.id, "--for-all"]).await;
    for phone in [&bob, &carol] {
        wait::until("the deletion", || async {
            let all = phone.json(&["history", "Choir"]).await;
            all.iter()
                .any(|message| message["id"] == said.id.as_str() && message["deleted"] == true)
                .then_some(())
        })
        .await;
    }
}
