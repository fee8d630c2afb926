//! Files from phone to phone: told of when they are there, fetched from people who are known, kept, removed.

use pillion_phone::app::{haul::Hitch, phone::Options};
use pillion_protocol::content::{
    file::{Held, Shared},
    file_ask::FileAsk,
    id::{ChatId, IntentId, MessageId},
    message::{Message, State},
    problem::Problem,
    reply::Answer,
    request::Ask,
};
use pillion_relay::store::{memory::Memory, quotas::Quotas};
use pillion_wire::refusal::Code;

use crate::world::{Name, World, text};

const PATH: &str = "/home/alice/holiday.jpg";
const DAY_MS: u64 = 24 * 60 * 60 * 1_000;

fn ask(intent: IntentId, chat: ChatId, path: &str, caption: Option<&str>) -> Ask {
    Ask::File(FileAsk::Send {
        intent,
        chat,
        path: path.into(),
        caption: caption.map(text),
        quote: None,
    })
}

pub(crate) fn save(chat: ChatId, message: MessageId, path: &str) -> Ask {
    Ask::File(FileAsk::Save {
        chat,
        message,
        path: path.into(),
    })
}

pub(crate) fn shared(message: &Message) -> &Shared {
    message.body.file().expect("it has a file")
}

impl World {
    /// Alice and Bob, who know each other; and a file of Alice's. Returns both names of their chat.
    pub(crate) fn with_file() -> (Self, ChatId, ChatId) {
        let (mut world, chat) = Self::of_two();
        world.say("alice", chat, "hello");
        let of_bob = world.only_chat("bob");
        world.act("bob", Ask::Accept { chat: of_bob });
        world.porters.disk.insert(PATH.into(), picture());
        world.pass(1_000);
        (world, chat, of_bob)
    }

    pub(crate) fn send_file(&mut self, name: Name, chat: ChatId, caption: Option<&str>) -> Message {
        let intent = self.intent();
        match self.ask(name, ask(intent, chat, PATH, caption)) {
            Some(Answer::Message(message)) => message,
            other => panic!("not sent: {other:?}"),
        }
    }

    /// Has a file sent, and does not wait.
    pub(crate) fn act_file(&mut self, name: Name, intent: IntentId, chat: ChatId, path: &str) {
        self.post(name, ask(intent, chat, path, None));
    }

    /// Asks for something that is answered with a message.
    pub(crate) fn act_message(&mut self, name: Name, ask: Ask) -> Message {
        match self.ask(name, ask) {
            Some(Answer::Message(message)) => message,
            other => panic!("no message: {other:?}"),
        }
    }

    pub(crate) fn newest(&mut self, name: Name, chat: ChatId) -> Message {
        self.history(name, chat).pop().unwrap()
    }
}

/// A bit more than two chunks.
fn picture() -> Vec<u8> {
    (0..150_000_u32).map(|at| u8::try_from(at % 241).unwrap()).collect()
}

#[test]
fn a_file_arrives_with_what_is_said_and_is_kept() {
    let (mut world, chat, of_bob) = World::with_file();
    let said = world.send_file("alice", chat, Some("the *beach*"));
    assert_eq!((said.state, said.words()), (State::Stored, "the *beach*"));
    world.pass(1_000);
    let mine = world.newest("alice", chat);
    assert_eq!((mine.state, shared(&mine).held), (State::Delivered, Held::Here));
    let theirs = world.newest("bob", of_bob);
    assert_eq!(
        (theirs.id, theirs.words(), shared(&theirs).held),
        (said.id, "the *beach*", Held::Here)
    );
    let file = &shared(&theirs).file;
    assert_eq!(
        (file.name.as_str(), file.kind.as_str(), file.bytes),
        ("holiday.jpg", "image/jpeg", 150_000)
    );
    for (name, chat) in [("alice", chat), ("bob", of_bob)] {
        assert_eq!(world.chat(name, chat).last.unwrap().text, "\u{1f4ce} the *beach*");
    }
    world.act("bob", save(of_bob, said.id, "/home/bob/saved.jpg"));
    assert_eq!(world.porters.disk["/home/bob/saved.jpg"], picture());
    assert_eq!(
        world.refused("bob", save(of_bob, said.id, "/home/bob/saved.jpg")),
        Problem::FileUnwritable
    );
    // The relay has nothing in the clear.
    let part = &picture()[..64];
    let is_clear = |sealed: &Vec<u8>| sealed.windows(64).any(|window| window == part);
    assert!(!world.porters.depot.is_empty() && !world.porters.depot.values().any(is_clear));
}

