//! Groups of many some of whose members have no room: the others hear everything, and those hear it later.

use pillion_phone::app::phone::Options;
use pillion_protocol::content::{group::GroupChange, message::State};
use pillion_relay::store::{memory::Memory, quotas::Quotas};

use crate::world::{Name, World, text};

/// Blobs that a mailbox of this world holds.
const ROOM: u64 = 40;

/// Alice's group with these others, on a relay with small mailboxes.
fn small(others: &[Name]) -> (World, Vec<pillion_protocol::content::id::ChatId>) {
    let mut world = World::new();
    world.memory = Memory::new(Quotas {
        blobs: ROOM,
        ..Quotas::default()
    });
    world.add_phone("alice", "alice", Options::default());
    for name in others {
        world.add_phone(name, name, Options::default());
    }
    world.pass(1_000);
    world.know_one_another(&[&["alice"], others].concat());
    let mut chats = vec![world.make_group("alice", "Choir", others)];
    world.pass(2_000);
    for name in others {
        chats.push(world.group_of(name));
    }
    (world, chats)
}

#[test]
fn a_full_mailbox_holds_up_nobody_else_and_gets_all_of_it_later() {
    let (mut world, chats) = small(&["bob", "carol", "dave"]);
    let [of_alice, of_bob, of_carol, of_dave] = chats[..] else {
        panic!()
    };
    let carol = world.account_of("carol");
    world.kill("bob");
    let mut said = vec![String::new()];
    for number in 0..60 {
        let words = format!("{number}");
        world.say("alice", of_alice, &words);
        world.pass(200);
        said.push(words);
    }
    assert_eq!(world.words("carol", of_carol), said, "nobody else waits");
    assert_eq!(world.words("dave", of_dave), said);
    let last = world.history("alice", of_alice).pop().unwrap();
    assert_eq!(last.state, State::Sent);
    // Changes go on, too, and whoever could not be told follows them in their order.
    world.changes(
        "alice",
        of_alice,
        GroupChange::Admin {
            account: carol,
            on: true,
        },
    );
    world.changes("carol", of_carol, GroupChange::Rename("Full Choir".to_owned()));
    world.say("carol", of_carol, "after the changes");
    world.pass(1_000);
    assert_eq!(world.chat("dave", of_dave).title, "Full Choir");
    world.switch_on("bob");
    world.pass(300_000);
    let of_others = world.words("dave", of_dave);
    assert_eq!(world.words("bob", of_bob), of_others);
    assert_eq!(world.chat("bob", of_bob).title, "Full Choir");
    world.say("bob", of_bob, "I am back");
    world.pass(1_000);
    assert_eq!(world.words("alice", of_alice).pop().unwrap(), "I am back");
    assert_eq!(world.state("alice", of_alice, last.id), State::Delivered);
}

#[test]
fn what_waits_for_a_full_mailbox_survives_the_sender() {
    let (mut world, chats) = small(&["bob", "carol"]);
    world.kill("bob");
    for number in 0..50 {
        world.say("alice", chats[0], &format!("{number}"));
        world.pass(200);
        if number % 10 == 0 {
            world.kill("alice");
            world.switch_on("alice");
            world.pass(1_000);
        }
    }
    let carol = world.account_of("carol");
    world.changes(
        "alice",
        chats[0],
        GroupChange::Admin {
            account: carol,
            on: true,
        },
    );
    world.kill("alice");
    world.switch_on("alice");
    world.pass(1_000);
    world.switch_on("bob");
    world.pass(300_000);
    assert_eq!(world.words("bob", chats[1]), world.words("carol", chats[2]));
    assert_eq!(world.sorted_roll("bob", chats[1]), ["alice*", "bob", "carol*"]);
}

#[test]
fn a_long_text_reaches_a_group_that_it_does_not_fit_in_one_frame() {
    let names = ["bob", "carol", "dave", "erin", "frank", "grace", "heidi", "ivan"];
    let (mut world, chats) = small(&names);
    let long = "x".repeat(pillion_protocol::content::text::TEXT_BYTES);
    let intent = world.intent();
    let send = pillion_protocol::content::request::Ask::Send {
        intent,
        chat: chats[0],
        text: text(&long),
        quote: None,
    };
    assert!(world.ask("alice", send).is_some());
    world.pass(2_000);
    for (name, chat) in names.into_iter().zip(&chats[1..]) {
        assert!(world.words(name, *chat).pop().unwrap() == long, "{name}");
    }
    assert_eq!(world.history("alice", chats[0]).pop().unwrap().state, State::Delivered);
}
