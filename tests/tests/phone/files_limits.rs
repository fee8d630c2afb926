//! What a phone fetches by itself, what it fetches when somebody asks, and what it does without room.

use pillion_phone::app::haul::Hitch;
use pillion_protocol::content::{
    account_ask::AccountAsk,
    file::Held,
    file_ask::FileAsk,
    id::{ChatId, MessageId},
    limit::{Kind, Limit},
    message::State,
    problem::Problem,
    reply::Answer,
    request::Ask,
    update::Change,
};
use pillion_wire::refusal::Code;

use crate::{
    files::{save, shared},
    world::{Name, World},
};

const PATH: &str = "/home/alice/holiday.jpg";

pub(crate) fn fetch(chat: ChatId, message: MessageId) -> Ask {
    Ask::File(FileAsk::Fetch { chat, message })
}

impl World {
    pub(crate) fn limit(&mut self, name: Name, kind: Kind, limit: Limit) {
        self.act(name, Ask::Account(AccountAsk::SetLimit { kind, limit }));
    }

    /// How far the newest file of a chat is.
    pub(crate) fn held(&mut self, name: Name, chat: ChatId) -> Held {
        let history = self.history(name, chat);
        let newest = history.iter().rev().find(|said| said.body.file().is_some());
        shared(newest.expect("a file")).held
    }
}

#[test]
fn what_is_larger_than_the_limit_is_fetched_when_somebody_asks() {
    let (mut world, chat, of_bob) = World::with_file();
    world.limit("bob", Kind::Picture, Limit::new(149_999));
    let said = world.send_file("alice", chat, Some("large"));
    world.pass(120_000);
    assert_eq!((world.held("bob", of_bob), world.kept("bob")), (Held::Offered, 0));
    assert_eq!(world.refused("bob", save(of_bob, said.id, "/x")), Problem::FileOffered);
    // It is known to have come, as words are.
    assert_eq!(world.words("bob", of_bob), ["hello", "large"]);
    for _ in 0..2 {
        world.act("bob", fetch(of_bob, said.id));
        world.pass(1_000);
        assert_eq!((world.held("bob", of_bob), world.kept("bob")), (Held::Here, 1));
    }
    world.act("bob", save(of_bob, said.id, "/x"));
}

#[test]
fn the_limit_itself_is_not_too_large_and_each_kind_has_its_own() {
    let (mut world, chat, of_bob) = World::with_file();
    for (name, kind) in [
        ("/a.jpg", Kind::Picture),
        ("/a.mp4", Kind::Film),
        ("/a.ogg", Kind::Audio),
        ("/a.bin", Kind::Other),
    ] {
        world.limit("bob", kind, Limit::new(5));
        for (path, bytes, held) in [("fits", 5, Held::Here), ("is more", 6, Held::Offered)] {
            let path = format!("/{path}{name}");
            world.porters.disk.insert(path.clone(), vec![7; bytes]);
            let intent = world.intent();
            world.act_file("alice", intent, chat, &path);
            world.pass(1_000);
            assert_eq!(world.held("bob", of_bob), held, "{path}");
        }
    }
}

#[test]
fn nothing_and_any_size_are_limits_too() {
    let (mut world, chat, of_bob) = World::with_file();
    world.limit("bob", Kind::Picture, Limit::NOTHING);
    world.porters.disk.insert("/empty.jpg".into(), Vec::new());
    let intent = world.intent();
    world.act_file("alice", intent, chat, "/empty.jpg");
    world.pass(1_000);
    assert_eq!(world.held("bob", of_bob), Held::Offered);
    world.limit("bob", Kind::Picture, Limit::ANY);
    world.pass(1_000);
    assert_eq!(
        world.held("bob", of_bob),
        Held::Offered,
        "what has come before stays as it is"
    );
    world.send_file("alice", chat, None);
    world.pass(1_000);
    assert_eq!(world.held("bob", of_bob), Held::Here);
}

#[test]
fn limits_are_told_to_all_screens_and_stay() {
    let (mut world, _) = World::of_two();
    let before = world.account("alice").fetches;
    assert!(before.of(Kind::Film) > before.of(Kind::Picture));
    let limit = Limit::new(1_000);
    world.node("alice").updates.clear();
    for _ in 0..2 {
        world.limit("alice", Kind::Film, limit);
    }
    let told = world.node("alice").updates.iter().flat_map(|update| &update.changes);
    let told = told.filter(|change| matches!(change, Change::Account(account) if account.fetches.films == limit));
    assert_eq!(told.count(), 1, "told once");
    world.kill("alice");
    world.switch_on("alice");
    let after = world.account("alice").fetches;
    assert_eq!((after.films, after.pictures), (limit, before.pictures));
}

