//! Groups of many that change: who comes, goes and leads, whoever does it at the same time and whatever fails meanwhile.

use pillion_phone::app::phone::Options;
use pillion_protocol::content::{
    body::Body,
    event::{Event, People, Person},
    group::GroupChange,
    message::State,
    problem::Problem,
    reply::Answer,
    request::Ask,
};

use crate::world::{World, text};

fn rename(name: &str) -> GroupChange {
    GroupChange::Rename(name.to_owned())
}

#[test]
fn everybody_sees_what_an_admin_changes() {
    let (mut world, chats) = World::of_many(&["bob", "carol"]);
    let [of_alice, of_bob, of_carol] = chats[..] else {
        panic!()
    };
    world.add_phone("dave", "dave", Options::default());
    world.befriend("alice", "dave");
    world.pass(1_000);
    let [bob, carol, dave] = world.accounts(&["bob", "carol", "dave"])[..] else {
        panic!()
    };
    world.changes("alice", of_alice, rename(" Big\nChoir "));
    world.changes("alice", of_alice, GroupChange::Add(vec![dave, bob]));
    world.changes("alice", of_alice, GroupChange::Admin { account: bob, on: true });
    world.changes("bob", of_bob, GroupChange::Remove(vec![carol]));
    world.changes(
        "alice",
        of_alice,
        GroupChange::Admin {
            account: bob,
            on: false,
        },
    );
    assert_eq!(
        world.thread("alice", of_alice),
        [
            "[I made]",
            "[I renamed Big Choir]",
            "[I added dave]",
            "[I promoted bob]",
            "[bob removed carol]",
            "[I demoted bob]",
        ]
    );
    assert_eq!(
        world.thread("carol", of_carol),
        [
            "[alice made]",
            "[alice renamed Big Choir]",
            "[alice added @dave]",
            "[alice promoted bob]",
            "[bob removed @carol]",
        ],
        "and nothing after that"
    );
    let of_dave = world.group_of("dave");
    let thread = world.thread("dave", of_dave);
    assert_eq!(thread[0], "[@alice added @dave]".replace("@alice", "alice"));
    assert_eq!(
        world.roll("dave", of_dave),
        ["alice*", "@bob", "dave"].map(|name| name.trim_start_matches('@'))
    );
    assert_eq!(world.chat("bob", of_bob).title, "Big Choir");
    assert!(world.chat("carol", of_carol).group.unwrap().left);
    assert!(!world.chat("bob", of_bob).group.unwrap().admin);
}

#[test]
fn who_is_removed_reads_and_writes_nothing_after_and_goes_on_when_added_again() {
    let (mut world, chats) = World::of_many(&["bob", "carol"]);
    let [of_alice, of_bob, _] = chats[..] else { panic!() };
    world.say("alice", of_alice, "before");
    world.pass(1_000);
    let bob = world.account_of("bob");
    world.changes("alice", of_alice, GroupChange::Remove(vec![bob]));
    world.say("alice", of_alice, "without bob");
    world.pass(1_000);
    assert_eq!(world.words("bob", of_bob), ["", "before", ""]);
    let intent = world.intent();
    let send = Ask::Send {
        intent,
        chat: of_bob,
        text: text("hello?"),
        quote: None,
    };
    assert_eq!(world.refused("bob", send), Problem::NotAMember);
    assert_eq!(world.not_changed("bob", of_bob, rename("Mine")), Problem::NotAMember);
    assert_eq!(world.change("bob", of_bob, GroupChange::Leave), Some(Answer::Done));
    world.changes("alice", of_alice, GroupChange::Add(vec![bob]));
    world.say("alice", of_alice, "welcome back");
    world.pass(1_000);
    assert_eq!(
        world.words("bob", of_bob),
        ["", "before", "", "", "welcome back"],
        "the same chat goes on"
    );
    world.say("bob", of_bob, "thanks");
    world.pass(1_000);
    assert_eq!(world.words("alice", of_alice).pop().unwrap(), "thanks");
    world.changes("alice", of_alice, GroupChange::Remove(vec![bob]));
    world.act("bob", Ask::DeleteChat { chat: of_bob });
    assert!(world.chats("bob").iter().all(|chat| chat.group.is_none()));
}

#[test]
fn who_comes_later_reads_nothing_before_and_does_not_count_for_it() {
    let (mut world, chats) = World::of_many(&["bob"]);
    let of_alice = chats[0];
    world.add_phone("carol", "carol", Options::default());
    world.befriend("alice", "carol");
    world.kill("bob");
    let said = world.say("alice", of_alice, "old").id;
    world.pass(1_000);
    let carol = world.account_of("carol");
    world.changes("alice", of_alice, GroupChange::Add(vec![carol]));
    let of_carol = world.group_of("carol");
    assert_eq!(world.words("carol", of_carol), [""]);
    assert_eq!(world.receipts("alice", of_alice, said).len(), 1);
    world.switch_on("bob");
    world.pass(2_000);
    assert_eq!(world.state("alice", of_alice, said), State::Delivered);
}

