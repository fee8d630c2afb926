//! What comes into a group too early, or from somebody who is not who he seems to be.

use pillion_phone::{app::phone::Options, store::setting};
use pillion_protocol::content::{group::GroupChange, group_ask::GroupAsk, request::Ask};
use pillion_relay::store::{memory::Memory, quotas::Quotas};
use pillion_wire::relay_frame::RelayFrame;

use crate::world::World;

#[test]
fn what_comes_before_the_welcome_is_shown_after_it_in_order() {
    let (mut world, chats) = World::of_many(&["bob"]);
    let [of_alice, of_bob] = chats[..] else { panic!() };
    world.add_phone("carol", "carol", Options::default());
    world.befriend("alice", "carol");
    world.pass(1_000);
    let carol = world.account_of("carol");
    // The change is at the relay; Alice's phone dies before it hears so, and before it sends the welcome.
    world.lose = |frame| matches!(frame, RelayFrame::Stored { .. });
    let change = GroupChange::Add(vec![carol]);
    world.post("alice", Ask::Group(GroupAsk::Change { chat: of_alice, change }));
    world.settle();
    world.kill("alice");
    world.lose = |_| false;
    world.pass(1_000);
    assert_eq!(
        world.roll("bob", of_bob),
        ["alice*", "bob", "carol"],
        "Bob knows of Carol"
    );
    let early = ["one", "two", "three", "four"];
    for words in early {
        world.say("bob", of_bob, words);
        world.pass(1_000);
    }
    assert!(world.chats("carol").iter().all(|chat| chat.group.is_none()));
    // It waits on the disk.
    world.kill("carol");
    world.switch_on("carol");
    world.switch_on("alice");
    world.pass(5_000);
    let of_carol = world.group_of("carol");
    assert_eq!(world.words("carol", of_carol), [&[""], &early[..]].concat());
    world.say("bob", of_bob, "five");
    world.pass(1_000);
    assert_eq!(world.words("carol", of_carol).pop().unwrap(), "five");
}

#[test]
fn a_member_under_the_handle_of_a_contact_is_passed_over() {
    let mut world = World::new();
    // Mallory knows another Bob, of a relay that was emptied since.
    world.add_phone("mallory", "mallory", Options::default());
    world.add_phone("impostor", "bob", Options::default());
    world.befriend("mallory", "bob");
    world.kill("impostor");
    world.kill("mallory");
    world.stop_relay();
    world.memory = Memory::new(Quotas::default());
    world.start_relay();
    for name in ["alice", "bob"] {
        world.add_phone(name, name, Options::default());
    }
    world.with_disk("mallory", |tx| setting::forget(tx, setting::CLAIMED));
    world.switch_on("mallory");
    world.pass(60_000);
    world.know_one_another(&["alice", "bob"]);
    world.know_one_another(&["alice", "mallory"]);
    world.switch_on("impostor");
    world.pass(1_000);
    let of_mallory = world.make_group("mallory", "Friends", &["alice", "impostor"]);
    world.pass(2_000);
    let (of_alice, of_impostor) = (world.group_of("alice"), world.group_of("impostor"));
    world.say("impostor", of_impostor, "it is me, bob");
    world.pass(1_000);
    world.say("mallory", of_mallory, "hello bob");
    world.pass(1_000);
    assert_eq!(world.words("mallory", of_mallory), ["", "it is me, bob", "hello bob"]);
    assert_eq!(world.words("alice", of_alice), ["", "hello bob"]);
    world.say("alice", of_alice, "who is that?");
    world.pass(1_000);
    assert_eq!(world.words("mallory", of_mallory).pop().unwrap(), "who is that?");
}

#[test]
fn a_member_under_the_account_of_a_contact_and_another_key_is_passed_over() {
    let mut world = World::new();
    for name in ["alice", "bob", "carol"] {
        world.add_phone(name, name, Options::default());
    }
    world.know_one_another(&["alice", "bob"]);
    world.know_one_another(&["alice", "carol"]);
    world.pass(1_000);
    // Bob begins anew. Carol learns to know him like this; Alice has not heard of it.
    world.renew("bob", true);
    world.befriend("carol", "bob");
    let of_carol = world.make_group("carol", "Choir", &["alice", "bob"]);
    world.pass(2_000);
    let (of_alice, of_bob) = (world.group_of("alice"), world.group_of("bob"));
    world.say("bob", of_bob, "with a new phone");
    world.say("carol", of_carol, "hello");
    world.pass(1_000);
    assert_eq!(world.words("carol", of_carol).len(), 3);
    assert_eq!(world.words("alice", of_alice), ["", "hello"]);
}
