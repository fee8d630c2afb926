//! Files that are there: passed on, listed, and removed with the last message that has them.

use pillion_phone::app::{
    haul::{Hitch, Seen},
    phone::Options,
};
use pillion_protocol::content::{
    body::Body,
    file::{Held, Look},
    file_ask::FileAsk,
    message::State,
    problem::Problem,
    reply::Answer,
    request::Ask,
};

use crate::{
    files::{save, shared},
    pictures,
    world::World,
};

#[test]
fn the_small_picture_of_a_file_that_a_phone_sends_travels_in_the_same_letter() {
    let (mut world, chat, of_bob) = World::with_file();
    let picture = pictures::picture(90);
    let look = Look {
        width: 4_000,
        height: 3_000,
        picture: picture.id(),
    };
    world.porters.seen = Some(Seen {
        look,
        picture: picture.clone(),
    });
    let said = world.send_file("alice", chat, None);
    world.pass(1_000);
    let bytes = Answer::Picture(Some(picture.as_bytes().to_vec().into()));
    for (name, chat) in [("alice", chat), ("bob", of_bob)] {
        assert_eq!(shared(&world.newest(name, chat)).file.look, Some(look), "{name}");
        assert_eq!(
            world.ask(name, Ask::Picture(picture.id())),
            Some(bytes.clone()),
            "{name}"
        );
    }
    world.act(
        "alice",
        Ask::Delete {
            chat,
            message: said.id,
            for_all: true,
        },
    );
    world.pass(1_000);
    for name in ["alice", "bob"] {
        let gone = Some(Answer::Picture(None));
        assert_eq!(world.ask(name, Ask::Picture(picture.id())), gone, "{name}");
    }
}

#[test]
fn a_file_passed_on_is_not_uploaded_again() {
    let (mut world, chat, of_bob) = World::with_file();
    world.add_phone("carol", "carol", Options::default());
    let to = world.befriend("bob", "carol").chat;
    let said = world.send_file("alice", chat, Some("for all"));
    world.pass(1_000);
    let forward = Ask::Forward {
        intent: world.intent(),
        chat: of_bob,
        message: said.id,
        to,
    };
    let Some(Answer::Message(passed)) = world.ask("bob", forward) else {
        panic!("not passed on")
    };
    assert!(passed.forwarded && shared(&passed).held == Held::Here);
    world.pass(1_000);
    let of_carol = world.only_chat("carol");
    world.act("carol", Ask::Accept { chat: of_carol });
    world.pass(1_000);
    let theirs = world.newest("carol", of_carol);
    assert_eq!((theirs.words(), shared(&theirs).held), ("for all", Held::Here));
    assert_eq!(
        (world.porters.uploads, world.porters.depot.len(), world.kept("bob")),
        (1, 1, 1)
    );

    // The bytes go with the last message that has them.
    let delete = |chat, message| Ask::Delete {
        chat,
        message,
        for_all: false,
    };
    world.act("bob", delete(of_bob, said.id));
    world.pass(1_000);
    assert_eq!(world.kept("bob"), 1);
    world.act("bob", delete(to, passed.id));
    world.pass(1_000);
    assert_eq!(world.kept("bob"), 0);
}

#[test]
fn a_file_deleted_for_all_is_kept_nowhere() {
    let (mut world, chat, of_bob) = World::with_file();
    let said = world.send_file("alice", chat, Some("secret"));
    world.pass(1_000);
    assert_eq!((world.kept("alice"), world.kept("bob")), (1, 1));
    world.act(
        "alice",
        Ask::Delete {
            chat,
            message: said.id,
            for_all: true,
        },
    );
    world.pass(1_000);
    for (name, chat) in [("alice", chat), ("bob", of_bob)] {
        assert_eq!(world.newest(name, chat).body, Body::Deleted);
        assert_eq!(world.kept(name), 0, "{name}");
        assert_eq!(world.refused(name, save(chat, said.id, "/x")), Problem::NoFile);
    }
}

#[test]
fn the_files_of_a_chat_go_with_it() {
    let (mut world, chat, _) = World::with_file();
    world.send_file("alice", chat, None);
    world.pass(1_000);
    world.act("alice", Ask::DeleteChat { chat });
    world.pass(5_000);
    assert_eq!((world.kept("alice"), world.kept("bob")), (0, 1));
}

#[test]
fn the_files_of_a_chat_are_listed_page_by_page() {
    let (mut world, chat, _) = World::with_file();
    let mut sent = Vec::new();
    for number in 0..5 {
        sent.push(world.send_file("alice", chat, Some(&format!("file {number}"))).id);
        world.say("alice", chat, "between");
    }
    let (mut listed, mut before) = (Vec::new(), None);
    loop {
        let list = Ask::File(FileAsk::List {
            chat,
            before,
            limit: 2,
            sort: None,
        });
        let Some(Answer::Page {
            messages,
            earlier,
            later,
        }) = world.ask("alice", list)
        else {
            panic!("no list")
        };
        assert_eq!(later, before.is_some());
        before = messages.first().map(|message| message.place);
        listed.splice(0..0, messages.iter().map(|message| message.id));
        if !earlier {
            break;
        }
    }
    assert_eq!(listed, sent);
}