#[test]
fn what_cannot_be_fetched_says_why() {
    let (mut world, chat) = World::of_two();
    world.porters.disk.insert(PATH.into(), vec![7; 10]);
    let said = world.send_file("alice", chat, Some("take this"));
    let words = world.say("alice", chat, "words").id;
    world.pass(1_000);
    let of_bob = world.only_chat("bob");
    assert_eq!(world.refused("bob", fetch(of_bob, said.id)), Problem::NotAccepted);
    assert_eq!(world.held("bob", of_bob), Held::Coming);
    let nowhere = ChatId([9; 16]);
    assert_eq!(world.refused("bob", fetch(nowhere, said.id)), Problem::NoSuchChat);
    let nothing = MessageId([9; 16]);
    assert_eq!(world.refused("bob", fetch(of_bob, nothing)), Problem::NoSuchMessage);
    assert_eq!(world.refused("bob", fetch(of_bob, words)), Problem::NoFile);
    let account = world.account_of("alice");
    world.act("bob", Ask::Accept { chat: of_bob });
    world.act("bob", Ask::Block { account, on: true });
    assert_eq!(world.refused("bob", fetch(of_bob, said.id)), Problem::Blocked);
    world.act("bob", Ask::Block { account, on: false });
    world.act("alice", fetch(chat, said.id));
    let delete = Ask::Delete {
        chat,
        message: said.id,
        for_all: true,
    };
    world.act("alice", delete);
    world.pass(1_000);
    assert_eq!(world.refused("bob", fetch(of_bob, said.id)), Problem::NoFile);
    assert_eq!(world.kept("bob"), 0);
}

#[test]
fn a_file_that_was_damaged_or_gone_is_tried_again() {
    let (mut world, chat, of_bob) = World::with_file();
    world.porters.rest = true;
    let intent = world.intent();
    world.act_file("alice", intent, chat, PATH);
    world.carry_on_with("bob", &[Hitch::Damaged]);
    assert_eq!(world.held("bob", of_bob), Held::Damaged);
    let message = world.newest("bob", of_bob).id;
    for (hitch, held) in [(Some(Hitch::Unknown), Held::Gone), (None, Held::Here)] {
        world.porters.hitches.extend(hitch);
        world.act("bob", fetch(of_bob, message));
        world.pass(1_000);
        assert_eq!(world.held("bob", of_bob), held);
    }
}

#[test]
fn a_full_disk_loses_nothing_is_said_and_passes() {
    let (mut world, chat, of_bob) = World::with_file();
    world.porters.rest = true;
    let intent = world.intent();
    world.act_file("alice", intent, chat, PATH);
    world.porters.hitches.clear();
    world.carry_on_with("bob", &[Hitch::Full; 3]);
    assert_eq!((world.held("bob", of_bob), world.kept("bob")), (Held::NoRoom, 0));
    let message = world.newest("bob", of_bob).id;
    assert_eq!(world.refused("bob", save(of_bob, message, "/x")), Problem::Storage);
    world.say("alice", chat, "words come");
    world.pass(1_000);
    assert_eq!(world.words("bob", of_bob).last().unwrap(), "words come");
    assert_eq!(world.held("bob", of_bob), Held::NoRoom, "also after a second try");
    world.kill("bob");
    world.switch_on("bob");
    world.pass(120_000);
    assert_eq!((world.held("bob", of_bob), world.kept("bob")), (Held::Here, 1));
}

#[test]
fn who_has_made_room_need_not_wait() {
    let (mut world, chat, of_bob) = World::with_file();
    world.porters.rest = true;
    let intent = world.intent();
    world.act_file("alice", intent, chat, PATH);
    world.carry_on_with("bob", &[Hitch::Full; 1]);
    assert_eq!(world.held("bob", of_bob), Held::NoRoom);
    let message = world.newest("bob", of_bob).id;
    assert_eq!(world.ask("bob", fetch(of_bob, message)), Some(Answer::Done));
    world.pass(0);
    assert_eq!(world.held("bob", of_bob), Held::Here);
}

#[test]
fn the_same_file_in_two_messages_is_fetched_once() {
    let (mut world, chat, of_bob) = World::with_file();
    world.limit("bob", Kind::Picture, Limit::NOTHING);
    let said = world.send_file("alice", chat, None);
    let forward = Ask::Forward {
        intent: world.intent(),
        chat,
        message: said.id,
        to: chat,
    };
    world.act_message("alice", forward);
    world.pass(1_000);
    world.porters.rest = true;
    for message in world.history("bob", of_bob).into_iter().skip(1) {
        world.act("bob", fetch(of_bob, message.id));
    }
    assert_eq!(world.hauls_of("bob"), 1);
    world.carry_on();
    world.pass(1_000);
    for message in world.history("bob", of_bob).into_iter().skip(1) {
        assert_eq!(shared(&message).held, Held::Here);
    }
    assert_eq!(world.kept("bob"), 1);
}

#[test]
fn a_relay_whose_disk_is_full_is_said_and_the_file_goes_when_there_is_room() {
    let (mut world, chat, of_bob) = World::with_file();
    world.memory.set_full(true);
    let said = world.send_file("alice", chat, Some("large"));
    let waits = |world: &mut World| {
        let mine = world.newest("alice", chat);
        assert_eq!(
            (mine.id, mine.state, shared(&mine).held),
            (said.id, State::Stored, Held::Leaving)
        );
        mine.problem
    };
    assert_eq!(
        waits(&mut world),
        Some(Problem::Relay(Code::Storage)),
        "no room is made"
    );
    // It is made, and the parts find none.
    world.porters.hitches.push_back(Hitch::RelayFull);
    world.memory.set_full(false);
    world.pass(1_500);
    assert_eq!(waits(&mut world), Some(Problem::Relay(Code::Storage)));
    assert_eq!(world.porters.uploads, 1);
    world.pass(60_000);
    let mine = world.newest("alice", chat);
    assert_eq!((mine.state, mine.problem), (State::Delivered, None));
    assert_eq!(world.newest("bob", of_bob).id, said.id);
}
