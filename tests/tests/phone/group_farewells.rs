//! Admins who leave a group at the same time: each believes that the other stays.

use pillion_phone::{
    app::{keys::Keys, phone::Options},
    mls::pair::Mls,
    store::{account, group},
};
use pillion_protocol::content::{
    body::Body, event::Event, group::GroupChange, group_ask::GroupAsk, id::ChatId, problem::Problem, request::Ask,
};

use crate::world::{Name, World};

const LEADERS: [Name; 2] = ["alice", "bob"];

/// Alice and Bob, both admins of Alice's group with these others, leave it in the same moment.
fn both_leave(others: &[Name]) -> (World, Vec<ChatId>) {
    let (mut world, chats) = World::of_many(&[&["bob"], others].concat());
    let account = world.account_of("bob");
    world.changes("alice", chats[0], GroupChange::Admin { account, on: true });
    for (name, chat) in LEADERS.into_iter().zip(&chats) {
        let change = GroupChange::Leave;
        world.post(name, Ask::Group(GroupAsk::Change { chat: *chat, change }));
    }
    world.pass(5_000);
    (world, chats)
}

fn has_left(world: &mut World, name: Name, chat: ChatId) -> bool {
    world.chat(name, chat).group.unwrap().left
}

/// Whether a phone that is off still holds keys of the chat's group.
fn holds_keys(world: &mut World, name: Name, chat: ChatId) -> bool {
    let mut rng = world.rng();
    world.with_disk(name, |tx| {
        let keys = Keys::of(&account::find(tx)?.unwrap());
        let tag = group::of_chat(tx, chat)?.unwrap();
        let mls = Mls::new(tx, &keys.identity, &keys.card, &mut rng).unwrap();
        Ok(mls.epoch(tag).is_ok())
    })
}

/// How often the phone has said that its owner is still in the group.
fn told(world: &mut World, name: Name, chat: ChatId) -> usize {
    let lines = world.history(name, chat);
    lines
        .iter()
        .filter(|line| line.body == Body::Event(Event::StillIn))
        .count()
}

#[test]
fn the_one_who_stays_as_the_last_admin_is_told_and_leaves_once_there_is_another() {
    let (mut world, chats) = both_leave(&["carol", "dave"]);
    let of_carol = chats[2];
    let roll = world.sorted_roll("carol", of_carol);
    let (stays, goes) = if roll[0] == "alice*" { (0, 1) } else { (1, 0) };
    assert_eq!(roll, [&format!("{}*", LEADERS[stays]), "carol", "dave"]);
    let (name, chat) = (LEADERS[stays], chats[stays]);
    assert!(has_left(&mut world, LEADERS[goes], chats[goes]));
    assert_eq!(told(&mut world, LEADERS[goes], chats[goes]), 0);
    assert!(!has_left(&mut world, name, chat), "{name} is in it for all others");
    assert_eq!(told(&mut world, name, chat), 1);
    // Told once, whatever happens in the group, and whatever happens to the phone.
    world.changes(name, chat, GroupChange::Rename("Choir of three".to_owned()));
    world.kill(name);
    world.switch_on(name);
    world.pass(2_000);
    assert_eq!(told(&mut world, name, chat), 1);
    assert_eq!(world.not_changed(name, chat, GroupChange::Leave), Problem::LastAdmin);
    world.say(name, chat, "I am still here");
    world.pass(1_000);
    assert_eq!(world.words("carol", of_carol).pop().unwrap(), "I am still here");
    let carol = world.account_of("carol");
    let promote = GroupChange::Admin {
        account: carol,
        on: true,
    };
    world.changes(name, chat, promote);
    world.pass(2_000);
    assert_eq!(world.sorted_roll("carol", of_carol), ["carol*", "dave"]);
    assert!(has_left(&mut world, name, chat));
    let last = world.thread(name, chat).pop().unwrap();
    assert_eq!(last, format!("[I left @{name}]"));
}

#[test]
fn nobody_stays_where_nobody_else_is() {
    let (mut world, chats) = both_leave(&[]);
    for (name, chat) in LEADERS.into_iter().zip(chats) {
        assert!(has_left(&mut world, name, chat), "{name}");
        assert_eq!(told(&mut world, name, chat), 0, "{name}");
        world.kill(name);
        assert!(!holds_keys(&mut world, name, chat), "{name}");
        world.switch_on(name);
        world.pass(1_000);
        assert!(has_left(&mut world, name, chat), "{name}");
    }
    world.add_phone("carol", "carol", Options::default());
    world.befriend("alice", "carol");
    world.pass(1_000);
    let carol = world.account_of("carol");
    let add = GroupChange::Add(vec![carol]);
    let of_alice = world.group_of("alice");
    assert_eq!(world.not_changed("alice", of_alice, add), Problem::NotAMember);
}