#[test]
fn a_file_that_is_deleted_before_it_has_left_gives_its_room_back() {
    let (mut world, chat, of_bob) = World::with_file();
    world.porters.hitches.extend([Hitch::Passing; 9]);
    let said = world.send_file("alice", chat, Some("not this one"));
    world.pass(500);
    let file = shared(&said).file.id;
    assert!(world.has_room(file));
    let other = world.only_chat("alice");
    let intent = world.intent();
    let forward = Ask::Forward {
        intent,
        chat,
        message: said.id,
        to: other,
    };
    let Some(Answer::Message(again)) = world.ask("alice", forward) else {
        panic!("not forwarded")
    };
    for (message, stays) in [(said.id, true), (again.id, false)] {
        let for_all = true;
        world.act("alice", Ask::Delete { chat, message, for_all });
        world.pass(500);
        assert_eq!(world.has_room(file), stays);
    }
    world.pass(120_000);
    assert_eq!(world.words("bob", of_bob), ["hello"]);
    let mine = world.history("alice", chat);
    assert!(mine.iter().all(|message| message.state != State::Failed), "{mine:?}");
    assert_eq!(world.kept("alice"), 0);
}

#[test]
fn a_file_that_is_deleted_while_the_relay_is_away_gives_its_room_back_when_it_is_there_again() {
    let (mut world, chat, _) = World::with_file();
    world.porters.hitches.extend([Hitch::Passing; 9]);
    let said = world.send_file("alice", chat, Some("not this one"));
    world.pass(500);
    let file = shared(&said).file.id;
    assert!(world.has_room(file));
    world.stop_relay();
    let for_all = true;
    world.act(
        "alice",
        Ask::Delete {
            chat,
            message: said.id,
            for_all,
        },
    );
    world.start_relay();
    assert!(world.has_room(file));
    world.pass(120_000);
    assert!(!world.has_room(file));
}

#[test]
fn the_files_of_a_chat_that_had_not_left_give_their_room_back_with_it() {
    let (mut world, chat, _) = World::with_file();
    world.porters.hitches.extend([Hitch::Passing; 9]);
    let file = |message| shared(&message).file.id;
    let here = file(world.send_file("alice", chat, Some("here")));
    world.porters.disk.insert("/other.pdf".into(), vec![7; 100]);
    let intent = world.intent();
    world.act_file("alice", intent, chat, "/other.pdf");
    let both = world.newest("alice", chat);
    world.pass(500);
    assert!(world.has_room(here) && world.has_room(file(both.clone())));
    // One of them is to leave from another chat, too.
    world.add_phone("carol", "carol", Options::default());
    let to = world.befriend("alice", "carol").chat;
    let intent = world.intent();
    let forward = Ask::Forward {
        intent,
        chat,
        message: both.id,
        to,
    };
    assert!(matches!(world.ask("alice", forward), Some(Answer::Message(_))));
    world.act("alice", Ask::DeleteChat { chat });
    world.pass(500);
    assert!(!world.has_room(here) && world.has_room(file(both)));
    world.pass(120_000);
    assert_eq!(world.kept("alice"), 1);
}

#[test]
fn what_comes_after_its_message_was_deleted_is_not_kept() {
    let (mut world, chat, of_bob) = World::with_file();
    world.porters.rest = true;
    let intent = world.intent();
    world.act_file("alice", intent, chat, "/home/alice/holiday.jpg");
    for _ in ["sealed", "uploaded"] {
        world.carry_first();
        world.pass(1_000);
    }
    assert_eq!(world.hauls_of("bob"), 1);
    let message = world.newest("alice", chat).id;
    let for_all = true;
    world.act("alice", Ask::Delete { chat, message, for_all });
    world.pass(1_000);
    assert_eq!(world.newest("bob", of_bob).body, Body::Deleted);
    // Removing is quick: what was to be fetched begins only after it.
    world.porters.waiting.rotate_left(1);
    world.carry_on();
    world.pass(1_000);
    assert_eq!((world.kept("alice"), world.kept("bob")), (0, 0));
}

#[test]
fn room_that_is_over_while_a_file_leaves_is_made_anew() {
    let (mut world, chat, of_bob) = World::with_file();
    world.porters.hitches.push_back(Hitch::Unknown);
    let said = world.send_file("alice", chat, Some("late"));
    assert_eq!(shared(&world.newest("alice", chat)).held, Held::Leaving);
    world.pass(5_000);
    let theirs = world.newest("bob", of_bob);
    assert_eq!((theirs.id, shared(&theirs).held), (said.id, Held::Here));
    assert_eq!(world.newest("alice", chat).state, State::Delivered);
}
