//! Voice notes: they say what they sound like, and whoever spoke learns that somebody has listened, once.

use pillion_protocol::content::{
    file_ask::{FileAsk, Sort},
    id::{ChatId, MessageId},
    problem::Problem,
    reply::Answer,
    request::{Ask, HISTORY_LIMIT},
    update::Change,
    voice::{Voice, Wave},
};

use crate::{
    files::shared,
    page_files::{room, seal, share},
    world::{Name, World},
};

fn play(chat: ChatId, message: MessageId) -> Ask {
    Ask::File(FileAsk::Played { chat, message })
}

impl World {
    /// Alice says something into a chat of hers.
    fn speak(&mut self, chat: ChatId) -> MessageId {
        let mut sealed = seal(self, b"la la la");
        sealed.file.voice = Some(Voice {
            ms: 3_000,
            wave: Wave::of(&[1, 200, 3]),
        });
        assert_eq!(self.shares("alice", room(&sealed.file)), Answer::Done);
        self.bring(&sealed);
        let intent = self.intent();
        let Answer::Message(said) = self.shares("alice", share(intent, chat, &sealed.file, None)) else {
            panic!("not said")
        };
        self.pass(1_000);
        assert_eq!(shared(&said).file.voice, sealed.file.voice);
        said.id
    }

    fn is_played(&mut self, name: Name, chat: ChatId, message: MessageId) -> bool {
        let history = self.history(name, chat);
        shared(history.iter().find(|said| said.id == message).unwrap()).played
    }

    fn of_sort(&mut self, name: Name, chat: ChatId, sort: Option<Sort>) -> Vec<MessageId> {
        let ask = FileAsk::List {
            chat,
            before: None,
            limit: HISTORY_LIMIT,
            sort,
        };
        match self.ask(name, Ask::File(ask)) {
            Some(Answer::Page { messages, .. }) => messages.iter().map(|said| said.id).collect(),
            other => panic!("no list: {other:?}"),
        }
    }
}

#[test]
fn who_spoke_learns_that_it_was_heard_and_every_screen_does() {
    let (mut world, chat, of_bob) = World::with_file();
    let said = world.speak(chat);
    assert!(!world.is_played("bob", of_bob, said) && !world.is_played("alice", chat, said));
    for name in ["alice", "bob"] {
        world.node(name).updates.clear();
    }
    world.act("bob", play(of_bob, said));
    world.pass(1_000);
    assert!(world.is_played("bob", of_bob, said) && world.is_played("alice", chat, said));
    for name in ["alice", "bob"] {
        let told = world.node(name).updates.iter().flat_map(|update| &update.changes);
        let told = told.filter(|change| matches!(change, Change::Message(message) if shared(message).played));
        assert_eq!(told.count(), 1, "{name}");
    }
    let told = ["alice", "bob"].map(|name| world.node(name).updates.len());
    world.act("bob", play(of_bob, said));
    world.pass(1_000);
    let after = ["alice", "bob"].map(|name| world.node(name).updates.len());
    assert_eq!(after, told, "a repeat tells nobody anything");
}

#[test]
fn it_stays_heard_when_the_phone_starts_anew_and_is_unheard_where_it_is_passed_on() {
    let (mut world, chat, of_bob) = World::with_file();
    let said = world.speak(chat);
    world.act("bob", play(of_bob, said));
    world.kill("bob");
    world.switch_on("bob");
    world.pass(1_000);
    assert!(world.is_played("bob", of_bob, said) && world.is_played("alice", chat, said));
    let intent = world.intent();
    let passed_on = Ask::Forward {
        intent,
        chat: of_bob,
        message: said,
        to: of_bob,
    };
    assert!(matches!(world.shares("bob", passed_on), Answer::Message(_)));
    world.pass(1_000);
    let again = world.newest("bob", of_bob);
    assert!(shared(&again).file.voice.is_some() && !shared(&again).played);
}

#[test]
fn what_cannot_be_heard_is_refused() {
    let (mut world, chat, of_bob) = World::with_file();
    let said = world.speak(chat);
    assert_eq!(world.refused("alice", play(chat, said)), Problem::NoFile, "one's own");
    assert_eq!(
        world.refused("bob", play(of_bob, MessageId([9; 16]))),
        Problem::NoSuchMessage
    );
    assert_eq!(world.refused("bob", play(ChatId([9; 16]), said)), Problem::NoSuchChat);
    let file = world.send_file("alice", chat, None);
    world.pass(1_000);
    assert_eq!(world.refused("bob", play(of_bob, file.id)), Problem::NoFile);
    let text = world.say("alice", chat, "words");
    world.pass(1_000);
    assert_eq!(world.refused("bob", play(of_bob, text.id)), Problem::NoFile);
}

#[test]
fn who_made_a_request_and_who_is_blocked_does_not_learn_of_it() {
    let (mut world, chat) = World::of_two();
    let said = world.speak(chat);
    let of_bob = world.only_chat("bob");
    assert!(world.chat("bob", of_bob).request);
    world.act("bob", play(of_bob, said));
    world.pass(1_000);
    assert!(world.is_played("bob", of_bob, said) && !world.is_played("alice", chat, said));
    let (mut world, chat, of_bob) = World::with_file();
    let said = world.speak(chat);
    let account = world.account_of("alice");
    world.act("bob", Ask::Block { account, on: true });
    world.act("bob", play(of_bob, said));
    world.pass(1_000);
    assert!(!world.is_played("alice", chat, said));
}

#[test]
fn in_a_group_it_is_heard_when_one_has_listened() {
    let (mut world, chats) = World::of_many(&["bob", "carol"]);
    let [chat, of_bob, of_carol] = chats[..] else { panic!() };
    let said = world.speak(chat);
    world.act("bob", play(of_bob, said));
    world.pass(1_000);
    assert!(world.is_played("alice", chat, said));
    assert!(!world.is_played("carol", of_carol, said), "she has not listened");
}

#[test]
fn a_chat_lists_what_it_has_by_sort() {
    let (mut world, chat, of_bob) = World::with_file();
    let said = world.speak(chat);
    let file = world.send_file("alice", chat, None).id;
    world.pass(1_000);
    assert_eq!(world.of_sort("bob", of_bob, Some(Sort::Heard)), [said]);
    assert_eq!(world.of_sort("bob", of_bob, Some(Sort::Other)), [file]);
    assert_eq!(world.of_sort("bob", of_bob, Some(Sort::Seen)), []);
    assert_eq!(world.of_sort("bob", of_bob, None), [said, file]);
}
