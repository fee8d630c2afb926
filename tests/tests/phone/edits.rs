//! Messages that say something else later, and who may not make them.

use pillion_phone::app::letter::Letter;
use pillion_protocol::content::{
    id::{ChatId, MessageId},
    message::Message,
    problem::Problem,
    reply::Answer,
    request::Ask,
};
use pillion_wire::time::Timestamp;

use crate::world::{Name, World, text};

impl World {
    fn edit(&mut self, name: Name, of: &Message, words: &str) -> Message {
        let ask = self.edit_ask(of, words);
        match self.ask(name, ask) {
            Some(Answer::Message(message)) => message,
            other => panic!("not edited: {other:?}"),
        }
    }

    fn edit_ask(&mut self, of: &Message, words: &str) -> Ask {
        Ask::Edit {
            intent: self.intent(),
            chat: of.chat,
            message: of.id,
            text: text(words),
        }
    }

    fn wordings(&mut self, name: Name, chat: ChatId, message: MessageId) -> Vec<String> {
        match self.ask(name, Ask::Edits { chat, message }) {
            Some(Answer::Edits(edits)) => edits.iter().map(|edit| edit.text.as_str().to_owned()).collect(),
            other => panic!("no edits: {other:?}"),
        }
    }
}

#[test]
fn an_edit_shows_on_both_phones_and_what_it_said_before_is_kept() {
    let (mut world, chat) = World::of_two();
    let said = world.say("alice", chat, "one");
    world.pass(1_000);
    let edited = world.edit("alice", &said, "two");
    assert_eq!((edited.words(), edited.edited), ("two", Some(world.now)));
    world.edit("alice", &said, "three");
    world.pass(1_000);
    let of_bob = world.only_chat("bob");
    for (name, chat) in [("alice", chat), ("bob", of_bob)] {
        let message = world.history(name, chat).pop().unwrap();
        assert_eq!((message.id, message.words()), (said.id, "three"), "{name}");
        assert!(
            message.edited > edited.edited,
            "the later of two at one moment is later"
        );
        assert_eq!(world.wordings(name, chat, said.id), ["one", "two"], "{name}");
        assert_eq!(world.chat(name, chat).last.unwrap().text, "three");
    }
}

#[test]
fn an_edit_of_a_message_that_waits_arrives_behind_it() {
    let (mut world, chat) = World::of_two();
    world.say("alice", chat, "first");
    world.stop_relay();
    let said = world.say("alice", chat, "wrnog");
    world.edit("alice", &said, "wrong");
    world.start_relay();
    world.pass(40_000);
    let of_bob = world.only_chat("bob");
    assert_eq!(world.words("bob", of_bob), ["first", "wrong"]);
}

#[test]
fn an_edit_before_the_first_message_has_left_changes_what_leaves() {
    let (mut world, chat) = World::of_two();
    world.stop_relay();
    let said = world.say("alice", chat, "wrnog");
    world.edit("alice", &said, "wrong");
    world.start_relay();
    world.pass(40_000);
    let of_bob = world.only_chat("bob");
    assert_eq!(world.words("bob", of_bob), ["wrong"]);
}

#[test]
fn the_same_edit_is_done_once_and_its_intent_does_nothing_else() {
    let (mut world, chat) = World::of_two();
    let (one, two) = (world.say("alice", chat, "one"), world.say("alice", chat, "two"));
    let ask = world.edit_ask(&one, "uno");
    assert!(matches!(world.ask("alice", ask.clone()), Some(Answer::Message(_))));
    assert!(matches!(world.ask("alice", ask.clone()), Some(Answer::Message(_))));
    assert_eq!(world.wordings("alice", chat, one.id), ["one"]);
    let Ask::Edit { intent, .. } = ask else { panic!() };
    let other = Ask::Edit {
        intent,
        chat,
        message: two.id,
        text: text("dos"),
    };
    assert_eq!(world.refused("alice", other), Problem::IntentReused);
    let send = Ask::Send {
        intent,
        chat,
        text: text("uno"),
        quote: None,
    };
    assert_eq!(world.refused("alice", send), Problem::IntentReused);
    let of_a_send = Ask::Edit {
        intent: one.intent.unwrap(),
        chat,
        message: one.id,
        text: text("eins"),
    };
    assert_eq!(world.refused("alice", of_a_send), Problem::IntentReused);
}

#[test]
fn a_send_that_is_repeated_after_an_edit_is_still_the_same_send() {
    let (mut world, chat) = World::of_two();
    let said = world.say("alice", chat, "one");
    world.edit("alice", &said, "two");
    let send = Ask::Send {
        intent: said.intent.unwrap(),
        chat,
        text: text("one"),
        quote: None,
    };
    assert!(matches!(world.ask("alice", send), Some(Answer::Message(again)) if again.id == said.id));
    assert_eq!(world.words("alice", chat), ["two"]);
}

#[test]
fn nobody_edits_what_another_one_wrote_or_what_is_deleted() {
    let (mut world, chat) = World::of_two();
    let said = world.say("alice", chat, "mine");
    let of_bob = world.only_chat("bob");
    let seen = world.saying("bob", of_bob, "mine");
    let ask = world.edit_ask(&seen, "yours");
    assert_eq!(world.refused("bob", ask), Problem::NotYours);
    let nowhere = Message {
        id: MessageId([9; 16]),
        ..said.clone()
    };
    let ask = world.edit_ask(&nowhere, "hm");
    assert_eq!(world.refused("alice", ask), Problem::NoSuchMessage);
    let elsewhere = Message {
        chat: ChatId([9; 16]),
        ..said.clone()
    };
    let ask = world.edit_ask(&elsewhere, "hm");
    assert_eq!(world.refused("alice", ask), Problem::NoSuchChat);
    world.act(
        "alice",
        Ask::Delete {
            chat,
            message: said.id,
            for_all: true,
        },
    );
    let ask = world.edit_ask(&said, "back");
    assert_eq!(world.refused("alice", ask), Problem::MessageDeleted);
}

#[test]
fn forged_late_and_misdirected_edits_change_nothing() {
    let (mut world, chat) = World::of_two();
    world.say("alice", chat, "by alice");
    let of_bob = world.only_chat("bob");
    world.say("bob", of_bob, "by bob");
    let (mine, his) = (
        world.saying("alice", chat, "by alice"),
        world.saying("alice", chat, "by bob"),
    );
    let edit = |id, words: &str, at| Letter::Edit {
        id,
        text: text(words),
        at: Timestamp(at),
    };
    let now = world.now.0;
    let forged = [
        edit(mine.id, "forged", now + 1),
        edit(MessageId([9; 16]), "of nothing", now + 1),
        edit(his.id, "second thoughts", now + 2),
        edit(his.id, "too late", now + 1),
    ];
    world.forge("bob", of_bob, &forged);
    assert_eq!(world.words("alice", chat), ["by alice", "second thoughts"]);
    assert_eq!(world.wordings("alice", chat, mine.id), Vec::<String>::new());
    assert_eq!(world.wordings("alice", chat, his.id), ["by bob"]);
}

#[test]
fn wordings_that_do_not_fit_one_answer_leave_out_the_oldest() {
    let (mut world, chat) = World::of_two();
    let said = world.say("alice", chat, "short");
    for letter in ["a", "b", "c", "d"] {
        world.edit("alice", &said, &letter.repeat(20_000));
    }
    let wordings = world.wordings("alice", chat, said.id);
    let first: Vec<_> = wordings.iter().map(|words| &words[..1]).collect();
    assert_eq!(first, ["b", "c"]);
}
