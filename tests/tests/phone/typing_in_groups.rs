//! What is live in groups of many: who types; and how long what is said there stays.

use pillion_protocol::content::{
    group::GroupChange, id::ChatId, live_ask::LiveAsk, problem::Problem, request::Ask, update::Change,
};

use crate::{
    typing::typing,
    world::{Name, World},
};

impl World {
    /// Who was told to type or to have stopped in a chat, since this was asked last.
    fn typists(&mut self, name: Name, chat: ChatId) -> Vec<(String, bool)> {
        let updates = std::mem::take(&mut self.node(name).updates);
        let changes = updates.into_iter().flat_map(|update| update.changes);
        changes
            .filter_map(|change| match change {
                Change::Typing(typing) if typing.chat == chat => Some((typing.name, typing.on)),
                _ => None,
            })
            .collect()
    }
}

#[test]
fn all_members_see_who_types_but_nobody_who_is_blocked_or_blocks() {
    let (mut world, chats) = World::of_many(&["bob", "carol", "dave"]);
    for (name, chat) in ["alice", "bob", "carol", "dave"].into_iter().zip(&chats) {
        world.say(name, *chat, "hello");
        world.pass(1_000);
    }
    let alice = world.account_of("alice");
    world.act(
        "dave",
        Ask::Block {
            account: alice,
            on: true,
        },
    );
    for (name, chat) in ["bob", "carol", "dave"].into_iter().zip(&chats[1..]) {
        world.typists(name, *chat);
    }
    world.act("alice", typing(chats[0], true));
    assert_eq!(world.typists("bob", chats[1]), [("alice".to_owned(), true)]);
    assert_eq!(world.typists("carol", chats[2]), [("alice".to_owned(), true)]);
    assert!(world.typists("dave", chats[3]).is_empty(), "he has blocked her");
    world.say("alice", chats[0], "done");
    world.pass(1_000);
    assert_eq!(world.typists("bob", chats[1]), [("alice".to_owned(), false)]);
    let before = world.signals("alice");
    world.act("dave", typing(chats[3], true));
    assert_eq!(world.signals("alice"), before, "nor does he tell her");
    assert_eq!(world.typists("bob", chats[1]), [("dave".to_owned(), true)]);
}

#[test]
fn whether_somebody_is_there_is_not_asked_in_a_group() {
    let (mut world, chats) = World::of_many(&["bob"]);
    let chat = Some(chats[0]);
    world.act("alice", Ask::Live(LiveAsk::Look { chat, active: true }));
    world.pass(61_000);
    assert_eq!(world.signals("bob"), 0);
}

#[test]
fn a_former_member_is_neither_told_nor_heard() {
    let (mut world, chats) = World::of_many(&["bob", "carol"]);
    let carol = world.account_of("carol");
    world.changes("alice", chats[0], GroupChange::Remove(vec![carol]));
    world.pass(2_000);
    let before = (world.signals("carol"), world.signals("bob"));
    world.act("alice", typing(chats[0], true));
    assert_eq!(world.signals("carol"), before.0);
    assert_eq!(world.signals("bob"), before.1 + 1);
    world.act("carol", typing(chats[2], true));
    assert_eq!(world.signals("bob"), before.1 + 1);
}

#[test]
fn in_a_group_admins_set_the_time_and_who_comes_later_is_told() {
    let (mut world, chats) = World::of_many(&["bob", "carol"]);
    let set = |chat, seconds| Ask::SetTimer { chat, seconds };
    assert_eq!(world.refused("bob", set(chats[1], Some(60))), Problem::NotAdmin);
    world.act("alice", set(chats[0], Some(60)));
    world.pass(2_000);
    assert_eq!(world.chat("carol", chats[2]).timer, Some(60));
    world.add_phone("dave", "dave", pillion_phone::app::phone::Options::default());
    world.pass(1_000);
    let dave = world.befriend("alice", "dave").account;
    world.changes("alice", chats[0], GroupChange::Add(vec![dave]));
    world.pass(2_000);
    let of_dave = world.group_of("dave");
    assert_eq!(world.chat("dave", of_dave).timer, Some(60));
    world.act("dave", Ask::Accept { chat: of_dave });
    world.say("bob", chats[1], "soon over");
    world.pass(1_000);
    assert!(world.saying("dave", of_dave, "soon over").expires.is_some());
    world.pass(60_000);
    for (name, chat) in [
        ("alice", chats[0]),
        ("bob", chats[1]),
        ("carol", chats[2]),
        ("dave", of_dave),
    ] {
        assert!(
            !world.words(name, chat).iter().any(|words| words == "soon over"),
            "{name}"
        );
    }
}
