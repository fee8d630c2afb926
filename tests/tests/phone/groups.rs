//! Groups of many: made, talked in, read.

use pillion_phone::app::phone::Options;
use pillion_protocol::content::{
    group_ask::GroupAsk, message::State, problem::Problem, reaction::Emoji, reply::Answer, request::Ask,
};

use crate::world::{World, text};

#[test]
fn what_one_says_all_others_read() {
    let (mut world, chats) = World::of_many(&["bob", "carol"]);
    let [of_alice, of_bob, of_carol] = chats[..] else {
        panic!()
    };
    world.say("alice", of_alice, "do re mi");
    world.pass(1_000);
    world.say("carol", of_carol, "fa so");
    world.pass(1_000);
    assert_eq!(
        world.thread("alice", of_alice),
        ["[I made]", "I: do re mi", "carol: fa so"]
    );
    assert_eq!(
        world.thread("bob", of_bob),
        ["[alice made]", "alice: do re mi", "carol: fa so"]
    );
    assert_eq!(
        world.thread("carol", of_carol),
        ["[alice made]", "alice: do re mi", "I: fa so"]
    );
    let chat = world.chat("bob", of_bob);
    assert_eq!((chat.title.as_str(), chat.peer, chat.unread), ("Choir", None, 2));
    let group = chat.group.unwrap();
    assert_eq!(
        (group.members, group.admin, group.left, group.asking),
        (3, false, false, 0)
    );
    assert_eq!(chat.last.unwrap().name.as_deref(), Some("carol"));
    assert_eq!(world.roll("bob", of_bob), ["alice*", "bob", "carol"]);
}

#[test]
fn a_message_is_delivered_and_read_when_it_is_with_all() {
    let (mut world, chats) = World::of_many(&["bob", "carol"]);
    let [of_alice, of_bob, of_carol] = chats[..] else {
        panic!()
    };
    world.kill("carol");
    let said = world.say("alice", of_alice, "hello").id;
    world.pass(1_000);
    assert_eq!(world.state("alice", of_alice, said), State::Sent, "carol has it not");
    world.read_all("bob", of_bob);
    world.pass(1_000);
    let receipts = world.receipts("alice", of_alice, said);
    let shown: Vec<_> = receipts
        .iter()
        .map(|r| (r.name.as_str(), r.state, r.at.is_some()))
        .collect();
    assert_eq!(shown, [("bob", State::Read, true), ("carol", State::Sent, false)]);
    world.switch_on("carol");
    world.pass(2_000);
    assert_eq!(world.state("alice", of_alice, said), State::Delivered);
    world.read_all("carol", of_carol);
    world.pass(1_000);
    assert_eq!(world.state("alice", of_alice, said), State::Read);
    let ask = GroupAsk::Receipts {
        chat: of_bob,
        message: said,
        cursor: None,
    };
    assert_eq!(world.ask_group("bob", ask), Some(Answer::Problem(Problem::NotYours)));
}

#[test]
fn receipts_go_to_the_writer_alone() {
    let (mut world, chats) = World::of_many(&["bob", "carol"]);
    world.say("alice", chats[0], "hello");
    world.sent.clear();
    world.pass(2_000);
    world.read_all("bob", chats[1]);
    world.pass(2_000);
    use pillion_wire::relay_frame::RelayFrame::Deliver;
    let to = |name| {
        world
            .sent
            .iter()
            .filter(|(to, frame)| *to == name && matches!(frame, Deliver { .. }))
            .count()
    };
    assert_eq!((to("carol"), to("bob")), (0, 0));
    assert!(to("alice") >= 2);
}

