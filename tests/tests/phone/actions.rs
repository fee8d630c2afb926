//! Replies, stars, forwarding, and what a newer phone says.

use pillion_phone::app::{letter::Letter, phone::Options};
use pillion_protocol::content::{
    body::Body,
    id::{ChatId, MessageId},
    message::Message,
    problem::Problem,
    reply::Answer,
    request::Ask,
};
use pillion_wire::{id::PutId, relay_frame::RelayFrame, time::Timestamp};

use crate::world::{Name, World, text};

impl World {
    fn reply_ask(&mut self, chat: ChatId, words: &str, quote: MessageId) -> Ask {
        Ask::Send {
            intent: self.intent(),
            chat,
            text: text(words),
            quote: Some(quote),
        }
    }

    fn answer_to(&mut self, name: Name, chat: ChatId, words: &str, quote: MessageId) -> Message {
        let ask = self.reply_ask(chat, words, quote);
        self.get(name, ask)
    }

    fn get(&mut self, name: Name, ask: Ask) -> Message {
        match self.ask(name, ask) {
            Some(Answer::Message(message)) => message,
            other => panic!("no message: {other:?}"),
        }
    }
}

/// What is shown of the message that a message quotes.
fn quoted(message: &Message) -> Option<String> {
    let quote = message.quote.as_ref().unwrap();
    quote.found.as_ref().map(|found| found.text.clone())
}

#[test]
fn a_reply_shows_what_the_reader_has_of_the_message_as_it_is_now() {
    let (mut world, chat) = World::of_two();
    let said = world.say("alice", chat, "a question\nin two lines");
    let of_bob = world.only_chat("bob");
    let reply = world.answer_to("bob", of_bob, "an answer", said.id);
    assert_eq!(quoted(&reply).unwrap(), "a question in two lines");
    world.pass(1_000);
    let got = world.saying("alice", chat, "an answer");
    let found = got.quote.clone().unwrap().found.unwrap();
    assert_eq!((found.place, found.from, got.id), (said.place, None, reply.id));
    let edit = Ask::Edit {
        intent: world.intent(),
        chat,
        message: said.id,
        text: text("another question"),
    };
    world.get("alice", edit);
    world.pass(1_000);
    for (name, chat) in [("alice", chat), ("bob", of_bob)] {
        let reply = world.saying(name, chat, "an answer");
        assert_eq!(quoted(&reply).unwrap(), "another question", "{name}");
    }
    world.node("bob").updates.clear();
    let delete = Ask::Delete {
        chat,
        message: said.id,
        for_all: true,
    };
    world.act("alice", delete);
    world.pass(1_000);
    for (name, chat) in [("alice", chat), ("bob", of_bob)] {
        let reply = world.saying(name, chat, "an answer");
        assert_eq!(quoted(&reply), None, "{name}");
    }
    let told = minicbor::to_vec(&world.node("bob").updates.last().unwrap().changes).unwrap();
    assert!(
        told.windows(9).any(|bytes| bytes == b"an answer"),
        "its screens are told"
    );
}

#[test]
fn what_is_not_in_the_chat_cannot_be_quoted() {
    let (mut world, chat) = World::of_two();
    world.add_phone("carol", "carol", Options::default());
    let with_carol = world.befriend("alice", "carol").chat;
    let elsewhere = world.say("alice", with_carol, "between us");
    world.say("alice", chat, "hello");
    let of_bob = world.only_chat("bob");
    let ask = world.reply_ask(chat, "see", elsewhere.id);
    assert_eq!(world.refused("alice", ask), Problem::NoSuchMessage);
    let forged = Letter::Text {
        id: MessageId([1; 16]),
        text: text("what did she say?"),
        at: Timestamp(1),
        quote: Some(elsewhere.id),
        forwarded: false,
        timer: None,
    };
    world.forge("bob", of_bob, &[forged]);
    assert_eq!(quoted(&world.saying("alice", chat, "what did she say?")), None);
}

#[test]
fn a_star_is_ones_own() {
    let (mut world, chat) = World::of_two();
    let said = world.say("alice", chat, "remember");
    let star = |on| Ask::Star {
        chat,
        message: said.id,
        on,
    };
    world.act("alice", star(true));
    assert!(world.history("alice", chat)[0].starred);
    world.pass(1_000);
    let of_bob = world.only_chat("bob");
    assert!(!world.history("bob", of_bob)[0].starred);
    world.act("alice", star(false));
    assert!(!world.history("alice", chat)[0].starred);
    let delete = Ask::Delete {
        chat,
        message: said.id,
        for_all: true,
    };
    world.act("alice", delete);
    assert_eq!(world.refused("alice", star(true)), Problem::MessageDeleted);
}