#[test]
fn a_file_without_words_is_shown_by_its_name() {
    let (mut world, chat, of_bob) = World::with_file();
    let said = world.send_file("alice", chat, None);
    world.pass(1_000);
    let last = world.chat("bob", of_bob).last.unwrap();
    assert_eq!((last.text.as_str(), last.deleted), ("\u{1f4ce} holiday.jpg", false));
    let intent = world.intent();
    let text = text("words");
    let edit = Ask::Edit {
        intent,
        chat,
        message: said.id,
        text,
    };
    assert_eq!(world.refused("alice", edit), Problem::NothingToEdit);
    let reply = Ask::Send {
        intent: world.intent(),
        chat: of_bob,
        text: crate::world::text("nice"),
        quote: Some(said.id),
    };
    let Some(Answer::Message(reply)) = world.ask("bob", reply) else {
        panic!("not sent")
    };
    assert_eq!(reply.quote.unwrap().found.unwrap().text, "\u{1f4ce} holiday.jpg");
}

#[test]
fn nothing_is_said_before_the_file_is_sealed() {
    let (mut world, chat, of_bob) = World::with_file();
    let intent = world.intent();
    world.porters.rest = true;
    let id = world.post("alice", ask(intent, chat, PATH, Some("soon")));
    world.pass(1_000);
    assert_eq!(world.answer("alice", id), None);
    assert_eq!(world.words("alice", chat), ["hello"]);
    world.carry_on();
    assert!(matches!(world.answer("alice", id), Some(Answer::Message(_))));
    assert_eq!(world.words("bob", of_bob), ["hello", "soon"]);
}

#[test]
fn a_message_does_not_wait_for_a_file() {
    let (mut world, chat, of_bob) = World::with_file();
    world.porters.hitches.extend([Hitch::Passing; 3]);
    let said = world.send_file("alice", chat, Some("slow"));
    world.say("alice", chat, "fast");
    assert_eq!(world.words("bob", of_bob), ["hello", "fast"]);
    let mine = world.saying("alice", chat, "slow");
    assert_eq!((mine.state, shared(&mine).held), (State::Stored, Held::Leaving));
    world.pass(30_000);
    assert_eq!(world.words("bob", of_bob), ["hello", "fast", "slow"]);
    let mine = world.saying("alice", chat, "slow");
    assert_eq!((mine.id, mine.state), (said.id, State::Delivered));
}

#[test]
fn an_upload_goes_on_after_kill_and_restart_and_says_its_message_once() {
    let (mut world, chat, of_bob) = World::with_file();
    world.porters.hitches.push_back(Hitch::Passing);
    world.send_file("alice", chat, Some("once"));
    for _ in 0..2 {
        world.kill("alice");
        world.switch_on("alice");
        world.pass(5_000);
    }
    assert_eq!(world.words("bob", of_bob), ["hello", "once"]);
    assert_eq!(
        (world.porters.depot.len(), world.kept("alice"), world.kept("bob")),
        (1, 1, 1)
    );
}

#[test]
fn a_file_that_was_being_sealed_when_the_phone_died_is_asked_for_again_and_sent_once() {
    let (mut world, chat, of_bob) = World::with_file();
    let intent = world.intent();
    world.porters.rest = true;
    world.post("alice", ask(intent, chat, PATH, Some("again")));
    world.drop_hauls("alice");
    world.kill("alice");
    world.porters.rest = false;
    world.switch_on("alice");
    for _ in 0..2 {
        let said = world.ask("alice", ask(intent, chat, PATH, Some("again")));
        assert!(matches!(said, Some(Answer::Message(_))), "{said:?}");
    }
    world.pass(1_000);
    assert_eq!(world.words("bob", of_bob), ["hello", "again"]);
}

#[test]
fn an_intent_that_has_said_something_else_sends_no_file() {
    let (mut world, chat, of_bob) = World::with_file();
    let intent = world.intent();
    let say = Ask::Send {
        intent,
        chat,
        text: text("words"),
        quote: None,
    };
    assert!(matches!(world.ask("alice", say), Some(Answer::Message(_))));
    assert_eq!(
        world.refused("alice", ask(intent, chat, PATH, None)),
        Problem::IntentReused
    );
    let intent = world.intent();
    for (caption, is_done) in [("one", true), ("one", true), ("other", false)] {
        let answer = world.ask("alice", ask(intent, chat, PATH, Some(caption)));
        assert_eq!(matches!(answer, Some(Answer::Message(_))), is_done, "{caption}");
    }
    world.pass(1_000);
    assert_eq!(world.words("bob", of_bob), ["hello", "words", "one"]);
}

#[test]
fn two_screens_that_ask_the_same_get_the_same_message() {
    let (mut world, chat, _) = World::with_file();
    let intent = world.intent();
    world.porters.rest = true;
    let one = world.post("alice", ask(intent, chat, PATH, None));
    let other = world.post("alice", ask(intent, chat, PATH, None));
    world.carry_on();
    let (one, other) = (world.answer("alice", one), world.answer("alice", other));
    assert!(one.is_some() && one == other, "{one:?} and {other:?}");
}

