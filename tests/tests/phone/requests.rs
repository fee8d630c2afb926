//! People who are not known, and people who are not wanted.

use pillion_phone::app::phone::Options;
use pillion_protocol::content::{
    id::{ChatId, Place, Version},
    message::State,
    problem::Problem,
    reaction::Emoji,
    reply::Answer,
    request::Ask,
    update::Change,
};
use pillion_wire::id::AccountId;

use crate::world::{Name, World, text};

/// Alice has written to Bob, who does not know her. Her chat and his.
fn asked() -> (World, ChatId, ChatId) {
    let (mut world, chat) = World::of_two();
    world.say("alice", chat, "may I?");
    world.pass(1_000);
    let of_bob = world.only_chat("bob");
    (world, chat, of_bob)
}

impl World {
    pub(crate) fn read_all(&mut self, name: Name, chat: ChatId) {
        let through = Place(1_000);
        self.act(name, Ask::Read { chat, through });
        self.pass(1_000);
    }

    fn contacts(&mut self, name: Name) -> usize {
        let since = Version(0);
        match self.ask(name, Ask::Sync { since, cursor: None }) {
            Some(Answer::Synced { changes, .. }) => {
                let contacts = changes.iter().filter(|change| matches!(change, Change::Contact(_)));
                contacts.count()
            }
            other => panic!("not in step: {other:?}"),
        }
    }
}

#[test]
fn somebody_unknown_makes_a_request_and_learns_little_before_it_is_accepted() {
    let (mut world, chat, of_bob) = asked();
    assert!(world.chat("bob", of_bob).request);
    assert!(!world.chat("alice", chat).request);
    world.read_all("bob", of_bob);
    assert_eq!(world.history("alice", chat)[0].state, State::Delivered, "not read");
    world.node("bob").updates.clear();
    world.act("bob", Ask::Accept { chat: of_bob });
    world.act("bob", Ask::Accept { chat: of_bob });
    world.pass(1_000);
    assert!(!world.chat("bob", of_bob).request);
    assert_eq!(
        world.history("alice", chat)[0].state,
        State::Read,
        "told once it may be"
    );
}

#[test]
fn the_name_is_told_when_the_request_is_accepted() {
    let mut world = World::new();
    world.add_phone("alice", "alice", Options::default());
    world.add_phone("Bob the Builder", "bob", Options::default());
    let chat = world.befriend("alice", "bob").chat;
    world.say("alice", chat, "may I?");
    world.pass(1_000);
    assert_eq!(world.chat("alice", chat).title, "bob", "the handle");
    let of_bob = world.only_chat("Bob the Builder");
    world.act("Bob the Builder", Ask::Accept { chat: of_bob });
    world.pass(1_000);
    assert_eq!(world.chat("alice", chat).title, "Bob the Builder");
}

#[test]
fn writing_forwarding_and_adding_the_handle_accept_it_too() {
    let (mut world, _, of_bob) = asked();
    world.say("bob", of_bob, "of course");
    assert!(!world.chat("bob", of_bob).request);

    let (mut world, chat, of_bob) = asked();
    assert_eq!(world.befriend("bob", "alice").chat, of_bob);
    assert!(!world.chat("bob", of_bob).request);
    world.read_all("bob", of_bob);
    assert_eq!(world.history("alice", chat)[0].state, State::Read);

    let (mut world, _, of_bob) = asked();
    let message = world.saying("bob", of_bob, "may I?").id;
    let intent = world.intent();
    let forward = Ask::Forward {
        intent,
        chat: of_bob,
        message,
        to: of_bob,
    };
    assert!(matches!(world.ask("bob", forward), Some(Answer::Message(_))));
    assert!(!world.chat("bob", of_bob).request);
}

