//! Changes of groups that meet: several admins at once, phones that are killed, members that were away, packages that are missing.

use pillion_phone::app::phone::Options;
use pillion_protocol::content::{
    group::GroupChange, group_ask::GroupAsk, message::State, problem::Problem, reply::Answer, request::Ask,
};
use pillion_wire::{refusal::Code, relay_frame::RelayFrame};

use crate::world::World;

fn rename(name: &str) -> GroupChange {
    GroupChange::Rename(name.to_owned())
}

#[test]
fn somebody_without_a_key_package_cannot_be_added() {
    let (mut world, chats) = World::of_many(&["bob"]);
    world.lose = |frame| matches!(frame, RelayFrame::KeyPackage { .. });
    world.add_phone("carol", "carol", Options::default());
    world.befriend("alice", "carol");
    let carol = world.account_of("carol");
    let add = |account| GroupAsk::Change {
        chat: chats[0],
        change: GroupChange::Add(vec![account]),
    };
    let id = world.post("alice", Ask::Group(add(carol)));
    world.settle();
    let request = world.sent.iter().rev().find_map(|(_, frame)| match frame {
        RelayFrame::KeyPackage { request, .. } => Some(*request),
        _ => None,
    });
    let refuse = |code| RelayFrame::Refused {
        request,
        put: None,
        code,
    };
    world.inject("alice", &refuse(Code::NoKeyPackage));
    assert_eq!(world.answer("alice", id), Some(Answer::Problem(Problem::CannotBeAdded)));
    world.lose = |_| false;
    world.changes("alice", chats[0], GroupChange::Add(vec![carol]));
}

#[test]
fn three_admins_who_change_at_once_do_not_split_the_group() {
    let (mut world, chats) = World::of_many(&["bob", "carol", "dave"]);
    let [of_alice, of_bob, of_carol, of_dave] = chats[..] else {
        panic!()
    };
    let [bob, carol, dave] = world.accounts(&["bob", "carol", "dave"])[..] else {
        panic!()
    };
    for account in [bob, carol] {
        world.changes("alice", of_alice, GroupChange::Admin { account, on: true });
    }
    let ask = |chat, change| Ask::Group(GroupAsk::Change { chat, change });
    let asked = [
        ("alice", world.post("alice", ask(of_alice, rename("A")))),
        (
            "bob",
            world.post(
                "bob",
                ask(
                    of_bob,
                    GroupChange::Admin {
                        account: dave,
                        on: true,
                    },
                ),
            ),
        ),
        ("carol", world.post("carol", ask(of_carol, rename("C")))),
        (
            "alice",
            world.post(
                "alice",
                ask(
                    of_alice,
                    GroupChange::Admin {
                        account: carol,
                        on: false,
                    },
                ),
            ),
        ),
    ];
    world.pass(5_000);
    for (name, id) in asked {
        let answer = world.answer(name, id);
        let is_settled = matches!(
            answer,
            Some(Answer::Done | Answer::Problem(Problem::GroupChanged | Problem::NotAdmin))
        );
        assert!(is_settled, "{name}: {answer:?}");
    }
    let roll = world.sorted_roll("alice", of_alice);
    let title = world.chat("alice", of_alice).title;
    for (name, chat) in [("bob", of_bob), ("carol", of_carol), ("dave", of_dave)] {
        assert_eq!(world.sorted_roll(name, chat), roll);
        assert_eq!(world.chat(name, chat).title, title);
        world.say(name, chat, name);
        world.pass(1_000);
    }
    let said: Vec<_> = world
        .words("alice", of_alice)
        .into_iter()
        .filter(|words| !words.is_empty())
        .collect();
    assert_eq!(said, ["bob", "carol", "dave"]);
}

#[test]
fn a_phone_killed_at_any_step_of_a_change_ends_with_one_change_or_none() {
    for step in 0..6 {
        let (mut world, chats) = World::of_many(&["bob"]);
        world.add_phone("carol", "carol", Options::default());
        world.befriend("alice", "carol");
        world.pass(1_000);
        let carol = world.account_of("carol");
        world.lose = match step {
            0 => |frame| matches!(frame, RelayFrame::KeyPackage { .. }),
            1 | 2 => |frame| matches!(frame, RelayFrame::Stored { .. }),
            _ => |_| false,
        };
        let change = GroupChange::Add(vec![carol]);
        world.post("alice", Ask::Group(GroupAsk::Change { chat: chats[0], change }));
        if step != 5 {
            world.settle();
        }
        world.kill("alice");
        world.lose = |_| false;
        if step == 2 {
            world.pass(60_000);
        }
        world.switch_on("alice");
        world.pass(5_000);
        assert_eq!(world.roll("alice", chats[0]), ["alice*", "bob", "carol"], "step {step}");
        let thread = world.thread("bob", chats[1]);
        assert_eq!(thread.len(), 2, "once: {thread:?}");
        let of_carol = world.group_of("carol");
        world.say("bob", chats[1], "hello");
        world.pass(1_000);
        assert_eq!(world.words("carol", of_carol), ["", "hello"], "step {step}");
    }
}

#[test]
fn who_was_away_for_many_messages_and_changes_catches_up_and_is_heard() {
    let (mut world, chats) = World::of_many(&["bob", "carol", "dave"]);
    let [of_alice, of_bob, of_carol, _] = chats[..] else {
        panic!()
    };
    let dave = vec![world.account_of("dave")];
    world.kill("bob");
    for round in 0..20 {
        for number in 0..50 {
            world.say("alice", of_alice, &format!("{round}.{number}"));
        }
        let change = if round % 2 == 0 {
            GroupChange::Remove
        } else {
            GroupChange::Add
        };
        world.changes("alice", of_alice, change(dave.clone()));
        world.pass(1_000);
    }
    // What Bob writes before he has heard any of it must not be lost.
    world.lose = |frame| matches!(frame, RelayFrame::Challenge { .. });
    world.switch_on("bob");
    world.say("bob", of_bob, "I am late");
    world.kill("bob");
    world.lose = |_| false;
    world.switch_on("bob");
    world.pass(5_000);
    assert_eq!(world.words("carol", of_carol).pop().unwrap(), "I am late");
    assert_eq!(world.history("bob", of_bob).len(), 1 + 20 * 51 + 1);
    assert_eq!(world.sorted_roll("bob", of_bob), world.sorted_roll("alice", of_alice));
}

#[test]
fn a_group_whose_chat_is_deleted_goes_on_with_the_next_message() {
    let (mut world, chats) = World::of_many(&["bob"]);
    let [of_alice, of_bob] = chats[..] else { panic!() };
    world.say("alice", of_alice, "before");
    world.pass(1_000);
    world.act("bob", Ask::DeleteChat { chat: of_bob });
    assert!(world.chats("bob").iter().all(|chat| chat.group.is_none()));
    world.pass(5_000);
    world.say("alice", of_alice, "after");
    world.pass(1_000);
    let again = world.group_of("bob");
    assert_ne!(again, of_bob);
    assert_eq!(world.words("bob", again), ["after"]);
    assert_eq!(world.chat("bob", again).title, "Choir");
    let said = world.say("bob", again, "hello").id;
    world.pass(1_000);
    assert_eq!(world.state("bob", again, said), State::Delivered);
}