#[test]
fn a_message_is_with_all_once_whoever_lacked_it_is_gone() {
    let (mut world, chats) = World::of_many(&["bob", "carol"]);
    world.kill("carol");
    let said = world.say("alice", chats[0], "hello").id;
    world.pass(1_000);
    assert_eq!(world.state("alice", chats[0], said), State::Sent);
    let carol = world.account_off("carol", chats[0]);
    world.changes("alice", chats[0], GroupChange::Remove(vec![carol]));
    assert_eq!(world.state("alice", chats[0], said), State::Delivered);
}

#[test]
fn changes_that_may_not_be_are_refused() {
    let (mut world, chats) = World::of_many(&["bob", "carol"]);
    let [of_alice, of_bob, _] = chats[..] else { panic!() };
    world.add_phone("dave", "dave", Options::default());
    let [alice, bob, dave] = world.accounts(&["alice", "bob", "dave"])[..] else {
        panic!()
    };
    for change in [
        rename("Mine"),
        GroupChange::Remove(vec![alice]),
        GroupChange::Add(vec![dave]),
        GroupChange::Admin { account: bob, on: true },
        GroupChange::Admit(dave),
        GroupChange::TurnAway(dave),
    ] {
        assert_eq!(world.not_changed("bob", of_bob, change), Problem::NotAdmin);
    }
    for (change, problem) in [
        (rename(""), Problem::GroupName),
        (GroupChange::Remove(vec![dave]), Problem::NoSuchMember),
        (GroupChange::Remove(Vec::new()), Problem::NoSuchMember),
        (GroupChange::Remove(vec![bob, alice]), Problem::NoSuchMember),
        (GroupChange::Add(vec![dave]), Problem::NoSuchContact),
        (
            GroupChange::Admin {
                account: dave,
                on: true,
            },
            Problem::NoSuchMember,
        ),
        (
            GroupChange::Admin {
                account: alice,
                on: false,
            },
            Problem::LastAdmin,
        ),
        (GroupChange::Leave, Problem::LastAdmin),
        (GroupChange::Admit(dave), Problem::NoSuchMember),
    ] {
        assert_eq!(world.not_changed("alice", of_alice, change), problem);
    }
    let pair = world.befriend("alice", "bob").chat;
    assert_eq!(world.not_changed("alice", pair, rename("Pair")), Problem::NotAGroup);
    assert_eq!(world.not_changed("alice", of_bob, rename("Other")), Problem::NoSuchChat);
    world.stop_relay();
    assert_eq!(world.not_changed("alice", of_alice, rename("Late")), Problem::Offline);
    assert_eq!(world.history("alice", of_alice).len(), 1);
}

#[test]
fn who_leaves_is_let_go_and_the_others_see_it() {
    let (mut world, chats) = World::of_many(&["bob", "carol"]);
    let [of_alice, of_bob, of_carol] = chats[..] else {
        panic!()
    };
    world.changes("bob", of_bob, GroupChange::Leave);
    world.pass(1_000);
    assert!(world.chat("bob", of_bob).group.unwrap().left);
    world.say("alice", of_alice, "sad");
    world.pass(1_000);
    assert_eq!(world.thread("bob", of_bob), ["[alice made]", "[I left @bob]"]);
    assert_eq!(
        world.thread("carol", of_carol),
        ["[alice made]", "[bob left bob]", "alice: sad"]
    );
    assert_eq!(world.roll("alice", of_alice), ["alice*", "carol"]);
    let carol = world.account_of("carol");
    world.changes(
        "alice",
        of_alice,
        GroupChange::Admin {
            account: carol,
            on: true,
        },
    );
    world.changes("alice", of_alice, GroupChange::Leave);
    world.pass(1_000);
    assert_eq!(world.roll("carol", of_carol), ["carol*"]);
    world.say("carol", of_carol, "alone");
    world.pass(1_000);
    assert_eq!(world.history("carol", of_carol).pop().unwrap().state, State::Sent);
    world.changes("carol", of_carol, GroupChange::Leave);
    assert!(world.chat("carol", of_carol).group.unwrap().left);
}

#[test]
fn a_wish_to_leave_is_kept_while_no_admin_is_there() {
    let (mut world, chats) = World::of_many(&["bob", "carol"]);
    let [of_alice, of_bob, of_carol] = chats[..] else {
        panic!()
    };
    world.kill("alice");
    world.changes("bob", of_bob, GroupChange::Leave);
    world.kill("bob");
    world.switch_on("bob");
    world.pass(1_000);
    assert_eq!(world.roll("carol", of_carol).len(), 3);
    world.switch_on("alice");
    world.pass(3_000);
    assert_eq!(world.roll("carol", of_carol), ["alice*", "carol"]);
    assert_eq!(world.roll("alice", of_alice), ["alice*", "carol"]);
}

#[test]
fn an_event_names_eight_and_counts_the_others() {
    let names = [
        "bob", "carol", "dave", "erin", "frank", "grace", "heidi", "ivan", "judy", "mallory",
    ];
    let (mut world, chats) = World::of_many(&["zoe"]);
    for name in names {
        world.add_phone(name, name, Options::default());
        world.befriend("alice", name);
    }
    let accounts = world.accounts(&names);
    world.changes("alice", chats[0], GroupChange::Add(accounts));
    let last = world.history("zoe", chats[1]).pop().unwrap();
    let Body::Event(Event::Added(People { named, others })) = last.body else {
        panic!()
    };
    let first: &Person = &named[0];
    assert_eq!((named.len(), others, first.name.starts_with('@')), (8, 2, true));
}