#[test]
fn a_deleted_request_takes_its_contact_along_and_may_be_made_again() {
    let (mut world, chat, of_bob) = asked();
    world.act("bob", Ask::DeleteChat { chat: of_bob });
    assert!(world.chats("bob").is_empty());
    assert_eq!(world.contacts("bob"), 0);
    world.say("alice", chat, "please");
    world.pass(1_000);
    let again = world.only_chat("bob");
    assert_ne!(again, of_bob);
    assert!(world.chat("bob", again).request);
    assert_eq!(world.words("bob", again), ["please"]);
    assert_eq!(world.contacts("bob"), 1);
    let told = world.node("bob").updates.last().unwrap().changes.clone();
    world.act("bob", Ask::DeleteChat { chat: again });
    let contact = world.befriend("bob", "alice");
    assert!(!world.chat("bob", contact.chat).request);
    world.say("bob", contact.chat, "well then");
    world.pass(1_000);
    assert_eq!(world.words("alice", chat).pop().unwrap(), "well then", "{told:?}");
}

#[test]
fn a_screen_is_told_of_the_contact_again_when_the_request_comes_back() {
    let (mut world, chat, of_bob) = asked();
    world.act("bob", Ask::DeleteChat { chat: of_bob });
    world.node("bob").updates.clear();
    world.say("alice", chat, "please");
    let changes = world.node("bob").updates.iter().flat_map(|update| &update.changes);
    assert!(changes.into_iter().any(|change| matches!(change, Change::Contact(_))));
}

#[test]
fn a_blocked_contact_is_not_heard_and_is_told_nothing() {
    let (mut world, chat, of_bob) = asked();
    world.act("bob", Ask::Accept { chat: of_bob });
    world.pass(1_000);
    let account = world.chat("bob", of_bob).peer.unwrap();
    world.act("bob", Ask::Block { account, on: true });
    let said = world.say("alice", chat, "hello?");
    let of_before = world.history("alice", chat)[0].clone();
    let edit = Ask::Edit {
        intent: world.intent(),
        chat,
        message: of_before.id,
        text: text("edited"),
    };
    world.ask("alice", edit);
    world.read_all("bob", of_bob);
    assert_eq!(world.words("bob", of_bob), ["may I?"]);
    let states: Vec<_> = world
        .history("alice", chat)
        .iter()
        .map(|message| message.state)
        .collect();
    assert_eq!(states, [State::Delivered, State::Sent], "neither read nor delivered");
    for ask in [
        Ask::Send {
            intent: world.intent(),
            chat: of_bob,
            text: text("go away"),
            quote: None,
        },
        Ask::Forward {
            intent: world.intent(),
            chat: of_bob,
            message: of_before.id,
            to: of_bob,
        },
        Ask::React {
            chat: of_bob,
            message: of_before.id,
            emoji: Some(Emoji::parse("👎").unwrap()),
        },
    ] {
        assert_eq!(world.refused("bob", ask), Problem::Blocked);
    }
    assert_eq!(world.words("bob", of_bob), ["may I?"]);
    world.act("bob", Ask::Block { account, on: false });
    world.say("alice", chat, "thanks");
    world.pass(1_000);
    assert_eq!(
        world.words("bob", of_bob),
        ["may I?", "thanks"],
        "what was thrown away stays away"
    );
    assert_eq!(world.history("alice", chat)[0].state, State::Read);
    assert!(world.words("alice", chat).contains(&said.words().to_owned()));
}

#[test]
fn nobody_unknown_can_be_blocked() {
    let (mut world, _, _) = asked();
    let account = AccountId([9; 32]);
    assert_eq!(
        world.refused("bob", Ask::Block { account, on: true }),
        Problem::NoSuchChat
    );
}

#[test]
fn an_echo_accepts_at_once() {
    let mut world = World::new();
    world.add_phone("alice", "alice", Options::default());
    world.add_phone("echo", "echo", Options { echo: true });
    let chat = world.befriend("alice", "echo").chat;
    world.say("alice", chat, "hello");
    world.pass(1_000);
    let of_echo = world.only_chat("echo");
    assert!(!world.chat("echo", of_echo).request);
}
