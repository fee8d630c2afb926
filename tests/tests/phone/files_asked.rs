//! A file that a phone has missed, and asks its sender's phone for.

use pillion_phone::{
    app::{haul::Hitch, keys::Keys, letter::Letter},
    mls::pair::Mls,
    store::{
        account, group,
        outbox::{self, Put},
    },
};
use pillion_protocol::content::{
    file::Held,
    file_ask::FileAsk,
    group::GroupChange,
    id::{ChatId, MessageId},
    limit::{Kind, Limit},
    problem::Problem,
    request::Ask,
};

use pillion_wire::id::PutId;

use crate::{
    files_limits::fetch,
    files_offered::MONTH_MS,
    world::{Name, World},
};

const HOUR_MS: u64 = 60 * 60 * 1_000;

fn ask_sender(chat: ChatId, message: MessageId) -> Ask {
    Ask::File(FileAsk::AskSender { chat, message })
}

impl World {
    /// Bob has missed a file of Alice's. Returns both names of the chat, and the message.
    fn with_missed_file() -> (Self, ChatId, ChatId, MessageId) {
        let (mut world, chat, of_bob) = Self::with_file();
        world.limit("bob", Kind::Picture, Limit::NOTHING);
        let said = world.send_file("alice", chat, Some("before")).id;
        world.pass(MONTH_MS);
        world.act("bob", fetch(of_bob, said));
        world.pass(1_000);
        assert_eq!(world.held("bob", of_bob), Held::Gone);
        world.porters.uploads = 0;
        (world, chat, of_bob, said)
    }

    /// The newest file's state, when all has been said.
    fn after(&mut self, ms: u64, name: Name, chat: ChatId) -> Held {
        self.pass(ms);
        self.held(name, chat)
    }
}

#[test]
fn the_senders_phone_brings_it_again_and_it_arrives() {
    let (mut world, chat, of_bob, said) = World::with_missed_file();
    world.act("bob", ask_sender(of_bob, said));
    assert_eq!(world.after(2_000, "bob", of_bob), Held::Here);
    assert_eq!((world.kept("bob"), world.porters.uploads), (1, 1));
    // What is here is not asked for.
    world.act("bob", ask_sender(of_bob, said));
    assert_eq!(world.after(2_000, "bob", of_bob), Held::Here);
    assert_eq!(world.porters.uploads, 1);
    for (name, chat) in [("alice", chat), ("bob", of_bob)] {
        assert_eq!(world.words(name, chat), ["hello", "before"], "nothing more is shown");
    }
}

#[test]
fn it_is_waited_for_until_the_senders_phone_is_on() {
    let (mut world, _, of_bob, said) = World::with_missed_file();
    world.kill("alice");
    world.act("bob", ask_sender(of_bob, said));
    assert_eq!(world.after(HOUR_MS / 2, "bob", of_bob), Held::Asked);
    world.act("bob", ask_sender(of_bob, said));
    world.kill("bob");
    world.switch_on("bob");
    assert_eq!(world.after(1_000, "bob", of_bob), Held::Asked);
    world.switch_on("alice");
    assert_eq!(world.after(5_000, "bob", of_bob), Held::Here);
    assert_eq!(world.porters.uploads, 1);
}

#[test]
fn a_sender_that_is_killed_meanwhile_goes_on() {
    let (mut world, _, of_bob, said) = World::with_missed_file();
    world.porters.rest = true;
    world.act("bob", ask_sender(of_bob, said));
    world.pass(1_000);
    assert_eq!(world.hauls_of("alice"), 1);
    world.drop_hauls("alice");
    world.kill("alice");
    world.porters.rest = false;
    world.switch_on("alice");
    assert_eq!(world.after(5_000, "bob", of_bob), Held::Here);
}

#[test]
fn who_cannot_bring_it_says_so_and_can_be_asked_again_later() {
    let (mut world, _, of_bob, said) = World::with_missed_file();
    let sealed = world.porters.vaults.clone();
    world.porters.vaults.clear();
    world.act("bob", ask_sender(of_bob, said));
    assert_eq!(world.after(2_000, "bob", of_bob), Held::Lost);
    let save = crate::files::save(of_bob, said, "/x");
    assert_eq!(world.refused("bob", save), Problem::FileLost);
    assert_eq!(world.refused("bob", ask_sender(of_bob, said)), Problem::FileAsked);
    world.porters.vaults = sealed;
    assert_eq!(world.after(HOUR_MS, "bob", of_bob), Held::Lost);
    world.act("bob", ask_sender(of_bob, said));
    assert_eq!(
        world.after(2_000, "bob", of_bob),
        Held::Lost,
        "Alice's phone has noticed that hers is gone"
    );
}

