//! Messages between two phones, and what must not become one.

use pillion_phone::app::phone::Options;
use pillion_protocol::content::{
    id::{ChatId, MessageId, Place},
    message::State,
    problem::Problem,
    reply::Answer,
    request::{Ask, From},
};
use pillion_wire::relay_frame::RelayFrame;

use crate::world::{World, text};

#[test]
fn a_message_arrives_and_its_state_moves_to_read() {
    let (mut world, chat) = World::of_two();
    let sent = world.say("alice", chat, "hello Bob");
    assert_eq!(sent.state, State::Stored, "answered before the relay has it");
    let of_bob = world.only_chat("bob");
    world.act("bob", Ask::Accept { chat: of_bob });
    let got = world.history("bob", of_bob).pop().unwrap();
    assert_eq!(
        (got.id, got.words(), got.state),
        (sent.id, "hello Bob", State::Delivered)
    );
    assert_eq!(world.history("alice", chat)[0].state, State::Sent);
    world.pass(1_000);
    assert_eq!(world.history("alice", chat)[0].state, State::Delivered);
    let read = world.ask(
        "bob",
        Ask::Read {
            chat: of_bob,
            through: got.place,
        },
    );
    assert_eq!(read, Some(Answer::Done));
    world.pass(1_000);
    assert_eq!(world.history("alice", chat)[0].state, State::Read);
}

#[test]
fn messages_go_both_ways_in_order_and_names_are_known() {
    let (mut world, chat) = World::of_two();
    for number in 0..20 {
        world.say("alice", chat, &format!("a{number}"));
    }
    let of_bob = world.only_chat("bob");
    for number in 0..20 {
        world.say("bob", of_bob, &format!("b{number}"));
    }
    world.pass(1_000);
    let expected: Vec<_> = ["a", "b"]
        .iter()
        .flat_map(|who| (0..20).map(move |n| format!("{who}{n}")))
        .collect();
    assert_eq!(world.words("alice", chat), expected);
    assert_eq!(world.words("bob", of_bob), expected);
    assert_eq!(world.chats("bob")[0].title, "alice");
    assert_eq!(world.chats("alice")[0].title, "bob");
    let chat = &world.chats("bob")[0];
    assert_eq!(chat.unread, 20);
    assert_eq!(chat.last.as_ref().unwrap().text, "b19");
}

#[test]
fn an_echo_answers_by_itself() {
    let mut world = World::new();
    world.add_phone("alice", "alice", Options::default());
    world.add_phone("echo", "echo", Options { echo: true });
    let chat = world.befriend("alice", "echo").chat;
    world.say("alice", chat, "anybody there?");
    world.pass(1_000);
    assert_eq!(world.words("alice", chat), ["anybody there?", "Echo: anybody there?"]);
    assert_eq!(world.history("alice", chat)[0].state, State::Read);
}

#[test]
fn both_may_begin_at_once() {
    let (mut world, of_alice) = World::of_two();
    let of_bob = world.befriend("bob", "alice").chat;
    let (one, two) = (world.intent(), world.intent());
    world.post(
        "alice",
        Ask::Send {
            intent: one,
            chat: of_alice,
            text: text("from Alice"),
            quote: None,
        },
    );
    world.post(
        "bob",
        Ask::Send {
            intent: two,
            chat: of_bob,
            text: text("from Bob"),
            quote: None,
        },
    );
    world.settle();
    world.pass(1_000);
    for number in 0..3 {
        world.say("alice", of_alice, &format!("a{number}"));
        world.say("bob", of_bob, &format!("b{number}"));
    }
    world.pass(1_000);
    let later = ["a0", "b0", "a1", "b1", "a2", "b2"];
    for (name, chat) in [("alice", of_alice), ("bob", of_bob)] {
        let words = world.words(name, chat);
        assert_eq!(words[2..], later, "{name}");
        assert!(words[..2].contains(&"from Alice".to_owned()) && words[..2].contains(&"from Bob".to_owned()));
        let own = world
            .history(name, chat)
            .into_iter()
            .filter(|message| message.from.is_none());
        assert!(
            own.clone().all(|message| message.state == State::Delivered),
            "{:?}",
            own.collect::<Vec<_>>()
        );
    }
}

#[test]
fn a_contact_that_was_never_online_gets_the_message_later() {
    let mut world = World::new();
    world.add_phone("alice", "alice", Options::default());
    // Bob's phone publishes nothing: the relay loses its answer, so he does not know that he may.
    world.add_phone("bob", "bob", Options::default());
    world.kill("bob");
    let chat = world.befriend("alice", "bob").chat;
    let sent = world.say("alice", chat, "later");
    assert_eq!(sent.state, State::Stored);
    world.pass(60_000);
    assert_eq!(
        world.history("alice", chat)[0].state,
        State::Sent,
        "the relay holds Bob's packages and mail"
    );
    world.switch_on("bob");
    world.pass(1_000);
    let of_bob = world.only_chat("bob");
    assert_eq!(world.words("bob", of_bob), ["later"]);
}

#[test]
fn the_same_intent_is_done_once_and_answered_twice() {
    let (mut world, chat) = World::of_two();
    let intent = world.intent();
    let send = Ask::Send {
        intent,
        chat,
        text: text("once"),
        quote: None,
    };
    let Some(Answer::Message(first)) = world.ask("alice", send.clone()) else {
        panic!()
    };
    world.pass(1_000);
    let Some(Answer::Message(second)) = world.ask("alice", send) else {
        panic!()
    };
    assert_eq!(first.id, second.id);
    assert_eq!(second.state, State::Delivered, "as it is now");
    let of_bob = world.only_chat("bob");
    assert_eq!(world.words("bob", of_bob), ["once"]);
    let other = world.ask(
        "alice",
        Ask::Send {
            intent,
            chat,
            text: text("twice"),
            quote: None,
        },
    );
    assert_eq!(other, Some(Answer::Problem(Problem::IntentReused)));
    let handle = pillion_wire::handle::Handle::parse("bob").unwrap();
    let other = world.ask("alice", Ask::AddContact { intent, handle });
    assert_eq!(other, Some(Answer::Problem(Problem::IntentReused)));
}