#[test]
fn messages_are_edited_deleted_quoted_and_reacted_to_by_whom_they_may() {
    let (mut world, chats) = World::of_many(&["bob", "carol"]);
    let [of_alice, of_bob, of_carol] = chats[..] else {
        panic!()
    };
    let one = world.say("bob", of_bob, "wnoderful").id;
    let two = world.say("bob", of_bob, "gone").id;
    world.pass(1_000);
    let intent = world.intent();
    let edit = Ask::Edit {
        intent,
        chat: of_bob,
        message: one,
        text: text("wonderful"),
    };
    assert!(matches!(world.ask("bob", edit), Some(Answer::Message(_))));
    let delete = |chat, message| Ask::Delete {
        chat,
        message,
        for_all: true,
    };
    assert_eq!(world.refused("carol", delete(of_carol, two)), Problem::NotYours);
    world.act("bob", delete(of_bob, two));
    let react = Ask::React {
        chat: of_carol,
        message: one,
        emoji: Emoji::parse("\u{1f44d}").ok(),
    };
    world.act("carol", react);
    let intent = world.intent();
    let answer = Ask::Send {
        intent,
        chat: of_carol,
        text: text("indeed"),
        quote: Some(one),
    };
    assert!(matches!(world.ask("carol", answer), Some(Answer::Message(_))));
    world.pass(1_000);
    let thread = world.history("alice", of_alice);
    assert_eq!(world.words("alice", of_alice), ["", "wonderful", "", "indeed"]);
    assert_eq!(thread[1].reactions[0].count, 1);
    let quoted = thread[3].quote.clone().unwrap().found.unwrap();
    assert_eq!(
        (quoted.text.as_str(), quoted.name.as_deref()),
        ("wonderful", Some("bob"))
    );
    let reactions = Ask::Reactions {
        chat: of_alice,
        message: one,
    };
    let Some(Answer::Reactions(reactions)) = world.ask("alice", reactions) else {
        panic!()
    };
    assert_eq!(reactions[0].name.as_deref(), Some("carol"));
}

#[test]
fn what_happened_is_never_unread_and_never_found() {
    let (mut world, chats) = World::of_many(&["bob"]);
    assert_eq!(world.chat("bob", chats[1]).unread, 0);
    let search = Ask::Search {
        words: "Choir made".to_owned(),
        chat: None,
        starred: false,
        cursor: None,
    };
    let Some(Answer::Found { hits, .. }) = world.ask("bob", search) else {
        panic!()
    };
    assert!(hits.is_empty());
}

#[test]
fn a_group_of_whom_one_does_not_know_is_a_request() {
    let mut world = World::new();
    for name in ["alice", "bob"] {
        world.add_phone(name, name, Options::default());
    }
    world.befriend("alice", "bob");
    world.pass(1_000);
    let of_alice = world.make_group("alice", "Choir", &["bob"]);
    let said = world.say("alice", of_alice, "sing").id;
    world.pass(1_000);
    let of_bob = world.only_chat("bob");
    assert!(world.chat("bob", of_bob).request);
    assert_eq!(world.thread("bob", of_bob), ["[alice made]", "alice: sing"]);
    world.read_all("bob", of_bob);
    world.pass(1_000);
    assert_eq!(
        world.state("alice", of_alice, said),
        State::Delivered,
        "not told that it was read"
    );
    world.act("bob", Ask::Accept { chat: of_bob });
    world.pass(1_000);
    assert_eq!(world.state("alice", of_alice, said), State::Read);
    assert!(!world.chat("bob", of_bob).request);
}

#[test]
fn a_deleted_request_leaves_the_group() {
    let mut world = World::new();
    for name in ["alice", "bob", "carol"] {
        world.add_phone(name, name, Options::default());
    }
    world.befriend("alice", "bob");
    world.befriend("alice", "carol");
    world.pass(1_000);
    let of_alice = world.make_group("alice", "Choir", &["bob", "carol"]);
    world.pass(1_000);
    let of_bob = world.only_chat("bob");
    world.act("bob", Ask::DeleteChat { chat: of_bob });
    world.pass(2_000);
    assert_eq!(world.roll("alice", of_alice), ["alice*", "carol"]);
    world.say("alice", of_alice, "who is left?");
    world.pass(1_000);
    assert!(world.chats("bob").is_empty());
}