#[test]
fn a_deleted_message_brings_nothing() {
    let (mut world, chat, of_bob, said) = World::with_missed_file();
    let delete = Ask::Delete {
        chat,
        message: said,
        for_all: false,
    };
    world.act("alice", delete);
    world.act("bob", ask_sender(of_bob, said));
    assert_eq!(world.after(5_000, "bob", of_bob), Held::Lost);
    assert!(world.porters.uploads == 0 && world.porters.depot.is_empty());
}

#[test]
fn a_hundred_questions_are_one_upload_and_one_answer() {
    let (mut world, chat, of_bob, said) = World::with_missed_file();
    let again = vec![Letter::Again { id: said }; 100];
    world.forge("bob", of_bob, &again);
    world.pass(5_000);
    assert_eq!(world.porters.uploads, 1);
    assert_eq!(
        world.held("bob", of_bob),
        Held::Offered,
        "it may come, and need not by itself"
    );
    world.forge("bob", of_bob, &again);
    world.pass(5_000);
    assert_eq!(world.porters.uploads, 1);
    world.pass(MONTH_MS);
    world.forge("bob", of_bob, &again);
    world.pass(5_000);
    assert_eq!(world.porters.uploads, 2, "a month later it is a new question");
    assert_eq!(world.words("alice", chat), ["hello", "before"]);
}

#[test]
fn only_so_many_files_are_brought_for_one_person_in_a_day() {
    let (mut world, chat, of_bob) = World::with_file();
    world.limit("bob", Kind::Picture, Limit::NOTHING);
    let mut said = Vec::new();
    for _ in 0..60 {
        said.push(world.send_file("alice", chat, None).id);
    }
    world.pass(MONTH_MS);
    world.porters.uploads = 0;
    let again: Vec<_> = said.iter().map(|id| Letter::Again { id: *id }).collect();
    world.forge("bob", of_bob, &again);
    world.pass(60_000);
    assert_eq!(world.porters.uploads, 50);
    world.pass(25 * HOUR_MS);
    world.forge("bob", of_bob, &again);
    world.pass(60_000);
    assert_eq!(world.porters.uploads, 100);
}

#[test]
fn what_is_no_file_of_hers_is_passed_over() {
    let (mut world, chat, of_bob, said) = World::with_missed_file();
    let hello = world.saying("alice", chat, "hello").id;
    let of_his = world.say("bob", of_bob, "mine").id;
    let letters: Vec<_> = [hello, of_his, MessageId([9; 16])]
        .into_iter()
        .map(|id| Letter::Again { id })
        .collect();
    world.forge("bob", of_bob, &letters);
    // An answer that nobody has asked for changes nothing, nor one to a message of somebody else.
    let answers: Vec<_> = [hello, of_his, said]
        .into_iter()
        .map(|id| Letter::Back { id, there: false })
        .collect();
    world.forge("bob", of_bob, &answers);
    world.forge("alice", chat, &answers);
    world.pass(5_000);
    assert_eq!((world.porters.uploads, world.held("alice", chat)), (0, Held::Here));
    assert_eq!(world.held("bob", of_bob), Held::Gone);
    assert_eq!(world.words("alice", chat), ["hello", "before", "mine"]);
}

#[test]
fn what_cannot_be_asked_says_why_and_asks_nobody() {
    let (mut world, chat, of_bob, said) = World::with_missed_file();
    let hello = world.saying("bob", of_bob, "hello").id;
    assert_eq!(world.refused("bob", ask_sender(of_bob, hello)), Problem::NoFile);
    let nothing = MessageId([9; 16]);
    assert_eq!(
        world.refused("bob", ask_sender(of_bob, nothing)),
        Problem::NoSuchMessage
    );
    assert_eq!(
        world.refused("alice", ask_sender(chat, said)),
        Problem::FileGone,
        "her own"
    );
    let account = world.account_of("alice");
    world.act("bob", Ask::Block { account, on: true });
    assert_eq!(world.refused("bob", ask_sender(of_bob, said)), Problem::Blocked);
    world.act("bob", Ask::Block { account, on: false });
    assert_eq!(world.after(2_000, "bob", of_bob), Held::Gone);
    assert_eq!(world.porters.uploads, 0);
}

#[test]
fn a_blocked_contact_is_not_heard() {
    let (mut world, _, of_bob, said) = World::with_missed_file();
    let account = world.account_of("bob");
    world.act("alice", Ask::Block { account, on: true });
    world.act("bob", ask_sender(of_bob, said));
    assert_eq!(world.after(60_000, "bob", of_bob), Held::Asked);
    assert_eq!(world.porters.uploads, 0);
}