#[test]
fn what_does_not_exist_is_named() {
    let (mut world, _) = World::of_two();
    let nowhere = ChatId([9; 16]);
    let intent = world.intent();
    let problem = |problem| Some(Answer::Problem(problem));
    let send = Ask::Send {
        intent,
        chat: nowhere,
        text: text("hm"),
        quote: None,
    };
    assert_eq!(world.ask("alice", send), problem(Problem::NoSuchChat));
    let history = Ask::History {
        chat: nowhere,
        from: From::End,
        limit: 10,
    };
    assert_eq!(world.ask("alice", history), problem(Problem::NoSuchChat));
    let read = Ask::Read {
        chat: nowhere,
        through: Place(1),
    };
    assert_eq!(world.ask("alice", read), problem(Problem::NoSuchChat));
    let retry = Ask::Retry {
        message: MessageId([9; 16]),
    };
    assert_eq!(world.ask("alice", retry), problem(Problem::NoSuchMessage));
}

#[test]
fn a_replayed_blob_is_acknowledged_and_shown_once() {
    let (mut world, chat) = World::of_two();
    world.say("alice", chat, "once");
    world.pass(1_000);
    let delivered: Vec<_> = world
        .sent
        .iter()
        .filter(|(to, frame)| *to == "bob" && matches!(frame, RelayFrame::Deliver { .. }))
        .map(|(_, frame)| frame.clone())
        .collect();
    assert!(delivered.len() >= 3, "welcome, name, message");
    for frame in &delivered {
        world.inject("bob", frame);
    }
    // The same bytes under another id: only the ratchet knows them.
    for frame in delivered {
        if let RelayFrame::Deliver { seq, at, payload, .. } = frame {
            let id = pillion_wire::id::PutId([seq.to_be_bytes()[7]; 16]);
            world.inject(
                "bob",
                &RelayFrame::Deliver {
                    seq: seq + 100,
                    id,
                    at,
                    payload,
                },
            );
        }
    }
    world.pass(1_000);
    let of_bob = world.only_chat("bob");
    assert_eq!(world.words("bob", of_bob), ["once"]);
    world.say("alice", chat, "still there");
    assert_eq!(world.words("bob", of_bob), ["once", "still there"]);
}

#[test]
fn altered_blobs_show_nothing_and_stop_nothing() {
    let (mut world, chat) = World::of_two();
    world.say("alice", chat, "first");
    let Some((_, RelayFrame::Deliver { seq, at, payload, .. })) = world
        .sent
        .iter()
        .rfind(|(to, frame)| *to == "bob" && matches!(frame, RelayFrame::Deliver { .. }))
        .cloned()
    else {
        panic!("nothing delivered")
    };
    for at_byte in (0..payload.len()).step_by(7) {
        let mut altered = payload.clone();
        altered[at_byte] ^= 1;
        let id = pillion_wire::id::PutId([u8::try_from(at_byte % 251).unwrap(); 16]);
        world.inject(
            "bob",
            &RelayFrame::Deliver {
                seq,
                id,
                at,
                payload: altered,
            },
        );
    }
    let of_bob = world.only_chat("bob");
    world.say("alice", chat, "second");
    assert_eq!(world.words("bob", of_bob), ["first", "second"]);
}

#[test]
fn history_is_paged_in_both_directions() {
    let (mut world, chat) = World::of_two();
    for number in 1..=25 {
        world.say("alice", chat, &format!("{number}"));
    }
    let mut page = |from, limit| match world.ask("alice", Ask::History { chat, from, limit }) {
        Some(Answer::Page {
            messages,
            earlier,
            later,
        }) => (
            messages.iter().map(|message| message.place.0).collect::<Vec<_>>(),
            earlier,
            later,
        ),
        other => panic!("{other:?}"),
    };
    assert_eq!(page(From::End, 10), ((16..=25).collect(), true, false));
    assert_eq!(page(From::Before(Place(16)), 10), ((6..=15).collect(), true, true));
    assert_eq!(page(From::Before(Place(6)), 10), ((1..=5).collect(), false, true));
    assert_eq!(page(From::After(Place(5)), 10), ((6..=15).collect(), true, true));
    assert_eq!(page(From::After(Place(20)), 10), ((21..=25).collect(), true, false));
    assert_eq!(page(From::Before(Place(1)), 10), (vec![], false, true));
    assert_eq!(page(From::After(Place(25)), 10), (vec![], true, false));
    assert_eq!(page(From::End, 0), (vec![25], true, false));
}

#[test]
fn long_texts_come_in_more_pages() {
    let (mut world, chat) = World::of_two();
    let long = "a".repeat(20_000);
    for _ in 0..5 {
        world.say("alice", chat, &long);
    }
    let Some(Answer::Page {
        messages,
        earlier,
        later,
    }) = world.ask(
        "alice",
        Ask::History {
            chat,
            from: From::End,
            limit: 100,
        },
    )
    else {
        panic!()
    };
    assert_eq!((messages.len(), earlier, later), (2, true, false));
    assert_eq!(messages[1].place, Place(5));
}