#[test]
fn a_group_of_a_blocked_contact_is_not_shown() {
    let mut world = World::new();
    for name in ["alice", "bob"] {
        world.add_phone(name, name, Options::default());
    }
    world.know_one_another(&["alice", "bob"]);
    world.pass(1_000);
    let account = world.account_of("alice");
    world.act("bob", Ask::Block { account, on: true });
    world.make_group("alice", "Choir", &["bob"]);
    world.pass(1_000);
    assert_eq!(world.chats("bob").iter().filter(|chat| chat.group.is_some()).count(), 0);
}

#[test]
fn a_stranger_under_anothers_handle_makes_no_group() {
    use pillion_wire::{refusal::Code, relay_frame::RelayFrame};
    let mut world = World::new();
    world.add_phone("alice", "alice", Options::default());
    world.add_phone("bob", "bob", Options::default());
    world.lose = |frame| {
        matches!(
            frame,
            RelayFrame::Refused {
                code: Code::HandleTaken,
                ..
            }
        )
    };
    world.add_phone("impostor", "bob", Options::default());
    world.lose = |_| false;
    world.befriend("impostor", "alice");
    world.pass(1_000);
    let chat = world.make_group("impostor", "Friends", &["alice"]);
    world.say("impostor", chat, "it is me, bob");
    world.pass(2_000);
    assert!(world.chats("alice").is_empty());
}

#[test]
fn groups_that_may_not_be_are_refused() {
    let (mut world, _) = World::of_many(&["bob"]);
    world.add_phone("carol", "carol", Options::default());
    let problem = |answer| match answer {
        Some(Answer::Problem(problem)) => problem,
        other => panic!("{other:?}"),
    };
    assert_eq!(
        problem(world.create("alice", " \u{200b}", &["bob"])),
        Problem::GroupName
    );
    assert_eq!(
        problem(world.create("alice", &"x".repeat(129), &["bob"])),
        Problem::GroupName
    );
    assert_eq!(problem(world.create("alice", "Choir", &[])), Problem::GroupOfOne);
    assert_eq!(problem(world.create("alice", "Choir", &["alice"])), Problem::GroupOfOne);
    assert_eq!(
        problem(world.create("alice", "Choir", &["carol"])),
        Problem::NoSuchContact
    );
    let account = world.account_of("bob");
    world.act("alice", Ask::Block { account, on: true });
    assert_eq!(problem(world.create("alice", "Choir", &["bob"])), Problem::Blocked);
    world.act("alice", Ask::Block { account, on: false });
    let many = (0..1_024_u32).map(|n| {
        let mut account = [0; 32];
        account[..4].copy_from_slice(&n.to_be_bytes());
        pillion_wire::id::AccountId(account)
    });
    let ask = GroupAsk::Create {
        intent: world.intent(),
        name: "All".to_owned(),
        members: many.collect(),
        picture: None,
    };
    assert_eq!(problem(world.ask_group("alice", ask)), Problem::GroupFull);
    world.stop_relay();
    assert_eq!(problem(world.create("alice", "Choir", &["bob"])), Problem::Offline);
}

#[test]
fn a_repeat_makes_no_second_group() {
    let (mut world, chats) = World::of_many(&["bob"]);
    let (intent, members) = (world.intent(), world.accounts(&["bob"]));
    let ask = |name: &str| {
        Ask::Group(GroupAsk::Create {
            intent,
            name: name.to_owned(),
            members: members.clone(),
            picture: None,
        })
    };
    let (one, two) = (world.post("alice", ask("Trio")), world.post("alice", ask("Trio")));
    let other = world.post("alice", ask("Duo"));
    world.settle();
    let Some(Answer::Chat(made)) = world.answer("alice", one) else {
        panic!()
    };
    assert_eq!(world.answer("alice", two), Some(Answer::Chat(made.clone())));
    assert_eq!(
        world.answer("alice", other),
        Some(Answer::Problem(Problem::IntentReused))
    );
    let Some(Answer::Chat(again)) = world.ask("alice", ask("Trio")) else {
        panic!()
    };
    assert_eq!(again.id, made.id);
    assert_ne!(again.id, chats[0]);
}
