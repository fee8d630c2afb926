//! Files whose time at the relay is over, and which a phone brings there again for its page.

use pillion_phone::app::{haul::Hitch, phone::Options};
use pillion_protocol::content::{
    file::Held,
    file_ask::FileAsk,
    id::{ChatId, MessageId},
    limit::{Kind, Limit},
    problem::Problem,
    reply::Answer,
    request::Ask,
};
use pillion_relay::store::{memory::Memory, quotas::Quotas};
use pillion_wire::refusal::Code;

use crate::world::World;

pub(crate) const MONTH_MS: u64 = 31 * 24 * 60 * 60 * 1_000;

pub(crate) fn offer(chat: ChatId, message: MessageId) -> Ask {
    Ask::File(FileAsk::Offer { chat, message })
}

impl World {
    /// Bob has a file of Alice's, and the relay has it no more. Returns both names of the chat, and the message.
    pub(crate) fn with_file_of_before() -> (Self, ChatId, ChatId, MessageId) {
        let (mut world, chat, of_bob) = Self::with_file();
        let said = world.send_file("alice", chat, Some("before")).id;
        world.pass(1_000);
        assert_eq!(world.held("bob", of_bob), Held::Here);
        world.pass(MONTH_MS);
        assert!(world.porters.depot.is_empty(), "swept");
        (world, chat, of_bob, said)
    }
}

#[test]
fn who_has_a_file_brings_it_to_the_relay_again() {
    let (mut world, chat, of_bob, said) = World::with_file_of_before();
    let uploads = world.porters.uploads;
    // Whoever comes first makes room for it; the other one finds it there.
    for (name, chat) in [("bob", of_bob), ("alice", chat), ("bob", of_bob)] {
        assert_eq!(world.ask(name, offer(chat, said)), Some(Answer::Done), "{name}");
        assert_eq!(world.porters.depot.len(), 1);
    }
    assert_eq!(world.porters.uploads, uploads + 3);
    let sealed = world.porters.depot.values().next().unwrap();
    assert!(
        world.porters.vaults.values().all(|kept| kept == sealed),
        "the same sealed bytes"
    );
    assert_eq!(
        (world.held("alice", chat), world.held("bob", of_bob)),
        (Held::Here, Held::Here)
    );
    // Nothing is said to anybody.
    assert_eq!(world.words("bob", of_bob), ["hello", "before"]);
    world.pass(MONTH_MS);
    assert!(world.porters.depot.is_empty(), "not for longer than any other");
}

#[test]
fn an_answer_waits_until_all_of_it_is_there() {
    let (mut world, _, of_bob, said) = World::with_file_of_before();
    world.porters.hitches.extend([Hitch::Passing; 2]);
    let id = world.post("bob", offer(of_bob, said));
    let other = world.post("bob", offer(of_bob, said));
    world.pass(500);
    assert_eq!(world.answer("bob", id), None);
    world.pass(10_000);
    assert_eq!(world.answer("bob", id), Some(Answer::Done));
    assert_eq!(world.answer("bob", other), Some(Answer::Done));
}

#[test]
fn only_what_is_here_is_offered() {
    let (mut world, chat, of_bob) = World::with_file();
    world.limit("bob", Kind::Picture, Limit::NOTHING);
    let said = world.send_file("alice", chat, None).id;
    world.pass(1_000);
    let uploads = world.porters.uploads;
    assert_eq!(world.refused("bob", offer(of_bob, said)), Problem::FileOffered);
    world.porters.hitches.push_back(Hitch::Unknown);
    world.act("bob", crate::files_limits::fetch(of_bob, said));
    world.pass(1_000);
    assert_eq!(world.refused("bob", offer(of_bob, said)), Problem::FileGone);
    let hello = world.saying("bob", of_bob, "hello").id;
    assert_eq!(world.refused("bob", offer(of_bob, hello)), Problem::NoFile);
    let nothing = MessageId([9; 16]);
    assert_eq!(world.refused("bob", offer(of_bob, nothing)), Problem::NoSuchMessage);
    assert_eq!(world.refused("bob", offer(ChatId([9; 16]), said)), Problem::NoSuchChat);
    let delete = Ask::Delete {
        chat,
        message: said,
        for_all: true,
    };
    world.act("alice", delete);
    assert_eq!(world.refused("alice", offer(chat, said)), Problem::NoFile);
    assert_eq!(world.porters.uploads, uploads);
}

#[test]
fn what_was_never_sent_is_not_brought_by_being_asked_for() {
    let mut world = World::new();
    world.memory = Memory::new(Quotas {
        file_bytes: 1_000,
        ..Quotas::default()
    });
    world.add_phone("alice", "alice", Options::default());
    world.add_phone("bob", "bob", Options::default());
    let chat = world.befriend("alice", "bob").chat;
    world.say("alice", chat, "hello");
    let of_bob = world.only_chat("bob");
    world.porters.disk.insert("/large".into(), vec![7; 2_000]);
    let intent = world.intent();
    world.act_file("alice", intent, chat, "/large");
    world.pass(1_000);
    let failed = world.newest("alice", chat);
    let problem = Problem::Relay(Code::FileTooLarge);
    assert_eq!(failed.problem, Some(problem));
    assert_eq!(world.refused("alice", offer(chat, failed.id)), problem);
    world.pass(60_000);
    assert_eq!(world.words("bob", of_bob), ["hello"]);
}

#[test]
fn a_relay_without_room_and_one_that_is_away_say_so() {
    let (mut world, _, of_bob, said) = World::with_file_of_before();
    world.porters.rest = true;
    let id = world.post("bob", offer(of_bob, said));
    world.pass(1_000);
    world.stop_relay();
    assert_eq!(world.answer("bob", id), Some(Answer::Problem(Problem::Offline)));
    assert_eq!(world.refused("bob", offer(of_bob, said)), Problem::Offline);
    world.drop_hauls("bob");
    world.porters.rest = false;
}

#[test]
fn bytes_that_are_not_on_the_disk_any_more_are_said_to_be_gone() {
    let (mut world, _, of_bob, said) = World::with_file_of_before();
    world.porters.vaults.retain(|(name, _), _| *name != "bob");
    assert_eq!(world.refused("bob", offer(of_bob, said)), Problem::FileGone);
    assert_eq!(world.held("bob", of_bob), Held::Gone);
}

#[test]
fn a_message_deleted_meanwhile_ends_it() {
    let (mut world, _, of_bob, said) = World::with_file_of_before();
    world.porters.hitches.extend([Hitch::Passing; 1]);
    let id = world.post("bob", offer(of_bob, said));
    world.settle();
    assert_eq!(world.answer("bob", id), None);
    let delete = Ask::Delete {
        chat: of_bob,
        message: said,
        for_all: false,
    };
    world.act("bob", delete);
    world.pass(10_000);
    assert_eq!(world.answer("bob", id), Some(Answer::Problem(Problem::NoFile)));
    assert!(world.porters.depot.is_empty());
}