#[test]
fn a_message_is_passed_on_once_and_says_so() {
    let (mut world, chat) = World::of_two();
    world.add_phone("carol", "carol", Options::default());
    let with_carol = world.befriend("alice", "carol").chat;
    world.say("alice", chat, "hello");
    let of_bob = world.only_chat("bob");
    let said = world.say("bob", of_bob, "pass it on");
    let forward = Ask::Forward {
        intent: world.intent(),
        chat,
        message: said.id,
        to: with_carol,
    };
    let passed = world.get("alice", forward.clone());
    assert!(passed.forwarded && passed.quote.is_none() && passed.id != said.id);
    // Repeated after what it was made of is gone: still the same.
    let delete = Ask::Delete {
        chat,
        message: said.id,
        for_all: false,
    };
    world.act("alice", delete);
    assert_eq!(world.get("alice", forward).id, passed.id);
    world.pass(1_000);
    let of_carol = world.only_chat("carol");
    let got = world.history("carol", of_carol);
    assert_eq!(got.len(), 1);
    assert!(got[0].forwarded && got[0].words() == "pass it on");
}

#[test]
fn what_is_gone_and_where_nobody_is_cannot_be_forwarded() {
    let (mut world, chat) = World::of_two();
    let said = world.say("alice", chat, "hello");
    let forward = |world: &mut World, message, to| {
        let intent = world.intent();
        let ask = Ask::Forward {
            intent,
            chat,
            message,
            to,
        };
        world.refused("alice", ask)
    };
    let nowhere = ChatId([9; 16]);
    assert_eq!(forward(&mut world, said.id, nowhere), Problem::NoSuchChat);
    let nothing = MessageId([9; 16]);
    assert_eq!(forward(&mut world, nothing, chat), Problem::NoSuchMessage);
    let delete = Ask::Delete {
        chat,
        message: said.id,
        for_all: true,
    };
    world.act("alice", delete);
    assert_eq!(forward(&mut world, said.id, chat), Problem::MessageDeleted);
}

#[test]
fn what_a_newer_phone_says_keeps_its_place_and_the_rest_is_passed_over() {
    let (mut world, chat) = World::of_two();
    world.say("alice", chat, "hello");
    let of_bob = world.only_chat("bob");
    world.act("bob", Ask::Accept { chat: of_bob });
    let mut poll = vec![0x82, 0x18, 0x63, 0x82, 0x50];
    poll.extend([5; 16]);
    poll.push(0x01);
    let typing = vec![0x82, 0x18, 0x80, 0x80];
    let nonsense = vec![0xff, 0x00];
    world.forge_bytes("bob", of_bob, &[poll.clone(), poll, typing, nonsense]);
    let history = world.history("alice", chat);
    assert_eq!(history.len(), 2, "the same one twice is one");
    let newer = &history[1];
    assert_eq!((newer.id, &newer.body), (MessageId([5; 16]), &Body::Newer));
    let edit = Ask::Edit {
        intent: world.intent(),
        chat,
        message: newer.id,
        text: text("hm"),
    };
    assert_eq!(world.refused("alice", edit), Problem::NotYours);
    let forward = Ask::Forward {
        intent: world.intent(),
        chat,
        message: newer.id,
        to: chat,
    };
    assert_eq!(world.refused("alice", forward), Problem::MessageDeleted);
    world.forge("bob", of_bob, &[Letter::Delete { id: newer.id }]);
    assert_eq!(world.history("alice", chat)[1].body, Body::Deleted);
}

#[test]
fn replayed_edits_deletions_and_reactions_are_acknowledged_and_done_once() {
    let (mut world, chat) = World::of_two();
    let said = world.say("alice", chat, "one");
    for words in ["two", "three"] {
        let edit = Ask::Edit {
            intent: world.intent(),
            chat,
            message: said.id,
            text: text(words),
        };
        world.get("alice", edit);
    }
    world.pass(1_000);
    let delivered: Vec<_> = world.sent.iter().filter(|(to, _)| *to == "bob").cloned().collect();
    for (_, frame) in delivered {
        if let RelayFrame::Deliver { seq, at, payload, .. } = frame {
            let id = PutId([seq.to_be_bytes()[7]; 16]);
            let again = RelayFrame::Deliver {
                seq: seq + 100,
                id,
                at,
                payload,
            };
            world.inject("bob", &again);
        }
    }
    world.pass(1_000);
    let of_bob = world.only_chat("bob");
    assert_eq!(world.words("bob", of_bob), ["three"]);
    let edits = Ask::Edits {
        chat: of_bob,
        message: said.id,
    };
    assert!(matches!(world.ask("bob", edits), Some(Answer::Edits(edits)) if edits.len() == 2));
}
