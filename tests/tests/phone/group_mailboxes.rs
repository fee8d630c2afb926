//! Groups of many and the relay: members who have no room or are gone, and letters that wait too long. The others hear everything.

use pillion_phone::app::phone::Options;
use pillion_protocol::content::{group::GroupChange, message::State, request::Ask};
use pillion_relay::store::{memory::Memory, quotas::Quotas};
use pillion_wire::relay_frame::RelayFrame;

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
    let send = Ask::Send {
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

#[test]
fn a_member_whose_mailbox_is_gone_keeps_nothing_from_the_others() {
    let (mut world, chats) = World::of_many(&["bob", "carol", "dave"]);
    let [of_alice, _, of_carol, of_dave] = chats[..] else {
        panic!()
    };
    let [bob, carol] = world.accounts(&["bob", "carol"])[..] else {
        panic!()
    };
    world.kill("bob");
    // The relay begins anew, and Bob has not come to it.
    world.stop_relay();
    world.memory = Memory::new(Quotas::default());
    world.start_relay();
    world.pass(120_000);
    let one = world.say("alice", of_alice, "one").id;
    world.pass(1_000);
    let promote = GroupChange::Admin {
        account: carol,
        on: true,
    };
    world.changes("alice", of_alice, promote);
    world.changes("carol", of_carol, GroupChange::Rename("Choir without Bob".to_owned()));
    world.say("carol", of_carol, "two");
    world.pass(1_000);
    for (name, chat) in [("alice", of_alice), ("carol", of_carol), ("dave", of_dave)] {
        assert_eq!(world.words(name, chat), ["", "one", "", "", "two"], "{name}");
        assert_eq!(world.chat(name, chat).title, "Choir without Bob", "{name}");
    }
    assert_eq!(world.state("alice", of_alice, one), State::Sent, "Bob has it not");
    world.changes("carol", of_carol, GroupChange::Remove(vec![bob]));
    assert_eq!(world.sorted_roll("dave", of_dave), ["alice*", "carol*", "dave"]);
    assert_eq!(world.state("alice", of_alice, one), State::Delivered);
}

#[test]
fn a_letter_that_was_cut_off_and_waited_for_many_changes_is_sealed_anew() {
    for stored in [false, true] {
        let (mut world, chats) = World::of_many(&["bob", "carol"]);
        let [of_alice, of_bob, of_carol] = chats[..] else {
            panic!()
        };
        let carol = world.account_of("carol");
        let (intent, words) = (world.intent(), text("from before"));
        world.lose = |frame| matches!(frame, RelayFrame::Stored { .. });
        let send = Ask::Send {
            intent,
            chat: of_bob,
            text: words,
            quote: None,
        };
        world.post("bob", send);
        if !stored {
            // Cut on the way there, otherwise on the way back.
            world.to_hub.clear();
        }
        world.kill("bob");
        world.lose = |_| false;
        world.pass(1_000);
        assert_eq!(world.words("carol", of_carol).len(), 1 + usize::from(stored));
        for round in 0..8 {
            let on = round % 2 == 0;
            world.changes("alice", of_alice, GroupChange::Admin { account: carol, on });
        }
        world.switch_on("bob");
        world.pass(5_000);
        for (name, chat) in [("alice", of_alice), ("carol", of_carol)] {
            let said = world.words(name, chat);
            let times = said.iter().filter(|words| *words == "from before").count();
            assert_eq!(times, 1, "{name}, stored before: {stored}");
        }
        assert_eq!(world.saying("bob", of_bob, "from before").state, State::Delivered);
    }
}