#[test]
fn nothing_is_asked_of_a_stranger() {
    let (mut world, chat) = World::of_two();
    world.porters.disk.insert("/a.jpg".into(), vec![7; 10]);
    let intent = world.intent();
    world.act_file("alice", intent, chat, "/a.jpg");
    world.pass(1_000);
    let of_bob = world.only_chat("bob");
    let said = world.newest("bob", of_bob).id;
    let before = world.sent.len();
    assert_eq!(world.refused("bob", ask_sender(of_bob, said)), Problem::NotAccepted);
    world.pass(1_000);
    assert_eq!(world.sent.len(), before, "he learns nothing");
}

#[test]
fn a_relay_without_room_is_said_and_not_tried_for_ever() {
    let (mut world, _, of_bob, said) = World::with_missed_file();
    world.porters.hitches.extend([Hitch::Unknown]);
    world.act("bob", ask_sender(of_bob, said));
    assert_eq!(world.after(2_000, "bob", of_bob), Held::Lost);
    world.pass(10 * 60_000);
    assert_eq!(world.porters.uploads, 1);
}

/// A group of Alice, Bob and Carol, in which both others have missed a file of Alice's.
fn missed_in_a_group() -> (World, [ChatId; 3], MessageId) {
    let (mut world, chats) = World::of_many(&["bob", "carol"]);
    let (chat, chats) = (chats[0], [chats[0], chats[1], chats[2]]);
    for name in ["bob", "carol"] {
        world.limit(name, Kind::Other, Limit::NOTHING);
    }
    world.porters.disk.insert("/plan".into(), vec![7; 3_000]);
    let intent = world.intent();
    world.act_file("alice", intent, chat, "/plan");
    world.pass(MONTH_MS);
    let said = world.newest("alice", chat).id;
    for (name, chat) in [("bob", chats[1]), ("carol", chats[2])] {
        world.act(name, fetch(chat, said));
        world.pass(1_000);
        assert_eq!(world.held(name, chat), Held::Gone);
    }
    world.porters.uploads = 0;
    (world, chats, said)
}

#[test]
fn in_a_group_only_who_has_asked_is_answered() {
    let (mut world, chats, said) = missed_in_a_group();
    world.act("bob", ask_sender(chats[1], said));
    assert_eq!(world.after(5_000, "bob", chats[1]), Held::Here);
    assert_eq!(world.held("carol", chats[2]), Held::Gone);
    world.act("carol", ask_sender(chats[2], said));
    assert_eq!(world.after(5_000, "carol", chats[2]), Held::Here);
    assert_eq!(world.porters.depot.len(), 1);
}

#[test]
fn two_who_ask_at_once_are_both_answered() {
    let (mut world, chats, said) = missed_in_a_group();
    world.kill("alice");
    world.act("bob", ask_sender(chats[1], said));
    world.act("carol", ask_sender(chats[2], said));
    world.pass(1_000);
    world.switch_on("alice");
    world.pass(20_000);
    assert_eq!(
        (world.held("bob", chats[1]), world.held("carol", chats[2])),
        (Held::Here, Held::Here)
    );
    assert_eq!(world.porters.uploads, 1);
}

#[test]
fn who_is_not_in_the_group_any_more_asks_nobody_and_is_not_heard() {
    let (mut world, chats, said) = missed_in_a_group();
    let (alice, bob) = (world.account_of("alice"), world.account_of("bob"));
    world.kill("bob");
    world.changes("alice", chats[0], GroupChange::Remove(vec![bob]));
    // A letter of his that is sealed as if he were still in it.
    let (mut rng, put) = (world.rng(), PutId(world.intent().0));
    world.with_disk("bob", |tx| {
        let keys = Keys::of(&account::find(tx)?.unwrap());
        let tag = group::of_chat(tx, chats[1])?.unwrap();
        let mls = Mls::new(tx, &keys.identity, &keys.card, &mut rng).unwrap();
        let payload = mls.seal(tag, &Letter::Again { id: said }.encode()).unwrap();
        outbox::add(tx, &Put::single(put, alice, payload))
    });
    world.switch_on("bob");
    world.pass(5_000);
    assert_eq!(world.porters.uploads, 0);
    assert_eq!(world.refused("bob", ask_sender(chats[1], said)), Problem::NotAMember);
    assert_eq!(world.held("bob", chats[1]), Held::Gone);
    // And nobody is asked who is not in it any more.
    let carol = world.account_of("carol");
    world.changes(
        "alice",
        chats[0],
        GroupChange::Admin {
            account: carol,
            on: true,
        },
    );
    world.changes("alice", chats[0], GroupChange::Leave);
    world.pass(10_000);
    assert_eq!(
        world.refused("carol", ask_sender(chats[2], said)),
        Problem::NoSuchMember
    );
    assert_eq!(world.porters.uploads, 0);
}