#[test]
fn nothing_is_fetched_from_strangers_before_they_are_accepted() {
    let (mut world, chat) = World::of_two();
    world.porters.disk.insert(PATH.into(), picture());
    world.send_file("alice", chat, Some("take this"));
    world.pass(60_000);
    let of_bob = world.only_chat("bob");
    let theirs = world.newest("bob", of_bob);
    assert_eq!((shared(&theirs).held, world.kept("bob")), (Held::Coming, 0));
    assert_eq!(world.refused("bob", save(of_bob, theirs.id, "/x")), Problem::FileComing);
    world.act("bob", Ask::Accept { chat: of_bob });
    world.pass(1_000);
    assert_eq!(
        (shared(&world.newest("bob", of_bob)).held, world.kept("bob")),
        (Held::Here, 1)
    );
}

#[test]
fn a_file_that_the_relay_does_not_have_any_more_is_said_to_be_gone() {
    let (mut world, chat) = World::of_two();
    world.porters.disk.insert(PATH.into(), picture());
    let said = world.send_file("alice", chat, None);
    world.pass(40 * DAY_MS);
    assert!(world.porters.depot.is_empty(), "swept");
    let of_bob = world.only_chat("bob");
    world.act("bob", Ask::Accept { chat: of_bob });
    world.pass(1_000);
    assert_eq!(shared(&world.newest("bob", of_bob)).held, Held::Gone);
    assert_eq!(world.refused("bob", save(of_bob, said.id, "/x")), Problem::FileGone);
    world.act("alice", save(chat, said.id, "/mine"));
}

#[test]
fn a_file_that_was_changed_on_the_way_is_not_kept() {
    let (mut world, chat) = World::of_two();
    world.porters.disk.insert(PATH.into(), picture());
    let said = world.send_file("alice", chat, None);
    world.pass(1_000);
    world.porters.depot.values_mut().for_each(|sealed| sealed[70_000] ^= 1);
    let of_bob = world.only_chat("bob");
    world.act("bob", Ask::Accept { chat: of_bob });
    world.pass(1_000);
    assert_eq!(
        (shared(&world.newest("bob", of_bob)).held, world.kept("bob")),
        (Held::Damaged, 0)
    );
    assert_eq!(world.refused("bob", save(of_bob, said.id, "/x")), Problem::FileDamaged);
}

#[test]
fn a_fetch_that_stops_is_tried_again() {
    let (mut world, chat, of_bob) = World::with_file();
    world.porters.rest = true;
    let intent = world.intent();
    world.post("alice", ask(intent, chat, PATH, Some("far")));
    world.carry_on();
    // Bob's fetch is the next.
    world.kill("bob");
    world.switch_on("bob");
    world.pass(120_000);
    assert_eq!(shared(&world.saying("bob", of_bob, "far")).held, Held::Here);
}

#[test]
fn a_path_that_cannot_be_read_is_refused_and_says_nothing() {
    let (mut world, chat, of_bob) = World::with_file();
    let intent = world.intent();
    let refused = world.refused("alice", ask(intent, chat, "/nothing/here", None));
    assert_eq!(refused, Problem::FileUnreadable);
    world.pass(1_000);
    assert_eq!(world.words("alice", chat), ["hello"]);
    assert_eq!(world.words("bob", of_bob), ["hello"]);
    let nowhere = ChatId([9; 16]);
    let intent = world.intent();
    assert_eq!(
        world.refused("alice", ask(intent, nowhere, PATH, None)),
        Problem::NoSuchChat
    );
    assert_eq!(world.kept("alice"), 0);
    let hello = world.saying("alice", chat, "hello").id;
    assert_eq!(world.refused("alice", save(chat, hello, "/x")), Problem::NoFile);
}

#[test]
fn a_file_beyond_the_relays_room_fails_with_its_sentence_and_can_be_tried_again() {
    let mut world = World::new();
    let quotas = Quotas {
        file_bytes: 100_000,
        ..Quotas::default()
    };
    world.memory = Memory::new(quotas);
    world.add_phone("alice", "alice", Options::default());
    world.add_phone("bob", "bob", Options::default());
    let chat = world.befriend("alice", "bob").chat;
    world.porters.disk.insert(PATH.into(), picture());
    let said = world.send_file("alice", chat, Some("large"));
    world.pass(1_000);
    let mine = world.saying("alice", chat, "large");
    assert_eq!(
        (mine.state, mine.problem),
        (State::Failed, Some(Problem::Relay(Code::FileTooLarge)))
    );
    assert_eq!(world.porters.uploads, 0);
    world.act("alice", Ask::Retry { message: said.id });
    world.pass(1_000);
    assert_eq!(world.saying("alice", chat, "large").state, State::Failed);
}
